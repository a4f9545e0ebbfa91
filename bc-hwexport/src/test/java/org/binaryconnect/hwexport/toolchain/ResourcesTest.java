package org.binaryconnect.hwexport.toolchain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.binaryconnect.hwexport.emit.GoldenVectors;
import org.binaryconnect.hwexport.folder.Export;
import org.binaryconnect.hwexport.folder.FpgaExportWriter;
import org.binaryconnect.hwexport.fpga.Allocation;
import org.binaryconnect.hwexport.fpga.FpgaDesign;
import org.binaryconnect.hwexport.fpga.Resources;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("toolchain")
class ResourcesTest {
    @TempDir Path folder;

    @Test
    void estimates() {
        for (long seed : new long[] {10, 88, 107, 284, 179, 202, 54, 29, 122, 244, 8, -1, -2}) {
            IntegerNetwork network =
                    seed == -1
                            ? RandomNetworks.network(1, 784, 48, 48, 10)
                            : seed == -2
                                    ? RandomNetworks.network(1, 784, 112, 10)
                                    : RandomGraphs.graph(seed);
            Random random = new Random(seed);
            List<Allocation> allocations = new ArrayList<>();
            for (int o = 0; o < network.operations().size(); o++) {
                allocations.add(
                        seed < 0
                                ? new Allocation(16, 1)
                                : new Allocation(1 + random.nextInt(12), 1 << random.nextInt(3)));
            }
            FpgaDesign design;
            try {
                design = FpgaDesign.of(network, allocations);
            } catch (RuntimeException e) {
                System.out.println(seed + " " + e.getMessage());
                continue;
            }
            byte[][][] examples =
                    Arrays.stream(RandomNetworks.inputs(seed, 1, network.inputs()))
                            .map(x -> new byte[][] {x})
                            .toArray(byte[][][]::new);
            Path out = folder.resolve("d" + seed);
            FpgaExportWriter.write(
                    out,
                    new Export(
                            "net",
                            network,
                            "identity",
                            false,
                            List.of(),
                            null,
                            GoldenVectors.of(network, examples)),
                    design,
                    null);
            List<String> sources = new ArrayList<>(FpgaExportWriter.verilog("net", design));
            sources.add("synthesis/net_pins.v");
            Synthesis.Placement p =
                    Synthesis.of(new Verilog(out, sources, "net_pins"), Synthesis.Family.ICE40)
                            .place(Fpga.HX8K);
            Resources r = Resources.of(design);
            System.out.printf(
                    "%d est %d placed %d ratio %.2f rams %d %d MHz %.1f %s%n",
                    seed,
                    r.logicCells(),
                    p.logicCells(),
                    r.logicCells() / (double) p.logicCells(),
                    r.blockRams(),
                    p.blockRams(),
                    p.maxFrequencyMhz(),
                    network.operations().stream().map(o -> o.getClass().getSimpleName()).toList());
        }
    }
}
