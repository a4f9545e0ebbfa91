package org.binaryconnect.layers.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.binaryconnect.layers.training.HingeLabels;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.NeuralNetwork;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;
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
        assertRefused(network, data(false).next());
    }

    private static void assertRefused(NeuralNetwork network, DataSet data) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> network.fit(data)).getMessage();
        // DL4J names the layers of a network that becomes a graph by their numbers.
        String name = network instanceof MultiLayerNetwork ? "\"head\"" : "Layer \"";
        assertTrue(message.contains(name) && message.contains("HingeLabels"), message);
        assertEquals(1, message.lines().count());
    }

    static List<Arguments> masks() {
        List<Arguments> masks = new ArrayList<>();
        for (int width : new int[] {1, 3}) { // of examples, of outputs
            heads().forEach(head -> masks.add(Arguments.of(network(head), Nd4j.ones(20, width))));
            masks.add(Arguments.of(paper(), Nd4j.ones(20, width)));
        }
        return masks;
    }

    @ParameterizedTest
    @MethodSource("masks")
    void labels0And1AreRefusedBehindAMaskToo(MultiLayerNetwork network, INDArray mask) {
        DataSet data = data(false).next();
        mask.putScalar(0, 0, 0);
        data.setLabelsMaskArray(mask);

        assertRefused(network, data);
        assertRefused(network.toComputationGraph(), data);
    }

    @ParameterizedTest
    @MethodSource("masks")
    void maskedLabelsMayBe0(MultiLayerNetwork network, INDArray mask) {
        DataSet data = data(true).next();
        for (int i = 0; i < 5; i++) {
            data.getLabels().putRow(i, Nd4j.zeros(1, 3));
            mask.putRow(i, Nd4j.zeros(1, mask.size(1)));
        }
        data.setLabelsMaskArray(mask);
        double before = network.score(data);

        for (int i = 0; i < 20; i++) {
            network.fit(data);
        }

        assertTrue(network.score(data) < before, before + " -> " + network.score(data));
        network.toComputationGraph().fit(data);
    }

    @ParameterizedTest
    @CsvSource({"NCW, false", "NCW, true", "NWC, false"})
    void labels0And1OfSequencesAreRefused(RNNFormat format, boolean perOutput) {
        DataSet data = sequences(format, perOutput);
        // Two of five steps are padding, which the mask excepts, whatever it holds.
        network(format).fit(data);
        network(format).toComputationGraph().fit(data);

        DataSet wrong = data.copy();
        BooleanIndexing.replaceWhere(wrong.getLabels(), 0, Conditions.lessThan(0));
        assertRefused(network(format), wrong);
        assertRefused(network(format).toComputationGraph(), wrong);
        wrong.setLabelsMaskArray(null);
        assertRefused(network(format), wrong);

        // The last step that counts, of the last sequence, tells.
        DataSet last = data.copy();
        INDArray labels = ncw(last.getLabels(), format);
        labels.assign(1);
        network(format).fit(last);
        labels.putScalar(3, 1, 2, 0);
        assertRefused(network(format), last);
        labels.putScalar(3, 1, 2, 1).putScalar(3, 1, 3, 0);
        network(format).fit(last);
    }

    private static INDArray ncw(INDArray sequences, RNNFormat format) {
        return format == RNNFormat.NWC ? sequences.permute(0, 2, 1) : sequences;
    }

    /** Four sequences of three steps, and two steps of zeros that are masked. */
    private static DataSet sequences(RNNFormat format, boolean perOutput) {
        Nd4j.getRandom().setSeed(1);
        INDArray features = Nd4j.randn(4, 2, 5);
        INDArray labels = Nd4j.zeros(4, 3, 5);
        INDArray mask = Nd4j.zeros(4, 5);
        for (int i = 0; i < 4; i++) {
            for (int step = 0; step < 3; step++) {
                mask.putScalar(i, step, 1);
                for (int output = 0; output < 3; output++) {
                    labels.putScalar(i, output, step, output == (i + step) % 3 ? 1 : -1);
                }
            }
        }
        boolean permute = format == RNNFormat.NWC;
        return new DataSet(
                permute ? features.permute(0, 2, 1).dup() : features,
                permute ? labels.permute(0, 2, 1).dup() : labels,
                null,
                perOutput ? mask.reshape(4, 1, 5).broadcast(4, 3, 5).dup() : mask);
    }

    private static MultiLayerNetwork network(RNNFormat format) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(2)
                                .list()
                                .layer(
                                        new BinaryRnnOutputLayer.Builder(LossFunction.SQUARED_HINGE)
                                                .name("head")
                                                .nOut(3)
                                                .activation(Activation.IDENTITY)
                                                .dataFormat(format)
                                                .build())
                                .setInputType(InputType.recurrent(2, 5, format))
                                .build());
        network.init();
        return network;
    }
}
