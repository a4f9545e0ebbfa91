package org.binaryconnect.hwexport.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.binaryconnect.hwexport.TestExports;
import org.binaryconnect.hwexport.floating.RandomRealNetworks;
import org.binaryconnect.hwexport.integer.DeviceNetwork;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What cppcheck and its MISRA addon say of the C runtime, the targets' start-up code and generated
 * programs.
 */
@Tag("toolchain")
class LintTest {

    /** Seeds of networks with dense layers, with convolutions and with an LSTM. */
    private static final Map<String, Long> SEEDS =
            new TreeMap<>(Map.of("net_dense", 32L, "net_conv", 6L, "net_lstm", 39L));

    /** The same for floating-point activations. */
    private static final Map<String, Long> FLOAT_SEEDS =
            new TreeMap<>(Map.of("float_dense", 43L, "float_conv", 14L, "float_lstm", 38L));

    private static final Path C = Path.of("src/main/c").toAbsolutePath();
    private static final Path HEADERS = Path.of("src/test/c/cppcheck").toAbsolutePath();

    private static final List<String> COMPUTER =
            List.of("-D__GNUC__", "-D__x86_64__", "-DUINTPTR_MAX=0xFFFFFFFFFFFFFFFF");

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final Pattern RULE = Pattern.compile("misra-c2012-(\\d+\\.\\d+)");
    private static final Pattern ROW = Pattern.compile("\\| (\\d+\\.\\d+) \\| (\\d+) \\| .+ \\|");

    @TempDir private Path folder;

    @BeforeEach
    void export() {
        SEEDS.forEach((name, seed) -> export(name, seed, RandomGraphs.graph(seed)));
        FLOAT_SEEDS.forEach(
                (name, seed) ->
                        export(name, seed, Exporter.floating(RandomRealNetworks.network(seed))));
    }

    private void export(String name, long seed, DeviceNetwork network) {
        TestExports.write(
                folder.resolve(name), name, TestExports.drawn(network, Core.CORTEX_M4, seed), 3);
    }

    private static List<String> exports() {
        return Stream.concat(SEEDS.keySet().stream(), FLOAT_SEEDS.keySet().stream()).toList();
    }

    @Test
    void cppcheckFindsNothing() throws IOException {
        List<String> flags =
                List.of(
                        "--enable=all",
                        "--inconclusive",
                        "--suppress=unusedFunction",
                        "--suppressions-list=" + C.resolve("cppcheck-suppressions.txt"));
        List<String> findings = new ArrayList<>(findingsOfRuntime(flags));
        // Once more as computers see it; then other code is missing, which suppressions are for.
        List<String> computer = new ArrayList<>(flags);
        computer.addAll(COMPUTER);
        computer.add("--suppress=unmatchedSuppression");
        findings.addAll(findingsOfRuntime(computer));
        // A generated program has only some of the files that the suppressions name.
        List<String> generated = new ArrayList<>(flags);
        generated.add("--suppress=unmatchedSuppression");
        for (String name : exports()) {
            findings.addAll(findingsOfExport(name, generated));
        }

        assertEquals("", String.join("\n", findings));
    }

    @Test
    void misraFindingsAreThoseThatTheReportExplains() throws IOException {
        List<String> flags = List.of("--addon=" + misra());
        List<String> findings = new ArrayList<>(findingsOfRuntime(flags));
        for (String name : exports()) {
            findings.addAll(findingsOfExport(name, flags));
        }
        Map<String, Integer> found = new TreeMap<>();
        for (String finding : findings) {
            Matcher rule = RULE.matcher(finding);
            assertTrue(rule.find(), finding);
            found.merge(rule.group(1), 1, Integer::sum);
        }
        Map<String, Integer> explained = explained();

        assertEquals(explained.keySet(), found.keySet());
        found.forEach(
                (rule, count) ->
                        assertTrue(
                                count <= explained.get(rule),
                                () ->
                                        "rule %s has %d findings, MISRA.md explains %d:\n%s"
                                                .formatted(
                                                        rule,
                                                        count,
                                                        explained.get(rule),
                                                        of(rule, findings))));
    }

    /**
     * The addon with a text for each rule. Without texts all findings have the same message, and
     * cppcheck drops all but the first in a line as repetitions.
     */
    private Path misra() throws IOException {
        StringBuilder texts = new StringBuilder("Appendix A Summary of guidelines\n");
        for (int chapter = 1; chapter <= 22; chapter++) {
            for (int rule = 1; rule <= 30; rule++) {
                texts.append(
                        "Rule %1$d.%2$d Required\nText of rule %1$d.%2$d\n"
                                .formatted(chapter, rule));
            }
        }
        Path file = Files.writeString(folder.resolve("rules.txt"), texts);
        return Files.writeString(
                folder.resolve("misra.json"),
                "{\"script\": \"misra.py\", \"args\": [\"--rule-texts=%s\"]}".formatted(file));
    }

    private static String of(String rule, List<String> findings) {
        return String.join(
                "\n", findings.stream().filter(f -> f.contains("-" + rule + ":")).toList());
    }

    /** Rules and numbers of findings in the table of MISRA.md. */
    private static Map<String, Integer> explained() throws IOException {
        Map<String, Integer> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("MISRA.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group(1), Integer.valueOf(row.group(2)));
            }
        }
        return rows;
    }

    private static List<String> findingsOfRuntime(List<String> flags) {
        return cppcheck(C, flags, List.of("-Iruntime", "-Itargets", "runtime", "targets")).stream()
                .filter(f -> !f.startsWith(HEADERS.toString()))
                .toList();
    }

    /** Only those in generated files: the others are copies of the runtime. */
    private List<String> findingsOfExport(String name, List<String> flags) throws IOException {
        Path export = folder.resolve(name);
        List<String> arguments = new ArrayList<>(List.of("-I.", "-Itargets"));
        try (Stream<Path> files = Files.list(export)) {
            files.map(file -> file.getFileName().toString())
                    .filter(file -> file.matches(name + "\\w*\\.c"))
                    .sorted()
                    .forEach(arguments::add);
        }
        return cppcheck(export, flags, arguments).stream().filter(f -> f.startsWith(name)).toList();
    }

    /** Findings of one rule in one line count once. */
    private static List<String> cppcheck(Path folder, List<String> flags, List<String> arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "cppcheck",
                                "-q",
                                "--std=c99",
                                "-I" + HEADERS,
                                "--template={file}:{line}: {id}: {message}"));
        command.addAll(flags);
        command.addAll(arguments);
        Tool.Result result = Tool.run(command, "cppcheck", folder, new byte[0], LIMIT);
        assertEquals(0, result.exitCode(), result.text() + result.errors());
        assertEquals("", result.text());
        return result.errors().lines().distinct().toList();
    }
}
