package org.binaryconnect.hwexport.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.layers.network.Networks;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** What a model of either of DL4J's classes computes, in an order of computation. */
final class ModelParts {

    private final List<Part> parts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private ModelParts() {}

    /**
     * @throws ExportException if the model is of another class, has no parameters, or has more than
     *     one input or output
     */
    static ModelParts of(Model model) {
        ModelParts result = new ModelParts();
        if (model instanceof MultiLayerNetwork layered) {
            requireInitialized(layered.getLayers());
            result.addLayers(layered);
        } else if (model instanceof ComputationGraph graph) {
            requireInitialized(graph.getLayers());
            result.addVertices(graph);
        } else {
            throw new ExportException(
                    "A %s cannot be exported; give a MultiLayerNetwork or a ComputationGraph"
                            .formatted(model == null ? "null" : model.getClass().getSimpleName()));
        }
        return result;
    }

    /** The last one computes the model's output. */
    List<Part> parts() {
        return parts;
    }

    List<String> notes() {
        return notes;
    }

    private static void requireInitialized(Layer[] layers) {
        if (layers == null) {
            throw new ExportException("The model has no parameters yet; call init() and train it");
        }
    }

    private void addLayers(MultiLayerNetwork network) {
        int value = 0;
        for (int i = 0; i < network.getnLayers(); i++) {
            Layer layer = network.getLayer(i);
            String given = layer.conf().getLayer().getLayerName();
            String name = given == null ? "layer" + i : given;
            InputPreProcessor preprocessor =
                    network.getLayerWiseConfigurations().getInputPreProcess(i);
            value = addPreprocessor(name, preprocessor, value);
            value = add(new Part.OfLayer(name, layer, List.of(value)));
        }
    }

    private void addVertices(ComputationGraph graph) {
        ComputationGraphConfiguration configuration = graph.getConfiguration();
        requireOne("input", configuration.getNetworkInputs());
        requireOne("output", configuration.getNetworkOutputs());
        Set<String> needed = new LinkedHashSet<>();
        addSources(configuration, configuration.getNetworkOutputs().get(0), needed);
        Map<String, Integer> values = new HashMap<>();
        values.put(configuration.getNetworkInputs().get(0), 0);
        for (String name : Networks.topologicalOrder(configuration)) {
            if (needed.contains(name)) {
                List<Integer> inputs =
                        configuration.getVertexInputs().get(name).stream()
                                .map(values::get)
                                .toList();
                GraphVertex vertex = configuration.getVertices().get(name);
                values.put(name, addVertex(graph, name, vertex, inputs));
            } else {
                notes.add(
                        "Vertex \"%s\" does not lead to the output and was left out"
                                .formatted(name));
            }
        }
    }

    private static void requireOne(String what, List<String> names) {
        if (names.size() != 1) {
            throw new ExportException(
                    "The model has %d %ss (%s), and one can be exported; make a graph with one %s, for instance with TransferLearning"
                            .formatted(names.size(), what, String.join(", ", names), what));
        }
    }

    /** Adds a vertex and all that it computes from. */
    private static void addSources(
            ComputationGraphConfiguration configuration, String name, Set<String> sources) {
        if (sources.add(name)) {
            configuration
                    .getVertexInputs()
                    .getOrDefault(name, List.of())
                    .forEach(input -> addSources(configuration, input, sources));
        }
    }

    private int addVertex(
            ComputationGraph graph, String name, GraphVertex vertex, List<Integer> inputs) {
        if (vertex instanceof FrozenVertex frozen) {
            return addVertex(graph, name, frozen.getUnderlying(), inputs);
        } else if (vertex instanceof LayerVertex layer) {
            int value = addPreprocessor(name, layer.getPreProcessor(), inputs.get(0));
            return add(new Part.OfLayer(name, graph.getLayer(name), List.of(value)));
        } else if (vertex instanceof PreprocessorVertex preprocessor) {
            return addPreprocessor(name, preprocessor.getPreProcessor(), inputs.get(0));
        }
        return add(new Part.OfVertex(name, vertex, inputs));
    }

    private int addPreprocessor(String name, InputPreProcessor preprocessor, int input) {
        if (preprocessor == null) {
            return input;
        }
        if (preprocessor instanceof ComposableInputPreProcessor several) {
            int value = input;
            for (InputPreProcessor next : several.getInputPreProcessors()) {
                value = addPreprocessor(name, next, value);
            }
            return value;
        }
        return add(new Part.OfPreprocessor(name, preprocessor, List.of(input)));
    }

    private int add(Part part) {
        parts.add(part);
        return parts.size();
    }
}
