package org.binaryconnect.hwexport.toolchain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.binaryconnect.hwexport.emit.GoldenVectors;
import org.binaryconnect.hwexport.folder.Export;
import org.binaryconnect.hwexport.folder.FpgaExportWriter;
import org.binaryconnect.hwexport.fpga.Allocation;
import org.binaryconnect.hwexport.fpga.FpgaDesign;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.RandomNetworks;

/** FPGA exports for tests. */
final class RtlDesigns {

    static final String NAME = "net";

    private RtlDesigns() {}

    /** Accumulators and digits drawn from a seed. */
    static FpgaDesign random(IntegerNetwork network, long seed) {
        Random random = new Random(seed);
        List<Allocation> allocations = new ArrayList<>();
        for (int o = 0; o < network.operations().size(); o++) {
            int digit = 1 << random.nextInt(4);
            allocations.add(
                    new Allocation(
                            1 + random.nextInt(12), digit == 8 ? Allocation.PIPELINED : digit));
        }
        return FpgaDesign.of(network, allocations);
    }

    static Export export(IntegerNetwork network, int frames) {
        byte[][][] examples =
                Arrays.stream(RandomNetworks.inputs(7, frames, network.inputs()))
                        .map(input -> new byte[][] {input})
                        .toArray(byte[][][]::new);
        return new Export(
                NAME,
                network,
                "identity",
                false,
                List.of(),
                null,
                GoldenVectors.of(network, examples));
    }

    static void write(Path folder, FpgaDesign design, int frames) {
        FpgaExportWriter.write(folder, export(design.network(), frames), design, null);
    }

    /** Runs the golden vectors. */
    static RtlSimulation.Result run(RtlSimulation simulation, Path folder, int frames, int stall) {
        return simulation.run(
                frames,
                folder.resolve("sim/inputs.hex"),
                folder.resolve("sim/scores.hex"),
                stall,
                frames + stall,
                Duration.ofMinutes(2));
    }
}
