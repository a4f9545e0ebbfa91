package org.binaryconnect.hwexport.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Start-up code, counter and exit code of every simulated target, with programs of a few lines. */
@Tag("toolchain")
class TargetCountTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir private Path folder;

    @BeforeEach
    void copyStartUpCode() throws IOException {
        Path targets = Path.of("src/main/c/targets");
        try (Stream<Path> files = Files.walk(targets)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve("targets").resolve(targets.relativize(file)));
            }
        }
    }

    private Tool.Result run(Target target, String... lines) throws IOException {
        Files.writeString(folder.resolve("program.c"), String.join("\n", lines) + "\n");
        List<String> build = new ArrayList<>(target.compile());
        build.add("program.c");
        build.addAll(target.sources());
        build.addAll(target.link());
        build.addAll(List.of("-o", "program.elf"));
        Tool.Result built = Tool.run(build, target.compilerPackage(), folder, new byte[0], LIMIT);
        assertEquals("", built.errors());
        assertEquals(0, built.exitCode());
        return target.programResult(
                Tool.run(
                        target.run(folder.resolve("program.elf").toString()),
                        target.simulatorPackage(),
                        folder,
                        new byte[0],
                        LIMIT));
    }

    /** The count of one call of {@code work(times)}; it must be the same five times. */
    private long count(Target target, String statement, int times) throws IOException {
        Tool.Result result =
                run(
                        target,
                        "#include \"bc_target.h\"",
                        "static uint32_t runs = 5U; /* start-up code copies it and clears run */",
                        "static uint32_t run;",
                        "__attribute__((noinline)) static void work(uint32_t times)",
                        "{",
                        "    while (times-- > 0U) {",
                        "        " + statement,
                        "    }",
                        "}",
                        "int main(void)",
                        "{",
                        "    for (; run < runs; run++) {",
                        "        uint32_t count = bc_target_instructions();",
                        "        work(%dU);".formatted(times),
                        "        count = bc_target_instructions() - count;",
                        "        bc_target_print_unsigned(count);",
                        "        bc_target_print(\"\\n\");",
                        "    }",
                        "    return 3;",
                        "}");
        assertEquals(3, result.exitCode(), result.text() + result.errors());
        List<Long> counts = result.text().lines().map(Long::valueOf).toList();
        assertEquals(Collections.nCopies(5, counts.get(0)), counts);
        return counts.get(0);
    }

    private static String nops(int number) {
        return "__asm__ volatile(\".rept %d\\n\\tnop\\n\\t.endr\");".formatted(number);
    }

    @ParameterizedTest
    @EnumSource(value = Target.class, names = "HOST", mode = EnumSource.Mode.EXCLUDE)
    void fourHundredNopsCountFourHundred(Target target) throws IOException {
        // 50 are within reach of a branch of the smallest core.
        long without = count(target, nops(10), 10);

        assertEquals(400, count(target, nops(50), 10) - without, 2);
    }

    /**
     * On each target longer than its shortest counter, and than what would survive rounding errors.
     */
    @ParameterizedTest
    @EnumSource(value = Target.class, names = "HOST", mode = EnumSource.Mode.EXCLUDE)
    void longCountsAreExact(Target target) throws IOException {
        long without = count(target, nops(10), 100_000);

        assertEquals(4_000_000, count(target, nops(50), 100_000) - without);
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void theExitCodeIsThatOfMain(Target target) throws IOException {
        String include = "#include \"bc_target.h\"";
        assertEquals(
                0,
                run(target, include, "int main(void) { bc_target_print(\"x\"); return 0; }")
                        .exitCode());
        Tool.Result exit = run(target, include, "int main(void) { bc_target_exit(7); return 0; }");
        assertEquals(7, exit.exitCode());
        assertEquals("", exit.text() + exit.errors());
    }

    @Test
    void aProgramOnAvrThatBreaksOffHasNoExitCode() throws IOException {
        Tool.Result result =
                run(
                        Target.AVR,
                        "#include <avr/sleep.h>",
                        "#include \"bc_target.h\"",
                        "int main(void)",
                        "{",
                        "    bc_target_print(\"exit 0\\nnot at the end\\n\");",
                        "    sleep_mode();",
                        "    return 0;",
                        "}");

        assertEquals(Simulator.NO_EXIT_CODE, result.exitCode());
        assertEquals("exit 0\nnot at the end\n", result.text());
    }
}
