package org.binaryconnect.hwexport.emit.java;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.binaryconnect.hwexport.emit.GoldenVectors;
import org.binaryconnect.hwexport.emit.Templates;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;

/**
 * One Java source file that computes a network: Java 8 language, nothing but {@code java.lang},
 * packed weights in the class. Its scores are those of {@link ReferenceInterpreter}. The same
 * network gives the same text.
 */
public final class JavaSource {

    private JavaSource() {}

    /**
     * Writes the text.
     *
     * @param hash identity of the network
     * @param outputFunction what the model applies to the scores; "identity" for nothing
     * @param golden vectors of the self-test
     */
    public static String of(
            JavaName name,
            IntegerNetwork network,
            String hash,
            String outputFunction,
            GoldenVectors golden) {
        Memory memory = new Memory(network);
        OperationMethods operations = new OperationMethods(network, memory);
        Map<String, Object> values = new HashMap<>();
        values.put("packageName", name.packageName());
        values.put("hasPackage", !name.packageName().isEmpty());
        values.put("className", name.className());
        values.put("modelSha256", hash);
        values.put("inputs", network.inputs());
        values.put("inputHeight", network.input().shape().height());
        values.put("inputWidth", network.input().shape().width());
        values.put("inputChannels", network.input().shape().channels());
        values.put("inputScale", network.inputScale());
        values.put("inputZeroPoint", network.input().zeroPoint());
        values.put("scores", network.scores());
        values.put("scoreScale", network.scoreScale());
        values.put("outputFunction", outputFunction.equals("identity") ? null : outputFunction);
        values.put("weightBytes", network.weightBytes());
        states(values, network, memory, operations);
        Set<String> helpers = new TreeSet<>(operations.helpers());
        helpers.addAll(operations.constants().helpers());
        values.put("slots", memory.slots());
        values.put("fields", operations.fields());
        values.put("calls", operations.calls());
        values.put("methods", operations.methods());
        values.put("constants", operations.constants().all());
        values.put("hasConstants", !operations.constants().all().isEmpty());
        packed(values, "data", operations.constants().data());
        golden(values, golden);
        values.put(
                "helpers",
                helpers.stream()
                        .map(helper -> Templates.render("java/helpers/" + helper, Map.of()))
                        .toList());
        return Templates.render("java/model", values);
    }

    private static void states(
            Map<String, Object> values,
            IntegerNetwork network,
            Memory memory,
            OperationMethods operations) {
        List<Map<String, Object>> states = new ArrayList<>();
        for (int s = 0; s < network.states().size(); s++) {
            IntegerNetwork.State state = network.states().get(s);
            states.add(
                    Map.of(
                            "name", "state" + s,
                            "size", state.tensor().shape().size(),
                            "zeroPoint", state.tensor().zeroPoint(),
                            "source", memory.name(state.source())));
        }
        List<Map<String, Object>> cells = new ArrayList<>();
        new TreeMap<>(operations.cells())
                .forEach((cell, size) -> cells.add(Map.of("name", cell, "size", size)));
        values.put("states", states);
        values.put("cells", cells);
        values.put("isRecurrent", !states.isEmpty() || !cells.isEmpty());
    }

    private static void golden(Map<String, Object> values, GoldenVectors golden) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int v = 0; v < golden.inputs().length; v++) {
            bytes.writeBytes(golden.inputs()[v]);
            for (int score : golden.scores()[v]) {
                for (int shift = 0; shift < 32; shift += 8) {
                    bytes.write(score >> shift);
                }
            }
        }
        values.put("goldenVectors", golden.inputs().length);
        values.put("goldenSteps", golden.steps());
        packed(values, "golden", bytes.toByteArray());
    }

    /** The bytes as string constants {@code DATA_0} and so on. */
    private static void packed(Map<String, Object> values, String name, byte[] bytes) {
        List<Map<String, Object>> constants = new ArrayList<>();
        List<List<String>> texts = PackedText.constants(bytes);
        for (int i = 0; i < texts.size(); i++) {
            boolean last = i == texts.size() - 1;
            constants.add(Map.of("index", i, "lines", expression(texts.get(i)), "last", last));
        }
        values.put(name + "Texts", constants);
        values.put(name + "Bytes", bytes.length);
    }

    /** Literals as a sum, one a line. */
    private static List<String> expression(List<String> literals) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < literals.size(); i++) {
            lines.add(
                    (i == 0 ? "" : "+ ")
                            + '"'
                            + literals.get(i)
                            + '"'
                            + (i == literals.size() - 1 ? ";" : ""));
        }
        return lines;
    }
}
