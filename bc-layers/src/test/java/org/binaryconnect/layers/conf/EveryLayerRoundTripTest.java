package org.binaryconnect.layers.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.binaryconnect.layers.conf.LayerCases.Case;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Every binary layer survives being stored, in both of DL4J's network classes.
 *
 * <p>Resumed training is identical to uninterrupted training, bit for bit, in both modes and
 * whatever the state of ND4J's random generator: the stochastic draws follow from the network's
 * seed, the layer, its weights and the iteration number, all of which are stored with the model.
 */
@Tag("slow")
class EveryLayerRoundTripTest {

    private static final int ITERATIONS = 2;

    static Stream<Arguments> casesAndModes() {
        return LayerCases.all().stream()
                .flatMap(
                        layer ->
                                Arrays.stream(Binarization.values())
                                        .map(mode -> Arguments.of(layer, mode)));
    }

    private static BinaryWeights weights(Binarization mode) {
        return BinaryWeights.DEFAULT.withBinarization(mode).withClip(0.8).withChannelScale(0.5);
    }

    private static MultiLayerNetwork network(Case layer, Binarization mode) {
        return layer.binaryNetwork(weights(mode), new Adam(0.02), DataType.FLOAT);
    }

    @ParameterizedTest
    @MethodSource("casesAndModes")
    void jsonAndYamlGiveTheSameConfiguration(Case layer, Binarization mode) {
        MultiLayerNetwork network = network(layer, mode);
        MultiLayerConfiguration layers = network.getLayerWiseConfigurations();
        ComputationGraphConfiguration graph = network.toComputationGraph().getConfiguration();

        assertEquals(layers, MultiLayerConfiguration.fromJson(layers.toJson()));
        assertEquals(layers, MultiLayerConfiguration.fromYaml(layers.toYaml()));
        assertEquals(graph, ComputationGraphConfiguration.fromJson(graph.toJson()));
        assertEquals(graph, ComputationGraphConfiguration.fromYaml(graph.toYaml()));
        // Equality that saw no binary option would prove nothing.
        Binarization other = Binarization.values()[1 - mode.ordinal()];
        assertNotEquals(layers, network(layer, other).getLayerWiseConfigurations());
        BinaryLayer restored =
                (BinaryLayer)
                        MultiLayerConfiguration.fromJson(layers.toJson())
                                .getConf(layer.index())
                                .getLayer();
        assertEquals(weights(mode), restored.getBinaryWeights());
    }

    @ParameterizedTest
    @MethodSource("casesAndModes")
    void resumedTrainingIsUninterruptedTrainingOfALayeredNetwork(Case layer, Binarization mode)
            throws IOException {
        DataSet data = layer.examples(DataType.FLOAT);
        MultiLayerNetwork uninterrupted = network(layer, mode);
        MultiLayerNetwork interrupted = network(layer, mode);
        INDArray start = uninterrupted.params().dup();
        for (int i = 0; i < ITERATIONS; i++) {
            uninterrupted.fit(data.copy());
            interrupted.fit(data.copy());
        }

        Nd4j.getRandom().setSeed(99); // Another process would have another state, too.
        MultiLayerNetwork resumed =
                ModelSerializer.restoreMultiLayerNetwork(
                        new ByteArrayInputStream(stored(interrupted)), true);

        assertEquals(interrupted.params(), resumed.params());
        assertEquals(interrupted.output(data.getFeatures()), resumed.output(data.getFeatures()));
        for (int i = 0; i < ITERATIONS; i++) {
            uninterrupted.fit(data.copy());
            resumed.fit(data.copy());
        }
        assertTrained(start, uninterrupted);
        assertSameTraining(
                uninterrupted, uninterrupted.getUpdater(), resumed, resumed.getUpdater());
    }

    @ParameterizedTest
    @MethodSource("casesAndModes")
    void resumedTrainingIsUninterruptedTrainingOfAGraph(Case layer, Binarization mode)
            throws IOException {
        DataSet data = layer.examples(DataType.FLOAT);
        // DL4J's conversion takes the time for the graph's seed: convert once, then copy.
        ComputationGraph uninterrupted = network(layer, mode).toComputationGraph();
        ComputationGraph interrupted = uninterrupted.clone();
        INDArray start = uninterrupted.params().dup();
        for (int i = 0; i < ITERATIONS; i++) {
            uninterrupted.fit(data.copy());
            interrupted.fit(data.copy());
        }

        Nd4j.getRandom().setSeed(99);
        ComputationGraph resumed =
                ModelSerializer.restoreComputationGraph(
                        new ByteArrayInputStream(stored(interrupted)), true);

        assertEquals(interrupted.params(), resumed.params());
        assertEquals(
                interrupted.outputSingle(data.getFeatures()),
                resumed.outputSingle(data.getFeatures()));
        for (int i = 0; i < ITERATIONS; i++) {
            uninterrupted.fit(data.copy());
            resumed.fit(data.copy());
        }
        assertTrained(start, uninterrupted);
        assertSameTraining(
                uninterrupted, uninterrupted.getUpdater(), resumed, resumed.getUpdater());
    }

    private static byte[] stored(Model network) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, out, true);
        return out.toByteArray();
    }

    private static void assertTrained(INDArray start, Model network) {
        assertFalse(network.params().isNaN().any());
        assertTrue(start.sub(network.params()).amaxNumber().doubleValue() > 0.01);
    }

    private static void assertSameTraining(
            Model one, Updater updaterOfOne, Model other, Updater updaterOfOther) {
        assertNotSame(one, other);
        // With a tolerance of 0: ND4J's equality has one.
        assertTrue(one.params().equalsWithEps(other.params(), 0));
        assertTrue(
                updaterOfOne
                        .getStateViewArray()
                        .equalsWithEps(updaterOfOther.getStateViewArray(), 0));
    }
}
