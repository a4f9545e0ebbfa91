package org.binaryconnect.hwexport.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.binaryconnect.hwexport.TestExports;
import org.binaryconnect.hwexport.floating.RandomRealNetworks;
import org.binaryconnect.hwexport.integer.DeviceNetwork;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.binaryconnect.hwexport.plan.Plan;
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

    /** Random networks with dense layers, with convolutions and with an LSTM. */
    private enum Sample {
        NET_DENSE(32, RandomGraphs::graph),
        NET_CONV(6, RandomGraphs::graph),
        NET_LSTM(39, RandomGraphs::graph),
        FLOAT_DENSE(43, Sample::floating),
        FLOAT_CONV(14, Sample::floating),
        FLOAT_LSTM(38, Sample::floating);

        private final long seed;
        private final LongFunction<DeviceNetwork> network;

        Sample(long seed, LongFunction<DeviceNetwork> network) {
            this.seed = seed;
            this.network = network;
        }

        private static DeviceNetwork floating(long seed) {
            return Exporter.floating(RandomRealNetworks.network(seed));
        }

        String exportName() {
            return name().toLowerCase(Locale.ROOT);
        }

        Plan plan() {
            return TestExports.drawn(network.apply(seed), Core.CORTEX_M4, seed);
        }
    }

    private static final Path C = Path.of("src/main/c").toAbsolutePath();
    private static final Path HEADERS = Path.of("src/test/c/cppcheck").toAbsolutePath();

    /** What makes cppcheck read the code for processors with 64-bit addresses. */
    private static final List<String> COMPUTER =
            List.of("-D__GNUC__", "-D__x86_64__", "-DUINTPTR_MAX=0xFFFFFFFFFFFFFFFF");

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final Pattern RULE = Pattern.compile("misra-c2012-(\\d+\\.\\d+)");
    private static final Pattern ROW = Pattern.compile("\\| (\\d+\\.\\d+) \\| (\\d+) \\| .+ \\|");

    @TempDir private Path folder;

    @BeforeEach
    void export() {
        for (Sample sample : Sample.values()) {
            String name = sample.exportName();
            TestExports.write(folder.resolve(name), name, sample.plan(), 3);
        }
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
        // Computers see, and a generated program has, only some of what the suppressions name.
        List<String> partial = new ArrayList<>(flags);
        partial.add("--suppress=unmatchedSuppression");
        for (Sample sample : Sample.values()) {
            findings.addAll(findingsOfExport(sample.exportName(), partial));
        }
        partial.addAll(COMPUTER);
        findings.addAll(findingsOfRuntime(partial));

        assertEquals("", String.join("\n", findings));
    }

    @Test
    void misraFindingsAreThoseThatTheReportExplains() throws IOException {
        List<String> flags = List.of("--addon=" + misra());
        List<String> findings = new ArrayList<>(findingsOfRuntime(flags));
        for (Sample sample : Sample.values()) {
            findings.addAll(findingsOfExport(sample.exportName(), flags));
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
