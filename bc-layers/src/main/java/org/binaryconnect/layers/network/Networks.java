package org.binaryconnect.layers.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.binaryconnect.layers.weights.WeightMatrices;
import org.binaryconnect.layers.weights.WeightMatrix;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads and rebuilds networks of both of DL4J's classes. */
public final class Networks {

    private Networks() {}

    /**
     * The layers of a network, in the order of its parameters.
     *
     * @throws IllegalArgumentException if it is no {@code MultiLayerNetwork} or {@code
     *     ComputationGraph}
     */
    public static List<NetworkLayer> layers(Model network) {
        if (network instanceof MultiLayerNetwork layered) {
            return layers(layered.getLayerWiseConfigurations());
        }
        return layers(graph(network).getConfiguration());
    }

    /** The layers that a configuration describes, from the input on. */
    public static List<NetworkLayer> layers(MultiLayerConfiguration configuration) {
        List<NetworkLayer> layers = new ArrayList<>();
        List<NeuralNetConfiguration> confs = configuration.getConfs();
        for (int i = 0; i < confs.size(); i++) {
            Layer layer = confs.get(i).getLayer();
            String name = layer.getLayerName() == null ? "layer" + i : layer.getLayerName();
            String index = i + "_";
            Wrappers.inside(layer)
                    .forEach(
                            (prefix, inner) ->
                                    layers.add(new NetworkLayer(name, index + prefix, inner)));
        }
        return layers;
    }

    /** The layers that a configuration describes, in topological order. */
    public static List<NetworkLayer> layers(ComputationGraphConfiguration configuration) {
        List<NetworkLayer> layers = new ArrayList<>();
        for (String name : topologicalOrder(configuration)) {
            if (configuration.getVertices().get(name) instanceof LayerVertex vertex) {
                Wrappers.inside(vertex.getLayerConf().getLayer())
                        .forEach(
                                (prefix, inner) ->
                                        layers.add(
                                                new NetworkLayer(
                                                        name, name + "_" + prefix, inner)));
            }
        }
        return layers;
    }

    /** The vertices, each behind all that it gets input from. */
    public static Set<String> topologicalOrder(ComputationGraphConfiguration configuration) {
        Map<String, List<String>> inputs = configuration.getVertexInputs();
        Set<String> ordered = new LinkedHashSet<>(configuration.getNetworkInputs());
        Deque<String> waiting = new ArrayDeque<>(configuration.getVertices().keySet());
        while (!waiting.isEmpty()) {
            String name = waiting.removeFirst();
            if (ordered.containsAll(inputs.getOrDefault(name, List.of()))) {
                ordered.add(name);
            } else {
                waiting.addLast(name);
            }
        }
        ordered.removeAll(configuration.getNetworkInputs());
        return ordered;
    }

    /** Whether a frozen layer holds the layer, so that training leaves its parameters alone. */
    public static boolean isFrozen(Model network, NetworkLayer layer) {
        org.deeplearning4j.nn.api.Layer outermost =
                network instanceof MultiLayerNetwork layered
                        ? layered.getLayer(layer.index())
                        : graph(network).getLayer(layer.name());
        return outermost instanceof FrozenLayer || outermost instanceof FrozenLayerWithBackprop;
    }

    /** The weight matrices of a network, real and binary ones, in the order of its parameters. */
    public static List<NetworkWeight> weights(Model network) {
        requireInitialized(network);
        Map<String, INDArray> parameters = network.paramTable();
        List<NetworkWeight> weights = new ArrayList<>();
        for (NetworkLayer layer : layers(network)) {
            for (WeightMatrix matrix : WeightMatrices.of(layer.conf())) {
                INDArray parameter = parameters.get(layer.prefix() + matrix.name());
                weights.add(new NetworkWeight(layer, matrix, parameter));
            }
        }
        return weights;
    }

    /** Puts another layer in a layer's place, or leaves it; wrappers around it stay. */
    @FunctionalInterface
    public interface Change {

        /**
         * @param prefix the layer's {@link NetworkLayer#prefix()}
         * @param layer a copy that may be changed and returned
         */
        Layer of(String prefix, Layer layer);
    }

    /** A copy of a configuration with other layers in its places. */
    public static MultiLayerConfiguration rebuild(
            MultiLayerConfiguration configuration, Change change) {
        MultiLayerConfiguration copy = MultiLayerConfiguration.fromJson(configuration.toJson());
        List<NeuralNetConfiguration> confs = copy.getConfs();
        for (int i = 0; i < confs.size(); i++) {
            Layer layer = confs.get(i).getLayer();
            confs.get(i).setLayer(Wrappers.rebuild(i + "_", layer, change));
        }
        return copy;
    }

    /** As {@link #rebuild(MultiLayerConfiguration, Change)}. */
    public static ComputationGraphConfiguration rebuild(
            ComputationGraphConfiguration configuration, Change change) {
        ComputationGraphConfiguration copy =
                ComputationGraphConfiguration.fromJson(configuration.toJson());
        copy.getVertices()
                .forEach(
                        (name, vertex) -> {
                            if (vertex instanceof LayerVertex layer) {
                                NeuralNetConfiguration conf = layer.getLayerConf();
                                conf.setLayer(
                                        Wrappers.rebuild(name + "_", conf.getLayer(), change));
                            }
                        });
        return copy;
    }

    /**
     * A network with other layers in its places and a copy of the parameters, whose layout must
     * stay the same. Iteration and epoch count stay; the updater starts afresh.
     */
    @SuppressWarnings("unchecked") // a network of the same class
    public static <M extends Model> M rebuild(M network, Change change) {
        requireInitialized(network);
        INDArray parameters = network.params().dup();
        if (network instanceof MultiLayerNetwork layered) {
            MultiLayerNetwork copy =
                    new MultiLayerNetwork(rebuild(layered.getLayerWiseConfigurations(), change));
            copy.init(parameters, false);
            return (M) copy;
        }
        ComputationGraph copy =
                new ComputationGraph(rebuild(graph(network).getConfiguration(), change));
        copy.init(parameters, false);
        return (M) copy;
    }

    /**
     * @throws IllegalStateException if the network has no parameters yet
     */
    public static void requireInitialized(Model network) {
        Object layers =
                network instanceof MultiLayerNetwork layered
                        ? layered.getLayers()
                        : graph(network).getLayers();
        Preconditions.checkState(
                layers != null, "The network has no parameters yet; call init() first");
    }

    private static ComputationGraph graph(Model network) {
        if (network instanceof ComputationGraph graph) {
            return graph;
        }
        throw new IllegalArgumentException(
                "Only a MultiLayerNetwork or a ComputationGraph has layers, got "
                        + network.getClass().getName());
    }
}
