package org.binaryconnect.hwexport.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.binaryconnect.hwexport.folder.FpgaExportWriter;
import org.binaryconnect.hwexport.fpga.FpgaDesign;
import org.binaryconnect.hwexport.fpga.FpgaPlanner;
import org.binaryconnect.hwexport.fpga.Resources;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The estimate beside placed designs. */
@Tag("toolchain")
class ResourcesTest {

    @TempDir private Path folder;

    @Test
    void theEstimateIsNearThePlacedDesign() {
        List<FpgaDesign> designs =
                List.of(
                        FpgaPlanner.withParallel(RandomNetworks.network(1, 784, 112, 10), 16),
                        RtlDesigns.random(RandomGraphs.graph(107), 107),
                        RtlDesigns.random(RandomGraphs.graph(29), 29));
        for (FpgaDesign design : designs) {
            Path out = folder.resolve("design" + designs.indexOf(design));
            RtlDesigns.write(out, design, 1);
            String pins = FpgaExportWriter.pins(RtlDesigns.NAME);
            List<String> sources =
                    new ArrayList<>(FpgaExportWriter.verilog(RtlDesigns.NAME, design));
            sources.add("synthesis/%s.v".formatted(pins));
            Synthesis.Placement placed =
                    Synthesis.of(new Verilog(out, sources, pins), Synthesis.Family.ICE40)
                            .place(Fpga.HX8K);

            Resources estimate = Resources.of(design);

            assertEquals(1, estimate.logicCells() / (double) placed.logicCells(), 0.2);
            assertTrue(estimate.blockRams() >= placed.blockRams());
            assertTrue(estimate.blockRams() <= placed.blockRams() + 2);
        }
    }
}
