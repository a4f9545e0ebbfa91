package org.binaryconnect.hwexport.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.binaryconnect.hwexport.emit.MemoryPlan;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cross compilers, simulators and other compilers. Instruction counts are exact, so ceilings may be
 * asserted.
 */
@Tag("toolchain")
class SimulatedFirmwareTest {

    @TempDir private Path folder;

    private Firmware build(IntegerNetwork network, int vectors, Target target) {
        byte[][] inputs = RandomNetworks.inputs(1, vectors, network.inputs());
        Exporter.write(folder.resolve("export"), "net", network, inputs);
        return Firmware.build(folder.resolve("export"), "net", target);
    }

    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"CORTEX_M0PLUS", "CORTEX_M3", "CORTEX_M4", "CORTEX_M55", "RV32IMC"})
    void everyScoreEqualsTheReferenceAndCountsAreReproducible(Target target) {
        Firmware firmware = build(RandomNetworks.network(5, 100, 513, 33, 10), 20, target);

        List<Firmware.VectorResult> first = firmware.runSelfTest();

        assertEquals(20, first.size());
        assertEquals(0, first.stream().mapToInt(Firmware.VectorResult::mismatches).sum());
        assertTrue(first.stream().allMatch(vector -> vector.instructions() > 10_000));
        assertEquals(first, firmware.runSelfTest());
    }

    @Test
    void aDenseLayerOfAMillionWeightsTakesAtMostTheStatedInstructionsOnCortexM3() {
        Firmware firmware = build(RandomNetworks.network(5, 1024, 1024), 3, Target.CORTEX_M3);

        for (Firmware.VectorResult vector : firmware.runSelfTest()) {
            assertEquals(0, vector.mismatches());
            assertTrue(vector.instructions() <= 0.62 * 1024 * 1024, vector.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"CORTEX_M3", "RV32IMC"})
    void weightsTakeOneBitAndTheStatedPaddingInTheCompiledProgram(Target target) {
        IntegerNetwork network = RandomNetworks.network(5, 100, 50, 10);
        Firmware firmware = build(network, 1, target);

        assertEquals(50 * 13 + 10 * 7, network.weightBytes());
        assertEquals(network.weightBytes(), firmware.weightBytes());
        assertEquals(MemoryPlan.of(network).bytes(), firmware.memoryBytes());
        assertTrue(firmware.flashBytes() > network.weightBytes() + 7 * 60);
    }

    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"CORTEX_M3", "RV32IMC"})
    void theDenseKernelHasNoMultiplication(Target target) throws IOException {
        build(RandomNetworks.network(5, 8, 2), 1, target);
        Path export = folder.resolve("export");
        String objects = "build/" + target.id() + "/";

        assertFalse(multiplies(disassemble(target, export, objects + "bc_dense.o")));
        // The requantization multiplies once an output: the pattern knows what it looks for.
        assertTrue(multiplies(disassemble(target, export, objects + "bc_requantize.o")));
    }

    private static String disassemble(Target target, Path export, String object) {
        Tool.Result result =
                Tool.run(
                        List.of(target.tool("objdump"), "-dr", object),
                        target.compilerPackage(),
                        export,
                        new byte[0],
                        Duration.ofMinutes(1));
        assertEquals(0, result.exitCode());
        return result.text();
    }

    private static boolean multiplies(String disassembly) {
        return Pattern.compile(
                        "\\t(mul|mla|mls|smul|umul|smlal|umlal|smull|umull|mulh)\\w*|lmul|muldi3")
                .matcher(disassembly)
                .find();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clang -std=c99 -O2 -Wall -Wextra -pedantic -Werror",
                "clang -std=c99 -O1 -Wall -Wextra -pedantic -Werror -fsanitize=undefined -fsanitize-trap=undefined",
                "g++ -x c++ -std=c++11 -O2 -Wall -Wextra -pedantic -Werror",
            })
    void otherCompilersAgree(String compiler) {
        build(RandomNetworks.network(3, 45, 530, 6), 20, Target.HOST);

        OtherCompilers.buildAndRun(folder.resolve("export"), "net", compiler);
    }

    /** A Verilog simulator reads the memory files, and prints every weight. */
    @Test
    void verilogReadsTheWeights() throws IOException {
        IntegerNetwork network = RandomNetworks.network(5, 19, 6);
        build(network, 1, Target.HOST);
        Path export = folder.resolve("export");
        Files.copy(Path.of("src/test/verilog/print_weights.v"), export.resolve("print_weights.v"));
        run(
                export,
                "iverilog -g2005 -Wall -Pprint_weights.OUTPUTS=6 -Pprint_weights.WORD_BITS=24 -o print.vvp print_weights.v");
        String[] lines = run(export, "vvp -n print.vvp").split("\n");

        for (int o = 0; o < 6; o++) {
            for (int i = 0; i < 19; i++) {
                char bit = lines[o].charAt(i);
                assertEquals(network.layers().get(0).weights().sign(o, i) > 0 ? '1' : '0', bit);
            }
        }
    }

    private static String run(Path folder, String command) {
        Tool.Result result =
                Tool.run(
                        List.of(command.split(" ")),
                        "iverilog",
                        folder,
                        new byte[0],
                        Duration.ofMinutes(1));
        assertEquals("", result.errors());
        assertEquals(0, result.exitCode(), result.text());
        return result.text();
    }
}
