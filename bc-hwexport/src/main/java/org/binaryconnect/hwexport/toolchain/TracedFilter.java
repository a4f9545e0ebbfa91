package org.binaryconnect.hwexport.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.binaryconnect.hwexport.ExportException;

/**
 * The filter program of an export for this computer, which also tells what each operation gives.
 */
public final class TracedFilter {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String PROGRAM = "build/traced_filter";
    private static final Pattern LINE =
            Pattern.compile("^trace (\\d+) ([0-9a-f]*)$", Pattern.MULTILINE);

    private TracedFilter() {}

    /**
     * What an operation gave in a run.
     *
     * @param value its bytes; numbers of 32 bits in the order of this computer
     */
    public record Trace(int operation, byte[] value) {}

    /**
     * Compiles and runs it.
     *
     * @param folder an export folder, which may be written to
     * @param inputs of one sequence, one after the other
     * @param steps of the sequence; 0 for a network without states
     * @return operation by operation, run by run
     * @throws ExportException if it cannot be compiled or breaks off
     */
    public static List<Trace> run(Path folder, String name, byte[] inputs, int steps) {
        try {
            Files.createDirectories(folder.resolve("build"));
        } catch (IOException e) {
            throw new ExportException("Cannot write to %s (%s)".formatted(folder, e), e);
        }
        List<String> sources = Firmware.librarySources(folder, name);
        List<String> command = new ArrayList<>(Target.HOST.compile(sources));
        command.addAll(List.of("-DBC_TRACE=bc_trace", "-include", "targets/host/bc_trace.h"));
        command.addAll(sources);
        command.addAll(List.of(name + "_filter.c", "targets/host/bc_trace.c"));
        command.addAll(Target.HOST.link());
        command.addAll(List.of("-o", PROGRAM));
        check(folder, command, new byte[0]);
        List<String> program =
                new ArrayList<>(List.of(folder.resolve(PROGRAM).toAbsolutePath().toString()));
        if (steps > 0) {
            program.add(Integer.toString(steps));
        }
        Matcher line = LINE.matcher(check(folder, program, inputs).errors());
        List<Trace> traces = new ArrayList<>();
        while (line.find()) {
            traces.add(
                    new Trace(
                            Integer.parseInt(line.group(1)),
                            HexFormat.of().parseHex(line.group(2))));
        }
        return traces;
    }

    private static Tool.Result check(Path folder, List<String> command, byte[] input) {
        Tool.Result result = Tool.run(command, Target.HOST.compilerPackage(), folder, input, LIMIT);
        if (result.exitCode() != 0) {
            throw new ExportException(
                    "%s failed: %s"
                            .formatted(
                                    command.get(0),
                                    result.errors().lines().findFirst().orElse("no message")));
        }
        return result;
    }
}
