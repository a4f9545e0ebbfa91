package org.binaryconnect.updaters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class WeightClipTest {

    private static Layer layerWithWeights(float... weights) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .list()
                                .layer(
                                        new OutputLayer.Builder()
                                                .name("classes")
                                                .activation(Activation.SIGMOID)
                                                .lossFunction(LossFunction.XENT)
                                                .nIn(weights.length)
                                                .nOut(1)
                                                .build())
                                .build());
        network.init();
        network.setParam("0_W", Nd4j.createFromArray(weights).reshape(weights.length, 1));
        network.setParam("0_b", Nd4j.createFromArray(7f).reshape(1, 1));
        return network.getLayer(0);
    }

    @Test
    void weightsAreClippedAndBiasesAreNot() {
        Layer layer = layerWithWeights(-3f, -1f, -0.25f, 0f, 1f, 1.5f);

        new WeightClip(1.0, Set.of("W")).applyConstraint(layer, 0, 0);

        assertEquals(
                Nd4j.createFromArray(-1f, -1f, -0.25f, 0f, 1f, 1f), layer.getParam("W").reshape(6));
        assertEquals(7f, layer.getParam("b").getFloat(0));
    }

    @Test
    void theLimitIsH() {
        Layer layer = layerWithWeights(-3f, 0.2f);

        new WeightClip(0.5, Set.of("W")).applyConstraint(layer, 0, 0);

        assertEquals(Nd4j.createFromArray(-0.5f, 0.2f), layer.getParam("W").reshape(2));
    }

    @Test
    void realColumnsAreLeftAlone() {
        Layer layer = layerWithWeights(0f);
        layer.paramTable()
                .put(
                        "RW",
                        Nd4j.createFromArray(new float[][] {{3, -3, 5}, {0.5f, 2, -7}}).dup('f'));

        new WeightClip(1.0, Set.of("RW"), 1).applyConstraint(layer, 0, 0);

        assertEquals(
                Nd4j.createFromArray(new float[][] {{1, -1, 5}, {0.5f, 1, -7}}),
                layer.getParam("RW"));
    }

    /** DL4J names layer normalization's gains "weights" to constraints. */
    @Test
    void gainsOfLayerNormalizationAreNoWeights() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .updater(new NoOp())
                                .list()
                                .layer(
                                        new DenseLayer.Builder()
                                                .nIn(3)
                                                .nOut(2)
                                                .hasLayerNorm(true)
                                                .constrainWeights(new WeightClip(0.5))
                                                .build())
                                .layer(new OutputLayer.Builder().nIn(2).nOut(2).build())
                                .build());
        network.init();
        network.getParam("0_W").assign(-3);
        network.getParam("0_g").assign(3);
        network.getParam("0_b").assign(3);
        network.applyConstraints(0, 0);

        assertEquals(Nd4j.valueArrayOf(new long[] {3, 2}, -0.5f), network.getParam("0_W"));
        assertEquals(6, network.getParam("0_g").sumNumber().doubleValue());
        assertEquals(6, network.getParam("0_b").sumNumber().doubleValue());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aDivergedNetworkIsReportedNotRepaired(float bad) {
        Layer layer = layerWithWeights(0.5f, bad, -0.5f);

        String message =
                assertThrows(
                                DivergedException.class,
                                () ->
                                        new WeightClip(1.0, Set.of("W"))
                                                .applyConstraint(layer, 41, 3))
                        .getMessage();

        assertTrue(message.contains("\"classes\"") && message.contains("41"), message);
    }

    @Test
    void limitsThatAreNotPositiveAreRefused() {
        for (double limit : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new WeightClip(limit, Set.of("W")));
        }
    }

    @Test
    void survivesJson() throws IOException {
        LayerConstraint clip = new WeightClip(0.5, Set.of("W", "RW"), 3);
        String json = JsonMappers.getMapper().writeValueAsString(clip);

        assertEquals(clip, JsonMappers.getMapper().readValue(json, LayerConstraint.class));
    }
}
