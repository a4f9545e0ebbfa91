package org.binaryconnect.hwexport.toolchain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.emit.GoldenVectors;
import org.binaryconnect.hwexport.folder.Export;
import org.binaryconnect.hwexport.folder.FpgaExportWriter;
import org.binaryconnect.hwexport.fpga.Allocation;
import org.binaryconnect.hwexport.fpga.FpgaDesign;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simulator")
class RandomRtlTest {

    @Test
    void randomNetworks() throws Exception {
        Map<String, Integer> kinds = new TreeMap<>();
        int done = 0;
        int bad = 0;
        int from = Integer.getInteger("from", 0);
        for (long seed = from; seed < from + Integer.getInteger("seeds", 300); seed++) {
            IntegerNetwork network = RandomGraphs.graph(seed);
            Random random = new Random(seed);
            List<Allocation> allocations = new ArrayList<>();
            for (int o = 0; o < network.operations().size(); o++) {
                allocations.add(new Allocation(1 + random.nextInt(12), 1 << random.nextInt(3)));
            }
            FpgaDesign design;
            try {
                design = FpgaDesign.of(network, allocations);
            } catch (ExportException e) {
                kinds.merge(
                        e.getMessage().replaceAll(".*\\) ?", "").replaceAll("\"[^\"]*\"", ""),
                        1,
                        Integer::sum);
                continue;
            }
            done++;
            network.operations()
                    .forEach(op -> kinds.merge(op.getClass().getSimpleName(), 1, Integer::sum));
            int frames = 4;
            byte[][][] examples =
                    Arrays.stream(RandomNetworks.inputs(seed, frames, network.inputs()))
                            .map(x -> new byte[][] {x})
                            .toArray(byte[][][]::new);
            GoldenVectors golden = GoldenVectors.of(network, examples);
            Path out = Path.of("/tmp/f/random/" + seed);
            Files.createDirectories(out.getParent());
            FpgaExportWriter.write(
                    out,
                    new Export("net", network, "identity", false, List.of(), null, golden),
                    design,
                    null);
            String verdict;
            try {
                RtlSimulation simulation =
                        RtlSimulation.build(out, "net", RtlSimulation.Simulator.ICARUS, false);
                RtlSimulation.Result result =
                        simulation.run(
                                frames,
                                out.resolve("sim/inputs.hex"),
                                out.resolve("sim/scores.hex"),
                                30,
                                (int) seed,
                                Duration.ofMinutes(1));
                RtlSimulation.Result fast =
                        simulation.run(
                                frames,
                                out.resolve("sim/inputs.hex"),
                                out.resolve("sim/scores.hex"),
                                0,
                                (int) seed,
                                Duration.ofMinutes(1));
                verdict =
                        result.failure()
                                + fast.failure()
                                + result.differing()
                                + fast.differing()
                                + " clocks "
                                + fast.clocksPerFrame()
                                + " predicted "
                                + design.clocks()
                                + " "
                                + String.format(
                                        "%.3f", fast.clocksPerFrame() / (double) design.clocks());
            } catch (ExportException e) {
                verdict = e.getMessage();
            }
            if (!verdict.startsWith("[][]")) {
                bad++;
            }
            System.out.println(
                    "seed "
                            + seed
                            + " "
                            + verdict
                            + " "
                            + network.operations().stream()
                                    .map(op -> op.getClass().getSimpleName())
                                    .toList());
        }
        System.out.println("done " + done + " bad " + bad);
        kinds.forEach((k, v) -> System.out.println(v + " " + k));
    }
}
