package org.binaryconnect.layers.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.binaryconnect.layers.training.HingeLabels;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The ends of networks for the squared hinge loss. */
class HeadsTest {

    static List<Layer> heads() {
        return List.of(
                new BinaryOutputLayer.Builder(LossFunction.SQUARED_HINGE)
                        .name("head")
                        .nIn(8)
                        .nOut(3)
                        .activation(Activation.IDENTITY)
                        .build(),
                new BinaryCenterLossOutputLayer.Builder(LossFunction.SQUARED_HINGE)
                        .name("head")
                        .nIn(8)
                        .nOut(3)
                        .lambda(0)
                        .activation(Activation.IDENTITY)
                        .build());
    }

    private static MultiLayerNetwork network(Layer head) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(2)
                                .updater(new Adam(0.01))
                                .list()
                                .layer(
                                        new BinaryDenseLayer.Builder()
                                                .nIn(4)
                                                .nOut(8)
                                                .activation(Activation.TANH)
                                                .build())
                                .layer(head)
                                .build());
        network.init();
        return network;
    }

    /** The paper's head: batch normalization behind the last weights. */
    private static MultiLayerNetwork paper() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(2)
                                .updater(new Adam(0.01))
                                .list()
                                .layer(
                                        new BinaryDenseLayer.Builder()
                                                .nIn(4)
                                                .nOut(3)
                                                .hasBias(false)
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .layer(new BatchNormalization.Builder().nIn(3).nOut(3).build())
                                .layer(new HingeLossLayer.Builder().name("head").build())
                                .build());
        network.init();
        return network;
    }

    /** Three clusters. */
    private static DataSetIterator data(boolean hinge) {
        Nd4j.getRandom().setSeed(1);
        INDArray features = Nd4j.randn(60, 4).muli(0.1);
        INDArray labels = Nd4j.zeros(60, 3);
        for (int i = 0; i < 60; i++) {
            features.putScalar(i, i % 3, features.getDouble(i, i % 3) + 1);
            labels.putScalar(i, i % 3, 1);
        }
        DataSetIterator data =
                new ListDataSetIterator<>(new DataSet(features, labels).asList(), 20);
        if (hinge) {
            data.setPreProcessor(new HingeLabels());
        }
        return data;
    }

    @ParameterizedTest
    @MethodSource("heads")
    void evaluateTakesTheLargestScoreInBothNetworkClasses(Layer head) {
        assertEvaluates(network(head));
    }

    @Test
    void evaluateTakesTheLargestScoreOfThePapersHead() {
        assertEvaluates(paper());
    }

    private static void assertEvaluates(MultiLayerNetwork network) {
        network.fit(data(true), 60);

        assertTrue(network.evaluate(data(true)).accuracy() > 0.9);
        assertEquals(
                network.evaluate(data(true)).accuracy(),
                network.toComputationGraph()
                        .<org.nd4j.evaluation.classification.Evaluation>evaluate(data(true))
                        .accuracy());
        MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
        assertEquals(configuration, MultiLayerConfiguration.fromJson(configuration.toJson()));
    }

    @ParameterizedTest
    @MethodSource("heads")
    void labels0And1AreRefusedByName(Layer head) {
        assertRefused(network(head));
    }

    @Test
    void labels0And1AreRefusedByThePapersHead() {
        assertRefused(paper());
    }

    private static void assertRefused(MultiLayerNetwork network) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> network.fit(data(false).next()))
                        .getMessage();
        assertTrue(message.contains("\"head\"") && message.contains("HingeLabels"), message);
        assertEquals(1, message.lines().count());
    }
}
