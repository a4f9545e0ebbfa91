package org.binaryconnect.hwexport.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.binaryconnect.hwexport.TestExports;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.binaryconnect.hwexport.kernels.Core;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Makefile and the CMake file of an export, run as a user runs them. */
@Tag("toolchain")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BuildFilesTest {

    @TempDir private Path folder;

    private record Outcome(int exitCode, String text) {}

    private Outcome run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.resolve("net").toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes());
        return new Outcome(process.waitFor(), text);
    }

    private void succeeds(String... command) throws IOException, InterruptedException {
        Outcome outcome = run(command);
        assertEquals(0, outcome.exitCode, outcome.text);
    }

    private void export(Core core) {
        TestExports.write(
                folder.resolve("net"),
                "net",
                TestExports.fastest(RandomNetworks.network(1, 19, 12, 3), core),
                3);
    }

    @ParameterizedTest
    @EnumSource(Core.class)
    void makeChecksOnEveryCore(Core core) throws IOException, InterruptedException {
        export(core);

        succeeds("make", "check");
        succeeds("make", "check", "TARGET=" + core.id());
        assertTrue(run("make", "size", "TARGET=" + core.id()).text.contains("TOTALS"));
        assertTrue(Files.exists(folder.resolve("net/build/" + core.id() + "/libnet.a")));
        succeeds("make", "clean");
    }

    @Test
    void compilerAndFlagsCanBeSet() throws IOException, InterruptedException {
        export(Core.HOST);

        Outcome outcome = run("make", "check", "CC=clang", "CFLAGS=-O1 -g");

        assertEquals(0, outcome.exitCode, outcome.text);
        assertTrue(outcome.text.contains("clang -std=c99  -O1 -g"), outcome.text);
    }

    @Test
    void aFailedCheckFails() throws IOException, InterruptedException {
        export(Core.HOST);
        Path golden = folder.resolve("net/net_golden.c");
        String text = Files.readString(golden);
        int scores = text.indexOf("{", text.indexOf("net_golden_scores"));
        int first = text.indexOf("{", scores + 1) + 1;
        Files.writeString(golden, text.substring(0, first) + " 1 + " + text.substring(first));

        assertNotEquals(0, run("make", "check").exitCode);
        assertNotEquals(0, run("make", "check", "TARGET=z80").exitCode);
    }

    @Test
    void recurrentNetworksToo() throws IOException, InterruptedException {
        int seed = 0;
        while (RandomGraphs.graph(seed).states().isEmpty()) {
            seed++;
        }
        TestExports.write(
                folder.resolve("net"),
                "net",
                TestExports.fastest(RandomGraphs.graph(seed), Core.CORTEX_M3),
                3);

        succeeds("make", "check");
        succeeds("make", "check", "TARGET=cortex-m3");
    }

    @Test
    void cmakeBuildsItAloneAndInAnotherProject() throws IOException, InterruptedException {
        export(Core.HOST);
        Path app = Files.createDirectory(folder.resolve("app"));
        Files.write(
                app.resolve("CMakeLists.txt"),
                List.of(
                        "cmake_minimum_required(VERSION 3.13)",
                        "project(app C)",
                        "enable_testing()",
                        "add_subdirectory(../net net)",
                        "add_executable(app app.c)",
                        "target_link_libraries(app net)"));
        Files.writeString(
                app.resolve("app.c"),
                "#include \"net.h\"\nint main(void) { return NET_SCORES == 3 ? 0 : 1; }\n");

        for (String source : List.of(".", "../app")) {
            Path build = folder.resolve("build-" + source.length());
            succeeds("cmake", "-S", source, "-B", build.toString());
            succeeds("cmake", "--build", build.toString());
            succeeds("cmake", "-E", "chdir", build.toString(), "ctest", "--output-on-failure");
        }
        succeeds(folder.resolve("build-6/app").toString());
    }
}
