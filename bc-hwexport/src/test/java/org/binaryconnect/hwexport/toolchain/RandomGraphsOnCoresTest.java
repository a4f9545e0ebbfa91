package org.binaryconnect.hwexport.toolchain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.hwexport.TestExports;
import org.binaryconnect.hwexport.integer.DeviceNetwork;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.plan.Plan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 200 random networks of all operations, with kernels drawn at random: every score in C equals the
 * Java reference, on every core and under the checks of two compilers.
 */
class RandomGraphsOnCoresTest {

    private static final int NETWORKS = 200;
    private static final int BATCH = 25;

    /** ATmega1284P: 16 KB of RAM for working memory, input, scores and stack. */
    private static final int AVR_RAM = 14_000;

    private static final int AVR_FLASH = 30_000;

    @TempDir private Path folder;

    private void check(List<String> compiler, Target target, int batch) throws IOException {
        Core core = Core.valueOf(target.name());
        NetworkBatch program = new NetworkBatch(folder, compiler, target);
        Map<Long, Plan> plans = new LinkedHashMap<>();
        for (long seed = 0; seed < NETWORKS; seed++) {
            Plan plan = TestExports.drawn(RandomGraphs.graph(seed), core, seed);
            if (target != Target.AVR || fits(plan)) {
                plans.put(seed, plan);
            }
            if (plans.size() == batch || seed == NETWORKS - 1 && !plans.isEmpty()) {
                program.check("batch" + seed, plans);
                plans.clear();
            }
        }
    }

    private static boolean fits(Plan plan) {
        DeviceNetwork network = plan.network();
        return plan.memoryBytes() + network.inputs() + 4 * network.scores() < AVR_RAM
                && network.weightBytes() + 3L * (network.inputs() + 4L * network.scores())
                        < AVR_FLASH;
    }

    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"HOST", "AVR"},
            mode = EnumSource.Mode.EXCLUDE)
    @Tag("toolchain")
    void equalTheReferenceOn(Target target) throws IOException {
        check(target.compile(), target, BATCH);
    }

    @Test
    @Tag("toolchain")
    void equalTheReferenceOnAvrWhereTheyFit() throws IOException {
        check(Target.AVR.compile(), Target.AVR, 1);
    }

    @Test
    void equalTheReferenceWithGccAndSanitizers() throws IOException {
        check(sanitized("gcc"), Target.HOST, BATCH);
    }

    @Test
    @Tag("toolchain")
    void equalTheReferenceWithClangAndSanitizers() throws IOException {
        check(sanitized("clang"), Target.HOST, BATCH);
    }

    /** As C++11, where it is stricter than C. */
    @ParameterizedTest
    @ValueSource(strings = {"g++ -x c++ -std=c++11 -O2 -Wall -Wextra -pedantic -Werror"})
    @Tag("toolchain")
    void equalTheReferenceAs(String compiler) throws IOException {
        List<String> command = new ArrayList<>(List.of(compiler.split(" ")));
        command.addAll(List.of("-iquote", ".", "-iquote", "targets"));
        check(command, Target.HOST, BATCH);
    }

    private static List<String> sanitized(String compiler) {
        return List.of(
                compiler,
                "-std=c99",
                "-O1",
                "-Wall",
                "-Wextra",
                "-pedantic",
                "-Werror",
                "-fsanitize=address,undefined",
                "-fno-sanitize-recover=all",
                "-iquote",
                ".",
                "-iquote",
                "targets");
    }
}
