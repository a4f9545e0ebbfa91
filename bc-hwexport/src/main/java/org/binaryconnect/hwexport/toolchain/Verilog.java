package org.binaryconnect.hwexport.toolchain;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Verilog design.
 *
 * @param folder where the tools run; paths in the sources, such as those of memory files, start
 *     here
 * @param sources names of the files inside the folder
 * @param top the module that is not inside another
 * @param parameters of it: {@link Integer} or not empty {@link String} values by name
 */
public record Verilog(
        Path folder, List<String> sources, String top, Map<String, Object> parameters) {

    public Verilog {
        sources = List.copyOf(sources);
        parameters = Map.copyOf(parameters);
    }

    /** With all parameters as the sources have them. */
    public Verilog(Path folder, List<String> sources, String top) {
        this(folder, sources, top, Map.of());
    }

    /** The Yosys commands that read it; only then has the top module its parameters. */
    String read() {
        StringBuilder script = new StringBuilder();
        sources.forEach(source -> script.append("read_verilog -defer \"%s\"; ".formatted(source)));
        script.append("hierarchy -top ").append(top);
        new TreeMap<>(parameters)
                .forEach(
                        (name, value) -> script.append(" -chparam " + name + " " + literal(value)));
        return script.append("; ").toString();
    }

    /** Yosys takes numbers only; in Verilog a text is the number that its characters make. */
    private static String literal(Object value) {
        if (value instanceof Integer) {
            return value.toString();
        }
        byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
        return "%d'h%s".formatted(8 * text.length, HexFormat.of().formatHex(text));
    }
}
