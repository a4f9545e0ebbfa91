package org.binaryconnect.hwexport.toolchain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.hwexport.TestExports;
import org.binaryconnect.hwexport.floating.FloatNetwork;
import org.binaryconnect.hwexport.floating.RandomRealNetworks;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.binaryconnect.hwexport.plan.Plan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 200 random networks with floating-point activations, with kernels drawn at random: every bit of
 * every score in C equals the Java reference, with a floating-point unit and without.
 */
class RandomFloatNetworksOnCoresTest {

    private static final int NETWORKS = 200;
    private static final int BATCH = 25;

    @TempDir private Path folder;

    private void check(List<String> compiler, Target target) throws IOException {
        Core core = Core.valueOf(target.name());
        NetworkBatch program = new NetworkBatch(folder, compiler, target);
        Map<Long, Plan> plans = new LinkedHashMap<>();
        for (long seed = 0; seed < NETWORKS; seed++) {
            FloatNetwork network = Exporter.floating(RandomRealNetworks.network(seed));
            plans.put(seed, TestExports.drawn(network, core, seed));
            if (plans.size() == BATCH) {
                program.check("batch" + seed, plans);
                plans.clear();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"HOST", "AVR"},
            mode = EnumSource.Mode.EXCLUDE)
    @Tag("toolchain")
    void equalTheReferenceOn(Target target) throws IOException {
        check(target.compile(List.of("bc_f32_add.c")), target);
    }

    @Test
    void equalTheReferenceWithGccAndSanitizers() throws IOException {
        check(sanitized("gcc"), Target.HOST);
    }

    @Test
    @Tag("toolchain")
    void equalTheReferenceWithClangAndSanitizers() throws IOException {
        check(sanitized("clang"), Target.HOST);
    }

    /** As C++11, where it is stricter than C; and where compilers fuse if nothing forbids it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "g++ -x c++ -std=c++11 -O2",
                "gcc -std=gnu11 -O3 -march=haswell",
                "clang -std=gnu11 -O3 -march=haswell"
            })
    @Tag("toolchain")
    void equalTheReferenceAs(String compiler) throws IOException {
        List<String> command = new ArrayList<>(List.of(compiler.split(" ")));
        command.addAll(Target.warnings());
        command.addAll(List.of("-iquote", ".", "-iquote", "targets"));
        check(command, Target.HOST);
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
