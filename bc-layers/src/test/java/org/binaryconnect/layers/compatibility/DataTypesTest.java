package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import java.util.List;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.Gradients;
import org.binaryconnect.layers.conf.LayerCases;
import org.binaryconnect.layers.conf.LayerCases.Case;
import org.binaryconnect.layers.conf.Networks;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.updaters.DivergedException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * The types that DL4J takes for networks: double, which the other tests use, float and half. It
 * refuses others, bfloat16 too.
 */
class DataTypesTest {

    private static final BinaryWeights STOCHASTIC =
            BinaryWeights.DEFAULT.withBinarization(Binarization.STOCHASTIC);

    static List<Case> cases() {
        return LayerCases.all();
    }

    private static void assertAsPlain(Case layer, DataType type) {
        MultiLayerNetwork binary = layer.binaryNetwork(BinaryWeights.DEFAULT, new NoOp(), type);
        MultiLayerNetwork plain = layer.plainNetwork(new NoOp(), type);
        Signs.copy(binary, plain);
        DataSet data = layer.examples(type);

        INDArray output = binary.output(data.getFeatures());
        assertEquals(type, output.dataType());
        assertEquals(plain.output(data.getFeatures()), output);
        INDArray expected = Gradients.of(plain, data);
        if (!layer.name().startsWith("locally")) { // There DL4J's gradient is the double.
            assertEquals(expected, Gradients.of(binary, data));
        }
        assertEquals(type, Gradients.of(binary, data).dataType());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyLayerComputesInFloat(Case layer) {
        assertAsPlain(layer, DataType.FLOAT);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyLayerComputesInHalf(Case layer) {
        assertAsPlain(layer, DataType.FLOAT16);
    }

    private static MultiLayerNetwork convolutional(BinaryWeights weights, IUpdater updater) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(5)
                                .dataType(DataType.FLOAT16)
                                .updater(updater)
                                .weightNoise(weights)
                                .list()
                                .layer(
                                        new BinaryConvolutionLayer.Builder(3, 3)
                                                .nOut(4)
                                                .hasBias(false)
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .layer(
                                        new BatchNormalization.Builder()
                                                .activation(Activation.RELU)
                                                .build())
                                .layer(
                                        new BinaryDenseLayer.Builder()
                                                .nOut(3)
                                                .hasBias(false)
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .layer(new BatchNormalization())
                                .layer(
                                        new LossLayer.Builder()
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.convolutional(6, 6, 2))
                                .build());
        network.init();
        return network;
    }

    private static DataSet images() {
        Nd4j.getRandom().setSeed(1);
        INDArray images = Nd4j.rand(DataType.FLOAT, 24, 2, 6, 6).subi(0.5);
        INDArray labels = Nd4j.zeros(DataType.FLOAT16, 24, 3);
        for (int i = 0; i < 24; i++) {
            labels.putScalar(i, i % 3, 1);
            // Its class's two rows are brighter.
            images.get(point(i), all(), interval(2 * (i % 3), 2 * (i % 3) + 2), all()).addi(1);
        }
        return new DataSet(images.castTo(DataType.FLOAT16), labels);
    }

    static List<IUpdater> updaters() {
        return List.of(new Sgd(0.02), new Nesterovs(0.005, 0.9));
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void aConvolutionalNetworkLearnsInHalf(IUpdater updater) {
        for (BinaryWeights weights : List.of(BinaryWeights.DEFAULT, STOCHASTIC)) {
            MultiLayerNetwork network = convolutional(weights, updater);
            DataSet data = images();
            double before = network.score(data, true);
            for (int i = 0; i < 60; i++) {
                network.fit(data);
            }
            double after = network.score(data, true);
            assertTrue(after < 0.6 * before, before + " -> " + after);
            INDArray latent = network.getParam("0_W");
            assertEquals(DataType.FLOAT16, latent.dataType());
            assertTrue(latent.amaxNumber().doubleValue() <= 1);
            assertTrue(latent.ameanNumber().doubleValue() < 0.95);
        }
    }

    /**
     * Its epsilon, 1e-8, is zero in half, so DL4J's Adam divides zero by zero: take an epsilon of
     * 1e-3.
     */
    @Test
    void adamInHalfNeedsALargeEpsilon() {
        assertThrows(
                DivergedException.class,
                () -> convolutional(BinaryWeights.DEFAULT, new Adam(0.005)).fit(images()));

        MultiLayerNetwork network =
                convolutional(
                        BinaryWeights.DEFAULT,
                        new Adam.Builder().learningRate(0.005).epsilon(1e-3).build());
        double before = network.score(images(), true);
        for (int i = 0; i < 60; i++) {
            network.fit(images());
        }
        double after = network.score(images(), true);
        assertTrue(after < 0.6 * before, before + " -> " + after);
    }

    @ParameterizedTest
    @EnumSource(Binarization.class)
    void aConvertedNetworkComputesAndTrainsOn(Binarization mode) {
        MultiLayerNetwork network =
                Networks.binary(
                        BinaryWeights.DEFAULT.withBinarization(mode),
                        Activation.RELU,
                        new Adam(0.01));
        DataSet data = Networks.examples(64, 1);
        network.fit(data);
        MultiLayerNetwork converted = network.convertDataType(DataType.FLOAT);
        ComputationGraph graph = network.toComputationGraph().convertDataType(DataType.FLOAT);

        assertEquals(DataType.FLOAT, converted.params().dataType());
        INDArray expected = network.output(data.getFeatures()).castTo(DataType.FLOAT);
        INDArray features = data.getFeatures().castTo(DataType.FLOAT);
        assertTrue(expected.equalsWithEps(converted.output(features), 1e-5));
        assertTrue(expected.equalsWithEps(graph.outputSingle(features), 1e-5));
        double before = converted.score(data);
        for (int i = 0; i < 60; i++) {
            converted.fit(data);
            graph.fit(data);
        }
        assertTrue(converted.score(data) < before);
        assertTrue(graph.score(data) < before);
        assertEquals(1, converted.getParam("0_W").amaxNumber().doubleValue());
        assertEquals(
                network.getLayerWiseConfigurations().getConf(0).getLayer(),
                converted.getLayerWiseConfigurations().getConf(0).getLayer());
    }

    @Test
    void bfloat16IsRefusedByDl4j() {
        NeuralNetConfiguration.Builder builder = new NeuralNetConfiguration.Builder();
        assertThrows(IllegalStateException.class, () -> builder.dataType(DataType.BFLOAT16));
    }
}
