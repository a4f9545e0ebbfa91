package org.binaryconnect.hwexport.toolchain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The commands with which a user builds and runs an export by hand, for its README. */
public final class BuildLines {

    private BuildLines() {}

    /**
     * Values {@code hostBuild} and {@code simulated}, a list of {@code build} and {@code run}.
     *
     * @param runtime the files of the runtime that the network needs
     */
    public static Map<String, Object> of(String name, List<String> runtime) {
        List<Map<String, String>> simulated =
                Arrays.stream(Target.values())
                        .filter(Target::isSimulated)
                        .map(
                                target -> {
                                    String program = "%s_%s.elf".formatted(name, target.id());
                                    return Map.of(
                                            "build", build(name, runtime, target, program),
                                            "run", String.join(" ", target.run(program)));
                                })
                        .toList();
        return Map.of(
                "hostBuild",
                build(name, runtime, Target.HOST, name + "_selftest"),
                "simulated",
                simulated);
    }

    private static String build(String name, List<String> runtime, Target target, String program) {
        List<String> command = new ArrayList<>(target.compile());
        command.addAll(Firmware.selfTestSources(name, runtime, target));
        command.addAll(target.link());
        command.addAll(List.of("-o", program));
        return String.join(" ", command);
    }
}
