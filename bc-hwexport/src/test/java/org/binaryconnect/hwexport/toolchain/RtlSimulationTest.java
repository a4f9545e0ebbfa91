package org.binaryconnect.hwexport.toolchain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.fpga.Allocation;
import org.binaryconnect.hwexport.fpga.FpgaDesign;
import org.binaryconnect.hwexport.fpga.FpgaPlanner;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;
import org.binaryconnect.hwexport.toolchain.RtlSimulation.Simulator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The test bench, and what it must notice. */
@Tag("toolchain")
class RtlSimulationTest {

    private static final int FRAMES = 12;

    @TempDir private Path folder;

    private static FpgaDesign design() {
        IntegerNetwork network = RandomNetworks.network(1, 50, 20, 10);
        return FpgaDesign.of(
                network, Collections.nCopies(network.operations().size(), new Allocation(8, 1)));
    }

    private RtlSimulation.Result icarus(int stall) {
        return RtlDesigns.run(
                RtlSimulation.build(folder, RtlDesigns.NAME, Simulator.ICARUS, false),
                folder,
                FRAMES,
                stall);
    }

    @ParameterizedTest
    @EnumSource
    void simulatorsGiveTheScoresOfTheReference(Simulator simulator) {
        FpgaDesign design = design();
        RtlDesigns.write(folder, design, FRAMES);
        RtlSimulation simulation = RtlSimulation.build(folder, RtlDesigns.NAME, simulator, false);
        ReferenceInterpreter reference = new ReferenceInterpreter(design.network());
        byte[][] inputs = RandomNetworks.inputs(7, FRAMES, 50);
        for (int stall : new int[] {0, 30, 90}) {
            RtlSimulation.Result result = RtlDesigns.run(simulation, folder, FRAMES, stall);

            assertEquals("", result.failure());
            assertEquals(List.of(), result.differing());
            for (int f = 0; f < FRAMES; f++) {
                assertArrayEquals(reference.run(inputs[f]), result.scores().get(f));
            }
        }
    }

    /** A frame takes what the slowest module takes; what is counted is what is stated. */
    @Test
    void aLargerLayerTakesOneClockAnInputAndRound() {
        RtlDesigns.write(
                folder,
                FpgaPlanner.withParallel(RandomNetworks.network(2, 300, 60, 10), 16),
                FRAMES);

        assertEquals(4 * 300, icarus(0).clocksPerFrame());
    }

    /** Gate by gate, as iCE40 cells. */
    @ParameterizedTest
    @ValueSource(longs = {107, 0})
    void theDesignAfterSynthesisGivesTheSameScores(long seed) throws IOException {
        FpgaDesign design =
                seed == 0 ? design() : RtlDesigns.random(RandomGraphs.graph(seed), seed);
        RtlDesigns.write(folder, design, FRAMES);
        Tool.Result yosys =
                Tool.run(
                        List.of("sh", "-c", "mkdir -p build && yosys -q -s synthesis/gates.ys"),
                        "yosys",
                        folder,
                        new byte[0],
                        Duration.ofMinutes(2));
        assertEquals(0, yosys.exitCode(), yosys.errors());
        Path cells = Path.of("/usr/share/yosys/ice40/cells_sim.v");
        assertTrue(Files.exists(cells));
        RtlSimulation gates =
                RtlSimulation.build(
                        folder,
                        RtlDesigns.NAME,
                        Simulator.ICARUS,
                        false,
                        List.of("build/gates.v", cells.toString()));

        RtlSimulation.Result result = RtlDesigns.run(gates, folder, 3, 30);

        assertEquals("", result.failure());
        assertEquals(List.of(), result.differing());
        assertEquals(3, result.scores().size());
    }

    @Test
    void aWrongWeightIsNoticed() throws IOException {
        RtlDesigns.write(folder, design(), FRAMES);
        Path file = folder.resolve("memory/net_layer0_weights.mem");
        List<String> lines = Files.readAllLines(file);
        int last = lines.size() - 1;
        // The last input of outputs 16 to 19.
        lines.set(last, Integer.toHexString(Integer.parseInt(lines.get(last), 16) ^ 15));
        Files.write(file, lines);

        assertTrue(icarus(30).differing().size() > FRAMES / 2);
    }

    /** Sums that change while the way out is blocked. */
    @Test
    void aRuleOfTheStreamThatIsBrokenIsNoticed() throws IOException {
        RtlDesigns.write(folder, design(), FRAMES);
        replace(
                "bc_scores.v",
                "assign s_ready = ~m_axis_tvalid | m_axis_tready;",
                "assign s_ready = 1'b1;");

        assertTrue(icarus(97).failure().startsWith("an output changed before it was taken"));
    }

    @Test
    void aWrongClassIsNoticed() throws IOException {
        RtlDesigns.write(folder, design(), FRAMES);
        replace("bc_scores.v", "s_data > largest", "s_data < largest");

        assertTrue(icarus(0).failure().startsWith("the class is not that of the largest score"));
    }

    @Test
    void aDesignThatHangsIsNoticed() throws IOException {
        RtlDesigns.write(folder, design(), FRAMES);
        replace("bc_signed_sum.v", "m_valid <= difference_valid;", "m_valid <= 1'b0;");

        assertTrue(icarus(0).failure().startsWith("nothing moves any more"));
    }

    private void replace(String module, String text, String other) throws IOException {
        Path file = folder.resolve("rtl").resolve(module);
        String source = Files.readString(file);
        assertTrue(source.contains(text));
        Files.writeString(file, source.replace(text, other));
    }

    @Test
    void whatIsNoVerilogIsOneLine() throws IOException {
        RtlDesigns.write(folder, design(), FRAMES);
        replace("bc_scores.v", "endmodule", "endmodul");

        ExportException e = assertThrows(ExportException.class, () -> icarus(0));
        assertTrue(e.getMessage().startsWith("Icarus Verilog does not take the Verilog of"));
        assertEquals(1, e.getMessage().lines().count());
    }
}
