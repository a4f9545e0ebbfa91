package org.binaryconnect.layers.summary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.layers.network.Networks;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.common.base.Preconditions;

/** The shapes that arrive at and leave each layer, where they are known. */
final class Shapes {

    /** By the prefix of a layer's parameters, without direction. */
    private final Map<String, InputType> in = new HashMap<>();

    private final Map<String, InputType> out = new HashMap<>();

    /**
     * @param inputs of the network; empty if the configuration has to tell
     */
    static Shapes of(Model network, InputType... inputs) {
        Shapes shapes = new Shapes();
        // A layer may note sizes in itself when it is asked for its shape.
        if (network instanceof MultiLayerNetwork layered) {
            shapes.layers(
                    Networks.rebuild(layered.getLayerWiseConfigurations(), (p, layer) -> layer),
                    inputs);
        } else {
            shapes.graph(
                    Networks.rebuild(
                            ((ComputationGraph) network).getConfiguration(), (p, layer) -> layer),
                    inputs);
        }
        return shapes;
    }

    /** Null if unknown. */
    InputType in(String vertex) {
        return in.get(vertex);
    }

    /** Null if unknown. */
    InputType out(String vertex) {
        return out.get(vertex);
    }

    private void layers(MultiLayerConfiguration configuration, InputType... inputs) {
        InputType type =
                inputs.length > 0 ? inputs[0] : inferred(configuration.getConf(0).getLayer());
        for (int i = 0; i < configuration.getConfs().size(); i++) {
            InputType input = preprocessed(configuration.getInputPreProcess(i), type);
            in.put(i + "_", input);
            type = output(configuration.getConf(i).getLayer(), i, input);
            out.put(i + "_", type);
        }
    }

    /** What DL4J infers, too: flat vectors in front of a dense layer. */
    private static InputType inferred(Layer first) {
        boolean isFlat = first instanceof DenseLayer || first instanceof OutputLayer;
        return isFlat ? InputType.feedForward(((FeedForwardLayer) first).getNIn()) : null;
    }

    private static InputType inferred(ComputationGraphConfiguration configuration, String input) {
        for (Map.Entry<String, List<String>> entry : configuration.getVertexInputs().entrySet()) {
            if (entry.getValue().contains(input)
                    && configuration.getVertices().get(entry.getKey())
                            instanceof LayerVertex layer) {
                return inferred(layer.getLayerConf().getLayer());
            }
        }
        return null;
    }

    private void graph(ComputationGraphConfiguration configuration, InputType... inputs) {
        Map<String, InputType> types = new HashMap<>();
        List<String> names = configuration.getNetworkInputs();
        for (int i = 0; i < names.size(); i++) {
            types.put(
                    names.get(i),
                    inputs.length > 0 ? inputs[i] : inferred(configuration, names.get(i)));
        }
        for (String name : Networks.topologicalOrder(configuration)) {
            List<InputType> arriving = new ArrayList<>();
            for (String source : configuration.getVertexInputs().get(name)) {
                arriving.add(types.get(source));
            }
            GraphVertex vertex = configuration.getVertices().get(name);
            if (vertex instanceof LayerVertex layer) {
                InputType input = preprocessed(layer.getPreProcessor(), arriving.get(0));
                in.put(name + "_", input);
                types.put(name, output(layer.getLayerConf().getLayer(), 0, input));
            } else if (!arriving.contains(null)) {
                types.put(name, vertex.getOutputType(0, arriving.toArray(InputType[]::new)));
            }
            out.put(name + "_", types.get(name));
        }
    }

    private static InputType preprocessed(InputPreProcessor preprocessor, InputType type) {
        return preprocessor == null || type == null ? type : preprocessor.getOutputType(type);
    }

    private static InputType output(Layer layer, int index, InputType input) {
        if (input == null) {
            return null;
        }
        String name = layer.getLayerName() == null ? "layer" + index : layer.getLayerName();
        checkFits(name, layer, input);
        InputType output = layer.getOutputType(index, input);
        // DL4J forgets the length here, which stays the same.
        return layer instanceof Bidirectional
                        && output instanceof InputType.InputTypeRecurrent sequence
                        && input instanceof InputType.InputTypeRecurrent arriving
                ? InputType.recurrent(
                        sequence.getSize(), arriving.getTimeSeriesLength(), arriving.getFormat())
                : output;
    }

    /** DL4J takes any number of channels here, and the sums would be wrong. */
    private static void checkFits(String name, Layer layer, InputType input) {
        if (layer instanceof FeedForwardLayer sized
                && !(layer instanceof EmbeddingLayer)
                && !(layer instanceof EmbeddingSequenceLayer)
                && sized.getNIn() > 0) {
            long nIn = sized.getNIn();
            sized.setNIn(input, true);
            Preconditions.checkArgument(
                    sized.getNIn() == nIn,
                    "Layer \"%s\" has nIn %s, but its input has the shape %s",
                    name,
                    nIn,
                    text(input));
        }
    }

    /** Such as {@code 32x14x14}, channels first; {@code ?} for what is unknown. */
    static String text(InputType type) {
        if (type == null) {
            return "?";
        }
        if (type instanceof InputType.InputTypeConvolutional image) {
            return join(image.getChannels(), image.getHeight(), image.getWidth());
        }
        if (type instanceof InputType.InputTypeConvolutional3D volume) {
            return join(
                    volume.getChannels(), volume.getDepth(), volume.getHeight(), volume.getWidth());
        }
        if (type instanceof InputType.InputTypeRecurrent sequence) {
            return join(sequence.getSize(), sequence.getTimeSeriesLength());
        }
        return join(type.arrayElementsPerExample());
    }

    private static String join(long... sizes) {
        StringBuilder text = new StringBuilder();
        for (long size : sizes) {
            text.append(text.length() == 0 ? "" : "x").append(size > 0 ? size : "?");
        }
        return text.toString();
    }
}
