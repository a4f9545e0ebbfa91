package org.binaryconnect.hwexport.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Builds and runs the self-test of an export with any compiler of this computer. */
final class OtherCompilers {

    private OtherCompilers() {}

    static void buildAndRun(Path export, String name, String compiler) {
        List<String> command = new ArrayList<>(List.of(compiler.split(" ")));
        command.addAll(List.of("-iquote", ".", "-iquote", "targets"));
        command.addAll(Firmware.selfTestSources(name, runtime(export), Target.HOST));
        command.addAll(List.of("-o", "selftest"));
        Tool.Result built = Tool.run(command, "", export, new byte[0], Duration.ofMinutes(2));
        assertEquals("", built.errors());
        assertEquals(0, built.exitCode());
        String program = export.resolve("selftest").toAbsolutePath().toString();
        Tool.Result run =
                Tool.run(List.of(program), "", export, new byte[0], Duration.ofMinutes(1));
        assertEquals(0, run.exitCode(), run.text() + run.errors());
    }

    private static List<String> runtime(Path export) {
        try (Stream<Path> files = Files.list(export)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith("bc_"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
