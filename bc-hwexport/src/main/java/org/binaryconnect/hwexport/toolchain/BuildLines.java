package org.binaryconnect.hwexport.toolchain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How a user builds and runs an export by hand: values for its README, Makefile and CMake file. */
public final class BuildLines {

    private BuildLines() {}

    /**
     * The values.
     *
     * @param runtime the files of the runtime that the network needs
     * @param target that it was planned for
     */
    public static Map<String, Object> of(String name, List<String> runtime, Target target) {
        String program = "%s_%s.elf".formatted(name, target.id());
        Map<String, Object> values = new HashMap<>();
        values.put("target", target.id());
        values.put("isHost", target == Target.HOST);
        values.put("hostBuild", build(name, runtime, Target.HOST, name + "_selftest"));
        values.put("targetBuild", build(name, runtime, target, program));
        values.put("targetRun", String.join(" ", target.run(program)));
        values.put("librarySources", Firmware.librarySources(name, runtime));
        values.put("hostSources", Target.HOST.sources());
        values.put(
                "targets",
                Arrays.stream(Target.values()).map(Target::id).collect(Collectors.joining(" ")));
        values.put("warnings", String.join(" ", Target.warnings()));
        values.put("arithmetic", String.join(" ", Target.arithmetic(runtime)));
        values.put("cores", Arrays.stream(Target.values()).map(BuildLines::core).toList());
        return values;
    }

    private static Map<String, Object> core(Target target) {
        return Map.of(
                "id", target.id(),
                "prefix", target.tool(""),
                "coreFlags", String.join(" ", target.coreFlags()),
                "sources", String.join(" ", target.sources()),
                "linkFlags", String.join(" ", target.link()),
                "run", String.join(" ", target.simulator()));
    }

    private static String build(String name, List<String> runtime, Target target, String program) {
        List<String> command = new ArrayList<>(target.compile(runtime));
        command.addAll(Firmware.selfTestSources(name, runtime, target));
        command.addAll(target.link());
        command.addAll(List.of("-o", program));
        return String.join(" ", command);
    }
}
