package org.binaryconnect.examples.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** A job of seconds: three overlapping clouds in 8 dimensions, in CSV files beside the job file. */
public final class SmallJob {

    private static final int INPUTS = 8;
    private static final int CLASSES = 3;

    private static final String TEXT =
            """
            {
              "seed": 1,
              "data": {
                "training": {"file": "training.csv", "labelColumn": -1},
                "validation": {"file": "validation.csv", "labelColumn": -1},
                "test": {"file": "test.csv", "labelColumn": -1},
                "batch": 20
              },
              "parameters": {
                "width": {"integers": [4, 40]},
                "rate": {"log": [0.003, 0.1]},
                "mode": {"values": ["DETERMINISTIC", "STOCHASTIC"]}
              },
              "network": {
                "epochs": 4,
                "updater": {"type": "BinaryConnectUpdater", "optimizer": {"type": "Optimizer", "optimizer": "ADAM", "learningRate": "$rate"}},
                "layers": [
                  {"type": "BinaryDenseLayer", "nOut": "$width", "hasBias": false, "activation": "IDENTITY", "binarization": "$mode", "testWeights": "BINARY"},
                  {"type": "BatchNormalization"},
                  {"type": "ActivationLayer", "activation": "RELU"},
                  {"type": "BinaryOutputLayer", "nOut": 3, "lossFunction": "MCXENT", "activation": "SOFTMAX", "testWeights": "BINARY"}
                ]
              },
              "generator": {"type": "RANDOM", "candidates": 8},
              "target": {"core": "cortex-m3"},
              "objectives": {"error": {}, "flash": {}, "instructions": {}},
              "parallel": 2
            }
            """;

    private SmallJob() {}

    /** Writes data and job into a folder. */
    public static Path write(Path folder) throws IOException {
        return write(folder, TEXT);
    }

    /** The same with another text of the job file. */
    public static Path write(Path folder, String text) throws IOException {
        Files.writeString(folder.resolve("training.csv"), clouds(1, 400));
        Files.writeString(folder.resolve("validation.csv"), clouds(2, 200));
        Files.writeString(folder.resolve("test.csv"), clouds(3, 200));
        return Files.writeString(folder.resolve("job.json"), text);
    }

    /**
     * The job's text with one value replaced, added, or removed.
     *
     * @param pointer JSON pointer
     * @param value JSON; empty to remove it
     */
    public static String with(String pointer, String value) throws IOException {
        return with(TEXT, pointer, value);
    }

    /** As {@link #with(String, String)}, of another text. */
    public static String with(String text, String pointer, String value) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode root = json.readTree(text);
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = root.at(pointer.substring(0, slash));
        String name = pointer.substring(slash + 1);
        JsonNode node = value.isEmpty() ? null : json.readTree(value);
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(name), node);
        } else if (node == null) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, node);
        }
        return root.toString();
    }

    private static String clouds(long seed, int count) {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder();
        for (int e = 0; e < count; e++) {
            for (int i = 0; i < INPUTS; i++) {
                double center = i % CLASSES == e % CLASSES ? 1 : 0;
                csv.append(String.format(Locale.ROOT, "%.4f,", random.nextGaussian() + center));
            }
            csv.append(e % CLASSES).append('\n');
        }
        return csv.toString();
    }
}
