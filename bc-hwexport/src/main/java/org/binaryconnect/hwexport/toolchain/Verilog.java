package org.binaryconnect.hwexport.toolchain;

import java.nio.file.Path;
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
 * @param parameters of it: {@link Integer} or {@link String} values by name
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

    /**
     * The Yosys commands that read it. Yosys also reads the sources with the parameters' own
     * values; a file that is named by a parameter is to be read in an initial block only if the
     * name is not empty.
     */
    String read() {
        StringBuilder script = new StringBuilder();
        sources.forEach(source -> script.append("read_verilog \"%s\"; ".formatted(source)));
        new TreeMap<>(parameters)
                .forEach(
                        (name, value) ->
                                script.append(
                                        "chparam -set %s %s %s; "
                                                .formatted(name, literal(value), top)));
        // A top module with parameters and modules inside it gets another name; it is called back.
        return script.append("hierarchy -top %s; rename -top %s; ".formatted(top, top)).toString();
    }

    private static String literal(Object value) {
        return value instanceof Integer ? value.toString() : "\"%s\"".formatted(value);
    }
}
