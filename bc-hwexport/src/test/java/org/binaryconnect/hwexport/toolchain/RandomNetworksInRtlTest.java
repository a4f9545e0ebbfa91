package org.binaryconnect.hwexport.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.fpga.FpgaDesign;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.quantize.PowerOfTwo;
import org.binaryconnect.hwexport.quantize.QuantizedNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random networks of every operation that has a form for FPGAs, with random allocations: Icarus
 * Verilog gives the reference's scores, with and without stalls, and Verilator's linter is silent.
 */
@Tag("toolchain")
class RandomNetworksInRtlTest {

    private static final int SEEDS = 180;
    private static final int FRAMES = 3;

    @TempDir private Path folder;

    @Test
    void scoresEqualTheReference() {
        Set<String> covered = new TreeSet<>();
        Set<String> modules = new TreeSet<>();
        int designs = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            IntegerNetwork network = RandomGraphs.graph(seed);
            FpgaDesign design;
            try {
                design = RtlDesigns.random(network, seed);
                if (seed % 3 == 0) {
                    design = RtlDesigns.random(withoutMultipliers(network), seed);
                }
            } catch (ExportException e) {
                assertTrue(
                        e.getMessage()
                                .matches(
                                        "Layer \".*\".*(is recurrent|has real weights|does not take just the result before it|reorders its input|.*no power of two near it).*"),
                        e.getMessage());
                continue;
            }
            designs++;
            for (Operation operation : network.operations()) {
                covered.add(operation.getClass().getSimpleName());
            }
            design.blocks().forEach(block -> modules.add(block.module()));
            check(seed, design);
        }
        assertTrue(designs >= 50, "designs: " + designs);
        assertTrue(
                modules.containsAll(
                        Set.of("bc_requantize", "bc_requantize_pipeline", "bc_requantize_shift")),
                modules::toString);
        assertEquals(
                Set.of(
                        "Affine",
                        "AveragePool",
                        "Clamp",
                        "Convolution",
                        "Dense",
                        "DepthwiseConvolution",
                        "Lookup",
                        "MaxPool",
                        "Pad",
                        "Permute",
                        "Reshape",
                        "Widen"),
                covered);
    }

    private static IntegerNetwork withoutMultipliers(IntegerNetwork network) {
        return PowerOfTwo.apply(new QuantizedNetwork(null, network, Map.of())).network();
    }

    private void check(long seed, FpgaDesign design) {
        Path out = folder.resolve("seed" + seed);
        RtlDesigns.write(out, design, FRAMES);
        RtlSimulation simulation =
                RtlSimulation.build(out, RtlDesigns.NAME, RtlSimulation.Simulator.ICARUS, false);
        for (int stall : new int[] {0, 40}) {
            RtlSimulation.Result result = RtlDesigns.run(simulation, out, FRAMES, stall);
            assertEquals("", result.failure(), "seed " + seed);
            assertEquals(List.of(), result.differing(), "seed " + seed);
            assertEquals(FRAMES, result.scores().size());
            // What a design is said to take is what the slowest module takes: never too much.
            assertTrue(
                    stall > 0 || result.clocksPerFrame() > 0.97 * design.clocks() - 20,
                    "seed %d: %d clocks, stated %d"
                            .formatted(seed, result.clocksPerFrame(), design.clocks()));
        }
        List<String> lint = new ArrayList<>(List.of("verilator", "--lint-only", "-Wall"));
        lint.addAll(List.of("--top-module", RtlDesigns.NAME, "-y", "rtl", "rtl/net.v"));
        Tool.Result result = Tool.run(lint, "verilator", out, new byte[0], Duration.ofMinutes(1));
        assertEquals("", result.errors(), "seed " + seed);
        assertEquals(0, result.exitCode(), "seed " + seed);
    }
}
