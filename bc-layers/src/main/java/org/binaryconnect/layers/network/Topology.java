package org.binaryconnect.layers.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.layers.weights.WeightMatrices;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Which layers get a layer's output. */
public final class Topology {

    /** The consumers of each layer or vertex, by name. */
    private final Map<String, List<String>> consumers = new LinkedHashMap<>();

    /** Layers by the name of their vertex; wrapped ones are not among them. */
    private final Map<String, NetworkLayer> layers = new LinkedHashMap<>();

    private final Map<String, String> vertexOf = new LinkedHashMap<>();

    private Topology() {}

    public static Topology of(Model network) {
        return network instanceof MultiLayerNetwork layered
                ? of(layered.getLayerWiseConfigurations())
                : of(((ComputationGraph) network).getConfiguration());
    }

    /** Of layers one behind the other. */
    public static Topology of(MultiLayerConfiguration configuration) {
        Topology topology = new Topology();
        int count = configuration.getConfs().size();
        for (int i = 0; i < count; i++) {
            topology.consumers.put(
                    i + "_", i + 1 < count ? List.of((i + 1) + "_") : new ArrayList<>());
        }
        topology.add(Networks.layers(configuration));
        return topology;
    }

    /** Of a graph; its outputs have no consumers, whatever else they feed. */
    public static Topology of(ComputationGraphConfiguration configuration) {
        Topology topology = new Topology();
        configuration
                .getVertices()
                .keySet()
                .forEach(name -> topology.consumers.put(name + "_", new ArrayList<>()));
        configuration
                .getVertexInputs()
                .forEach(
                        (name, inputs) ->
                                inputs.stream()
                                        .map(input -> topology.consumers.get(input + "_"))
                                        .filter(list -> list != null)
                                        .forEach(list -> list.add(name + "_")));
        configuration
                .getNetworkOutputs()
                .forEach(name -> topology.consumers.get(name + "_").clear());
        topology.add(Networks.layers(configuration));
        return topology;
    }

    private void add(List<NetworkLayer> all) {
        for (NetworkLayer layer : all) {
            String vertex =
                    consumers.containsKey(layer.prefix())
                            ? layer.prefix()
                            : layer.prefix().substring(0, layer.prefix().length() - 1);
            vertexOf.put(layer.prefix(), vertex);
            if (vertex.equals(layer.prefix())) {
                layers.put(vertex, layer);
            }
        }
    }

    /**
     * The batch normalizations that divide out any positive factor of the layer's output channels,
     * on every path from it, channel by channel; empty if there is a path without one.
     */
    public List<NetworkLayer> normalizationsBehind(NetworkLayer layer) {
        List<NetworkLayer> found = new ArrayList<>();
        boolean all =
                Homogeneity.isHomogeneous(layer.conf())
                        && collect(vertexOf.get(layer.prefix()), found)
                        && found.stream().allMatch(behind -> hasSameChannels(layer, behind));
        return all ? found : List.of();
    }

    /** Not so behind a preprocessor that flattens or folds. */
    private static boolean hasSameChannels(NetworkLayer layer, NetworkLayer normalization) {
        long channels = ((BatchNormalization) normalization.conf()).getNOut();
        return WeightMatrices.of(layer.conf()).stream()
                .allMatch(matrix -> matrix.outputs() == channels);
    }

    private boolean collect(String vertex, List<NetworkLayer> found) {
        List<String> next = consumers.get(vertex);
        for (String name : next) {
            NetworkLayer layer = layers.get(name);
            if (layer == null) {
                return false; // a vertex that is no layer
            }
            if (layer.conf() instanceof BatchNormalization) {
                found.add(layer);
            } else if (!Homogeneity.passesChannels(layer.conf()) || !collect(name, found)) {
                return false;
            }
        }
        return !next.isEmpty();
    }
}
