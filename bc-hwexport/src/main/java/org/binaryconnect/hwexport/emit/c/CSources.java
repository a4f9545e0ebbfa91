package org.binaryconnect.hwexport.emit;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.binaryconnect.hwexport.integer.IntegerDense;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Requantization;

/**
 * The C99 sources of one network, filled into the templates. The same network gives the same text.
 */
final class CSources {

    private final Map<String, Object> values = new HashMap<>();

    /**
     * @param name prefix of all C names, a lower-case C identifier
     * @param goldenInputs [vectors][inputs]
     * @param goldenScores [vectors][scores]
     */
    CSources(
            String name,
            IntegerNetwork network,
            String hash,
            byte[][] goldenInputs,
            int[][] goldenScores) {
        MemoryPlan memory = MemoryPlan.of(network);
        values.put("name", name);
        values.put("NAME", name.toUpperCase(Locale.ROOT));
        values.put("formatVersion", NetworkHash.FORMAT_VERSION);
        values.put("modelSha256", hash);
        values.put("inputs", network.inputs());
        values.put("scores", network.scores());
        values.put("layerCount", network.layers().size());
        values.put("inputScale", literal(network.inputScale()));
        values.put("scoreScale", literal(network.scoreScale()));
        values.put("weightBytes", network.weightBytes());
        values.put("memoryBytes", memory.bytes());
        values.put("oddActivations", memory.oddActivations());
        values.put("evenActivations", memory.evenActivations());
        List<Map<String, Object>> layers = new ArrayList<>();
        for (int i = 0; i < network.layers().size(); i++) {
            layers.add(layer(network, i));
        }
        values.put("layers", layers);
        List<Map<String, Object>> vectors = new ArrayList<>();
        for (int v = 0; v < goldenInputs.length; v++) {
            vectors.add(
                    Map.of(
                            "inputRows", ArrayRows.hexadecimal(goldenInputs[v]),
                            "scoreRows", ArrayRows.decimal(goldenScores[v])));
        }
        values.put("vectorCount", vectors.size());
        values.put("vectors", vectors);
    }

    /** Nine digits tell any two single-precision numbers apart. */
    private static String literal(double value) {
        return String.format(Locale.ROOT, "%.9e", value);
    }

    private static Map<String, Object> layer(IntegerNetwork network, int index) {
        IntegerDense dense = network.layers().get(index);
        boolean last = index == network.layers().size() - 1;
        List<Requantization> r = dense.requantizations();
        Map<String, Object> values = new HashMap<>();
        values.put("index", index);
        values.put("layer", inComment(dense.name()));
        values.put("identifier", identifier(index));
        values.put("fanIn", dense.fanIn());
        values.put("outputs", dense.outputs());
        values.put("outputType", last ? "s32" : "u8");
        values.put("source", index == 0 ? "input" : buffer(index - 1));
        values.put("destination", last ? "scores" : buffer(index));
        values.put("weightBytes", dense.weights().size());
        values.put("weightRows", ArrayRows.hexadecimal(dense.weights().bytes()));
        values.put(
                "multiplierRows",
                ArrayRows.decimal(r.stream().mapToInt(Requantization::multiplier).toArray()));
        values.put(
                "shiftRows",
                ArrayRows.decimal(r.stream().mapToInt(Requantization::shift).toArray()));
        values.put(
                "offsetRows",
                ArrayRows.decimal(r.stream().mapToInt(Requantization::offset).toArray()));
        return values;
    }

    /** A layer's name, which may hold anything, as text that cannot end a comment. */
    static String inComment(String layerName) {
        return layerName.replaceAll("[^A-Za-z0-9 _.:+-]", "_");
    }

    /** The part of C and file names that stands for a layer. */
    static String identifier(int layerIndex) {
        return "layer" + layerIndex;
    }

    private static String buffer(int layerIndex) {
        return layerIndex % 2 == 0 ? "memory->odd_activations" : "memory->even_activations";
    }

    /** Fills a template, with further values beside the network's. */
    String render(String template, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(values);
        all.putAll(more);
        return compile(template).execute(all);
    }

    String render(String template) {
        return render(template, Map.of());
    }

    private static Template compile(String template) {
        String resource = "/templates/" + template + ".mustache";
        try (Reader reader =
                new InputStreamReader(
                        CSources.class.getResourceAsStream(resource), StandardCharsets.UTF_8)) {
            return Mustache.compiler().escapeHTML(false).compile(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
