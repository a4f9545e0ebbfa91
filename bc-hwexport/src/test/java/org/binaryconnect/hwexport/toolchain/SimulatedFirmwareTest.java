package org.binaryconnect.hwexport.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.binaryconnect.hwexport.TestExports;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.kernels.DenseKernel;
import org.binaryconnect.hwexport.kernels.KernelChoice;
import org.binaryconnect.hwexport.plan.Plan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        Core core = Core.valueOf(target.name());
        return build(TestExports.fastest(network, core), vectors);
    }

    private Firmware build(Plan plan, int vectors) {
        TestExports.write(folder.resolve("export"), "net", plan, vectors);
        return Firmware.build(folder.resolve("export"), "net", Target.of(plan.core()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"HOST"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyScoreEqualsTheReferenceAndCountsAreReproducible(Target target) {
        Firmware firmware = build(RandomNetworks.network(5, 100, 113, 33, 10), 20, target);

        List<Firmware.VectorResult> first = firmware.runSelfTest();

        assertEquals(20, first.size());
        assertEquals(0, first.stream().mapToInt(Firmware.VectorResult::mismatches).sum());
        assertTrue(first.stream().allMatch(vector -> vector.instructions() > 5_000));
        assertEquals(first, firmware.runSelfTest());
    }

    /** What is stated in the README, or better. */
    @ParameterizedTest
    @CsvSource({
        "CORTEX_M0PLUS, LUT8, 0.62",
        "CORTEX_M3, LUT8, 0.46",
        "CORTEX_M3, LUT8_TILED, 0.53",
        "CORTEX_M4, LUT8, 0.46",
        "CORTEX_M4, USADA8, 0.75",
        "CORTEX_M55, MVE, 0.312",
        "CORTEX_M55, MVE_LUT8, 0.11",
        "RV32IMC, LUT8, 0.74"
    })
    void aDenseLayerOfAMillionWeightsTakesAtMostTheStatedInstructions(
            Core core, DenseKernel kernel, double instructions) {
        IntegerNetwork network = RandomNetworks.network(5, 1024, 1024);
        Plan plan = TestExports.forced(network, core, new KernelChoice.Dense(kernel));

        for (Firmware.VectorResult vector : build(plan, 3).runSelfTest()) {
            assertEquals(0, vector.mismatches());
            assertTrue(vector.instructions() <= instructions * 1024 * 1024, vector.toString());
        }
    }

    /** Cycles; weights in flash, table and sums in RAM. */
    @Test
    void aDenseLayerOnAvrTakesAtMostTheStatedCycles() {
        IntegerNetwork network = RandomNetworks.network(5, 128, 64);
        Plan plan =
                TestExports.forced(network, Core.AVR, new KernelChoice.Dense(DenseKernel.AVR_LUT4));

        for (Firmware.VectorResult vector : build(plan, 3).runSelfTest()) {
            assertEquals(0, vector.mismatches());
            assertTrue(vector.instructions() <= 6.0 * 128 * 64, vector.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"CORTEX_M3", "RV32IMC"})
    void weightsTakeOneBitAndTheStatedPaddingInTheCompiledProgram(Target target) {
        IntegerNetwork network = RandomNetworks.network(5, 100, 50, 10);
        Plan plan =
                TestExports.forced(
                        network,
                        Core.valueOf(target.name()),
                        new KernelChoice.Dense(DenseKernel.LUT8));
        Firmware firmware = build(plan, 1);

        assertEquals(50 * 13 + 10 * 7, network.weightBytes());
        assertEquals(network.weightBytes(), firmware.weightBytes());
        assertEquals(plan.memoryBytes(), firmware.memoryBytes());
        assertTrue(firmware.flashBytes() > network.weightBytes() + 7 * 60);
    }

    /**
     * Neither do depthwise and other convolutions; the requantization multiplies once an output.
     */
    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"HOST"},
            mode = EnumSource.Mode.EXCLUDE)
    void noKernelHasAMultiplication(Target target) throws IOException {
        Core core = Core.valueOf(target.name());
        Pattern multiplying =
                Pattern.compile("bc_(dense_s8|depthwise_s8|requantize|add|combine|lstm_cell)\\.o");
        Set<String> seen = new TreeSet<>();
        for (DenseKernel kernel : DenseKernel.on(core, true)) {
            build(
                    TestExports.forced(
                            RandomNetworks.network(5, 8, 2), core, new KernelChoice.Dense(kernel)),
                    1);
            check(target, multiplying, seen);
        }
        Set<String> others =
                core == Core.AVR
                        ? Set.of("bc_conv_windows.o", "bc_depthwise.o")
                        : Set.of("bc_conv_lut8.o", "bc_conv_windows.o", "bc_depthwise.o");
        for (long seed = 0; !seen.containsAll(others); seed++) {
            IntegerNetwork network = RandomGraphs.graph(seed);
            if (network.linear().stream().anyMatch(SimulatedFirmwareTest::isConvolution)) {
                build(TestExports.drawn(network, core, seed), 1);
                check(target, multiplying, seen);
            }
        }
    }

    private static boolean isConvolution(Operation.Linear linear) {
        return !(linear instanceof Operation.Dense);
    }

    private void check(Target target, Pattern multiplying, Set<String> seen) throws IOException {
        Path export = folder.resolve("export");
        String objects = "build/" + target.id() + "/";
        try (Stream<Path> files = Files.list(export.resolve(objects))) {
            for (Path file : files.toList()) {
                String object = file.getFileName().toString();
                if (object.startsWith("bc_")
                        && !object.startsWith("bc_target")
                        && object.endsWith(".o")) {
                    seen.add(object);
                    boolean found = multiplies(disassemble(target, export, objects + object));
                    if (object.equals("bc_requantize.o")) {
                        assertTrue(found, "the pattern knows what it looks for");
                    } else if (!multiplying.matcher(object).matches()) {
                        assertFalse(found, object);
                    }
                }
            }
        }
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
                        "\\t(mul|mla|mls|smul|umul|smlal|umlal|smull|umull|mulh|vmul|vmla|vml)\\w*|lmul|mul[sd]i3|mulhi")
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
}
