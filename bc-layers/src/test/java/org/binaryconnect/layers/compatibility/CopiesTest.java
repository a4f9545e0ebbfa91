package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.Gradients;
import org.binaryconnect.layers.conf.LayerCases;
import org.binaryconnect.layers.conf.LayerCases.Case;
import org.binaryconnect.layers.conf.Networks;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.layers.weights.TestWeights;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** Copies of a network go on as it does, and share nothing with it. */
class CopiesTest {

    private static final BinaryWeights STOCHASTIC =
            BinaryWeights.DEFAULT.withBinarization(Binarization.STOCHASTIC).withClip(0.7);

    static List<Case> cases() {
        return LayerCases.all();
    }

    private static byte[] stored(Model network) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, bytes, true);
        return bytes.toByteArray();
    }

    private static MultiLayerNetwork restored(MultiLayerNetwork network) throws IOException {
        return ModelSerializer.restoreMultiLayerNetwork(
                new ByteArrayInputStream(stored(network)), true);
    }

    private static ComputationGraph restored(ComputationGraph graph) throws IOException {
        return ModelSerializer.restoreComputationGraph(
                new ByteArrayInputStream(stored(graph)), true);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void copiesOfANetworkTrainOnAsItDoes(Case layer) throws IOException {
        MultiLayerNetwork network = layer.binaryNetwork(STOCHASTIC, new Adam(0.01));
        DataSet data = layer.examples(DataType.DOUBLE);
        network.fit(data);
        List<MultiLayerNetwork> copies = List.of(network.clone(), restored(network));
        INDArray output = network.output(data.getFeatures());
        INDArray params = network.params().dup();
        for (MultiLayerNetwork copy : copies) {
            assertEquals(network.getLayerWiseConfigurations(), copy.getLayerWiseConfigurations());
            assertEquals(output, copy.output(data.getFeatures()));
            copy.fit(data);
        }

        assertEquals(params, network.params());
        assertEquals(output, network.output(data.getFeatures()));
        network.fit(data);
        for (MultiLayerNetwork copy : copies) {
            assertEquals(network.params(), copy.params());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void copiesOfAGraphTrainOnAsItDoes(Case layer) throws IOException {
        ComputationGraph graph =
                layer.binaryNetwork(STOCHASTIC, new Adam(0.01)).toComputationGraph();
        DataSet data = layer.examples(DataType.DOUBLE);
        graph.fit(data);
        List<ComputationGraph> copies = List.of(graph.clone(), restored(graph));
        // DL4J's clone of a graph, of any kind of layers, counts its iterations from 0.
        copies.get(0).getConfiguration().setIterationCount(graph.getIterationCount());
        INDArray output = graph.outputSingle(data.getFeatures());
        for (ComputationGraph copy : copies) {
            assertEquals(graph.getConfiguration(), copy.getConfiguration());
            assertEquals(output, copy.outputSingle(data.getFeatures()));
            copy.fit(data);
        }

        assertEquals(output, graph.outputSingle(data.getFeatures()));
        graph.fit(data);
        for (ComputationGraph copy : copies) {
            assertEquals(graph.params(), copy.params());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void configurationsSurviveJsonAndYaml(Case layer) {
        MultiLayerNetwork network = layer.binaryNetwork(STOCHASTIC, new Adam(0.01));
        MultiLayerConfiguration layers = network.getLayerWiseConfigurations();
        ComputationGraphConfiguration graph = network.toComputationGraph().getConfiguration();

        assertEquals(layers, MultiLayerConfiguration.fromJson(layers.toJson()));
        assertEquals(layers, MultiLayerConfiguration.fromYaml(layers.toYaml()));
        assertEquals(graph, ComputationGraphConfiguration.fromJson(graph.toJson()));
        assertEquals(graph, ComputationGraphConfiguration.fromYaml(graph.toYaml()));
        assertNotEquals(
                layers,
                layer.binaryNetwork(STOCHASTIC.withClip(0.6), new Adam(0.01))
                        .getLayerWiseConfigurations());
    }

    @Test
    void optionsThatAreChangedInACloneStayInTheOriginal() {
        MultiLayerNetwork network = Networks.binary(STOCHASTIC, Activation.RELU, new Adam(0.01));
        MultiLayerNetwork copy = network.clone();
        INDArray input = Networks.examples(16, 1).getFeatures();
        INDArray output = network.output(input);
        BinaryDenseLayer layer = (BinaryDenseLayer) copy.getLayer(0).conf().getLayer();
        layer.setBinaryWeights(STOCHASTIC.withTestWeights(TestWeights.BINARY));

        assertNotEquals(output, copy.output(input));
        assertEquals(output, network.output(input));
    }

    /** Between the forward and the backward pass of one network, the other one computes. */
    @Test
    void passesOfANetworkAndItsCloneMayInterleave() {
        MultiLayerNetwork network = Networks.binary(STOCHASTIC, Activation.RELU, new Adam(0.01));
        MultiLayerNetwork copy = network.clone();
        copy.params().negi();
        DataSet data = Networks.examples(16, 1);
        INDArray expected = Gradients.of(network, data);
        INDArray output = copy.output(data.getFeatures());

        network.feedForward(data.getFeatures(), true);
        assertEquals(output, copy.output(data.getFeatures()));
        copy.fit(data);
        assertEquals(expected, Gradients.of(network, data));
    }
}
