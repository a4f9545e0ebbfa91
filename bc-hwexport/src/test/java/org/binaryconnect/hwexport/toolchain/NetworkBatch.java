package org.binaryconnect.hwexport.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.binaryconnect.hwexport.TestExports;
import org.binaryconnect.hwexport.plan.Plan;

/**
 * Many exports in one program: their sources are one file, so that hundreds of networks can be
 * tested in seconds.
 */
final class NetworkBatch {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int VECTORS = 3;

    /** What each self-test defines without the network's name in front. */
    private static final List<String> LOCAL_NAMES =
            List.of("main", "memory", "state", "input", "scores");

    private final Path folder;

    /** Compiler and flags, as one line. */
    private final List<String> compiler;

    private final Target target;

    /** Objects of the runtime, by source. */
    private final Map<String, String> runtime = new TreeMap<>();

    NetworkBatch(Path folder, List<String> compiler, Target target) {
        this.folder = folder;
        this.compiler = compiler;
        this.target = target;
    }

    /** Builds and runs the plans; the networks' names are n and their number. */
    void check(String batch, Map<Long, Plan> plans) throws IOException {
        StringBuilder program = new StringBuilder();
        StringBuilder calls = new StringBuilder();
        for (Map.Entry<Long, Plan> entry : plans.entrySet()) {
            String name = "n" + entry.getKey();
            Path export = folder.resolve(name);
            TestExports.write(export, name, entry.getValue(), VECTORS);
            compileRuntime(export);
            for (String part : List.of("", "_data", "_golden")) {
                program.append("#include \"%s/%s%s.c\"\n".formatted(name, name, part));
            }
            LOCAL_NAMES.forEach(
                    local -> program.append("#define %s %s_%s_\n".formatted(local, name, local)));
            program.append("#include \"%s/%s_selftest.c\"\n".formatted(name, name));
            LOCAL_NAMES.forEach(local -> program.append("#undef %s\n".formatted(local)));
            calls.append(
                    "    if (%s_main_() != 0) { bc_target_print(\"%s differs\\n\"); result = 1; }\n"
                            .formatted(name, name));
        }
        program.append("int main(void)\n{\n    int result = 0;\n\n");
        program.append(calls).append("    return result;\n}\n");
        Files.writeString(folder.resolve(batch + ".c"), program);
        List<String> sources = new ArrayList<>(List.of(batch + ".c"));
        sources.addAll(target.sources().stream().map(this::inFirst).toList());
        sources.addAll(runtime.values());
        sources.addAll(target.link());
        sources.addAll(List.of("-o", batch + ".elf"));
        run(sources);
        Tool.Result result =
                target.programResult(
                        Tool.run(
                                target.run(
                                        folder.resolve(batch + ".elf").toAbsolutePath().toString()),
                                target.simulatorPackage(),
                                folder,
                                new byte[0],
                                LIMIT));
        String differing =
                String.join(
                        ", ", result.text().lines().filter(l -> l.endsWith("differs")).toList());
        assertEquals("", differing);
        assertEquals(0, result.exitCode(), result.text() + result.errors());
        long passed = result.text().lines().filter("mismatches 0"::equals).count();
        assertEquals(plans.size(), passed, "networks that were run");
    }

    /** Start-up code is the same in all exports; the link script is found from the first. */
    private String inFirst(String source) {
        return "targets/" + source.substring("targets/".length());
    }

    private void compileRuntime(Path export) throws IOException {
        if (runtime.isEmpty()) {
            copy(export.resolve("targets"), folder.resolve("targets"));
        }
        try (Stream<Path> files = Files.list(export)) {
            for (Path file : files.sorted().toList()) {
                String source = file.getFileName().toString();
                if (source.matches("bc_\\w+\\.c") && !runtime.containsKey(source)) {
                    String object = source.replace(".c", ".o");
                    run(List.of("-c", folder.relativize(file).toString(), "-o", object));
                    runtime.put(source, object);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.sorted().toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private void run(List<String> arguments) {
        List<String> command = new ArrayList<>(compiler);
        command.addAll(arguments);
        Tool.Result result =
                Tool.run(command, target.compilerPackage(), folder, new byte[0], LIMIT);
        assertEquals("", result.errors());
        assertEquals(0, result.exitCode());
    }
}
