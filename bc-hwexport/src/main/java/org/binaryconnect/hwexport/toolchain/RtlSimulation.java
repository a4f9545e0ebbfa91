package org.binaryconnect.hwexport.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.binaryconnect.hwexport.ExportException;

/** The Verilog of an export folder with its test bench, in a simulator. */
public final class RtlSimulation {

    /** The simulators. */
    public enum Simulator {
        /** Interprets: starts at once. */
        ICARUS("Icarus Verilog", "iverilog"),
        /** Compiles: takes some ten seconds to build, then is fast. */
        VERILATOR("Verilator", "verilator");

        private final String title;
        private final String program;

        Simulator(String title, String program) {
            this.title = title;
            this.program = program;
        }

        public String title() {
            return title;
        }
    }

    /**
     * What a run gave.
     *
     * @param failure why the test bench stopped; empty if every frame came out
     * @param scores [frames][scores], as far as they came out
     * @param differing numbers of the frames whose scores are not those expected
     * @param latency clocks from the first input to the last score of the first frame
     * @param clocksPerFrame between two frames; 0 for a single one
     * @param traces what the layers gave, where they are traced, line by line
     */
    public record Result(
            String failure,
            List<int[]> scores,
            List<Integer> differing,
            long latency,
            long clocksPerFrame,
            List<Trace> traces) {}

    /** One element that a layer gave. */
    public record Trace(int operation, int value) {}

    private static final Duration BUILD_LIMIT = Duration.ofMinutes(5);
    private static final Pattern SCORE = Pattern.compile("score (\\d+) (-?\\d+)");
    private static final Pattern TRACE = Pattern.compile("trace (\\d+) (-?\\d+)");
    private static final Pattern DIFFERS = Pattern.compile("differs (\\d+)");
    private static final Pattern CLOCKS = Pattern.compile("clocks (\\d+) latency, (\\d+) a frame");

    private final Path folder;
    private final List<String> command;
    private final Simulator simulator;

    private RtlSimulation(Path folder, List<String> command, Simulator simulator) {
        this.folder = folder;
        this.command = command;
        this.simulator = simulator;
    }

    /**
     * Builds it.
     *
     * @param folder an export folder, which may be written to
     * @param isTraced whether every layer is to print what it gives
     * @throws ExportException if the simulator is missing or does not take the sources
     */
    public static RtlSimulation build(
            Path folder, String name, Simulator simulator, boolean isTraced) {
        return build(folder, name, simulator, isTraced, sources(folder));
    }

    /**
     * Builds it from other sources, such as those after synthesis.
     *
     * @param sources files, relative to the folder or absolute
     */
    public static RtlSimulation build(
            Path folder, String name, Simulator simulator, boolean isTraced, List<String> sources) {
        List<String> all = new ArrayList<>(sources);
        all.add("sim/%s_tb.v".formatted(name));
        String build = "build/" + simulator.program + (isTraced ? "_traced" : "");
        List<String> compiler = new ArrayList<>();
        List<String> program = new ArrayList<>();
        if (simulator == Simulator.ICARUS) {
            String compiled = build + ".vvp";
            compiler.addAll(List.of("iverilog", "-g2005-sv", "-o", compiled));
            compiler.addAll(List.of("-s", name + "_tb", "-DNO_ICE40_DEFAULT_ASSIGNMENTS"));
            program.addAll(List.of("vvp", "-n", compiled));
        } else {
            compiler.addAll(List.of("verilator", "--binary", "--timing", "-O3", "-Wno-fatal"));
            compiler.addAll(List.of("-Wno-lint", "-Wno-style", "--top-module", name + "_tb"));
            compiler.addAll(List.of("-CFLAGS", "-O2", "-Mdir", build, "-o", "simulation"));
            program.add(folder.resolve(build).resolve("simulation").toAbsolutePath().toString());
        }
        if (isTraced) {
            compiler.add("-DBC_TRACE");
        }
        compiler.addAll(all);
        try {
            Files.createDirectories(folder.resolve("build"));
        } catch (IOException e) {
            throw new ExportException("Cannot write to %s (%s)".formatted(folder, e), e);
        }
        Tool.Result result =
                Tool.run(compiler, simulator.program, folder, new byte[0], BUILD_LIMIT);
        if (result.exitCode() != 0) {
            throw new ExportException(
                    "%s does not take the Verilog of %s: %s"
                            .formatted(
                                    simulator.title,
                                    folder,
                                    (result.text() + result.errors())
                                            .lines()
                                            .filter(
                                                    line ->
                                                            line.toLowerCase(Locale.ROOT)
                                                                    .contains("error"))
                                            .findFirst()
                                            .orElse("no message")));
        }
        return new RtlSimulation(folder, program, simulator);
    }

    private static List<String> sources(Path folder) {
        try (Stream<Path> files = Files.list(folder.resolve("rtl"))) {
            return files.map(file -> "rtl/" + file.getFileName()).sorted().toList();
        } catch (IOException e) {
            throw new ExportException("%s has no folder rtl".formatted(folder), e);
        }
    }

    /**
     * Runs frames through it.
     *
     * @param inputs file of hexadecimal bytes
     * @param scores file of the scores that are expected; null to compare nothing
     * @param stall percent of the clocks in which a stream rests
     * @param limit how long it may take
     */
    public Result run(int frames, Path inputs, Path scores, int stall, int seed, Duration limit) {
        List<String> run = new ArrayList<>(command);
        run.add("+frames=" + frames);
        run.add("+inputs=" + inputs.toAbsolutePath());
        run.add("+scores=" + (scores == null ? "none" : scores.toAbsolutePath()));
        run.add("+stall=" + stall);
        run.add("+seed=" + seed);
        run.add("+print");
        Tool.Result result = Tool.run(run, simulator.program, folder, new byte[0], limit);
        return result(result, simulator);
    }

    private static Result result(Tool.Result result, Simulator simulator) {
        String failure =
                "%s ended without a verdict: %s"
                        .formatted(simulator.title, result.errors().strip());
        List<int[]> scores = new ArrayList<>();
        List<Integer> frame = new ArrayList<>();
        List<Integer> differing = new ArrayList<>();
        List<Trace> traces = new ArrayList<>();
        long latency = 0;
        long clocks = 0;
        int number = 0;
        for (String line : result.text().lines().toList()) {
            Matcher score = SCORE.matcher(line);
            Matcher trace = TRACE.matcher(line);
            Matcher differs = DIFFERS.matcher(line);
            Matcher time = CLOCKS.matcher(line);
            if (score.matches()) {
                if (Integer.parseInt(score.group(1)) != number) {
                    scores.add(frame.stream().mapToInt(Integer::intValue).toArray());
                    frame.clear();
                    number++;
                }
                frame.add(Integer.parseInt(score.group(2)));
            } else if (trace.matches()) {
                traces.add(
                        new Trace(
                                Integer.parseInt(trace.group(1)),
                                Integer.parseInt(trace.group(2))));
            } else if (differs.matches()) {
                differing.add(Integer.parseInt(differs.group(1)));
            } else if (time.matches()) {
                latency = Long.parseLong(time.group(1));
                clocks = Long.parseLong(time.group(2));
            } else if (line.startsWith("PASS") || line.startsWith("FAIL") && !differing.isEmpty()) {
                failure = "";
            } else if (line.startsWith("FAIL")) {
                failure = line.substring("FAIL ".length());
                break;
            }
        }
        if (!frame.isEmpty()) {
            scores.add(frame.stream().mapToInt(Integer::intValue).toArray());
        }
        return new Result(failure, scores, differing, latency, clocks, traces);
    }
}
