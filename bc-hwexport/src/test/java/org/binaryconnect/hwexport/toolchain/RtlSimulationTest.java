package org.binaryconnect.hwexport.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.binaryconnect.hwexport.emit.GoldenVectors;
import org.binaryconnect.hwexport.folder.Export;
import org.binaryconnect.hwexport.folder.FpgaExportWriter;
import org.binaryconnect.hwexport.fpga.Allocation;
import org.binaryconnect.hwexport.fpga.FpgaDesign;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("simulator")
class RtlSimulationTest {

    @TempDir Path folder;

    @Test
    void denseNetworkEqualsReference() {
        IntegerNetwork network = RandomNetworks.network(1, 50, 20, 10);
        byte[][] inputs = RandomNetworks.inputs(2, 10, 50);
        byte[][][] examples =
                Arrays.stream(inputs).map(x -> new byte[][] {x}).toArray(byte[][][]::new);
        GoldenVectors golden = GoldenVectors.of(network, examples);
        FpgaDesign design =
                FpgaDesign.of(
                        network,
                        Collections.nCopies(network.operations().size(), new Allocation(8, 1)));
        Path out = Path.of("/tmp/f/out");
        FpgaExportWriter.write(
                out,
                new Export("net", network, "identity", false, List.of(), null, golden),
                design,
                null);
        for (RtlSimulation.Simulator simulator : RtlSimulation.Simulator.values()) {
            RtlSimulation.Result result =
                    RtlSimulation.build(out, "net", simulator, false)
                            .run(
                                    10,
                                    out.resolve("sim/inputs.hex"),
                                    out.resolve("sim/scores.hex"),
                                    30,
                                    1,
                                    Duration.ofMinutes(1));
            System.out.println(result);
            assertEquals("", result.failure());
            assertEquals(List.of(), result.differing());
        }
    }
}
