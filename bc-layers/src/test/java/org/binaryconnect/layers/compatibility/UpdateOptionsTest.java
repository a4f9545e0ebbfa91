package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.conf.Networks;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/**
 * DL4J's options of the update, computed by hand from the gradient of a plain network that holds
 * the signs: what they add acts on the latent weights.
 */
class UpdateOptionsTest {

    private static final int UNITS = 9;
    private static final double RATE = 0.02;

    /** The squared inverse of the Glorot coefficient: the scale of SGD's step. */
    private static final double SCALE = (Networks.INPUTS + UNITS) / 1.5;

    private static final DataSet DATA = Networks.examples(16, 1);

    private static MultiLayerNetwork binary(UnaryOperator<NeuralNetConfiguration.Builder> options) {
        return network(
                options,
                new BinaryDenseLayer.Builder().nIn(Networks.INPUTS).nOut(UNITS).build(),
                new BinaryOutputLayer.Builder().nIn(UNITS).nOut(Networks.CLASSES).build());
    }

    private static MultiLayerNetwork plain(UnaryOperator<NeuralNetConfiguration.Builder> options) {
        return network(
                options,
                new DenseLayer.Builder().nIn(Networks.INPUTS).nOut(UNITS).build(),
                new OutputLayer.Builder().nIn(UNITS).nOut(Networks.CLASSES).build());
    }

    private static MultiLayerNetwork network(
            UnaryOperator<NeuralNetConfiguration.Builder> options, Layer hidden, Layer output) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        options.apply(
                                        new NeuralNetConfiguration.Builder()
                                                .seed(5)
                                                .dataType(DataType.DOUBLE)
                                                .activation(Activation.TANH)
                                                .updater(new Sgd(RATE)))
                                .list()
                                .layer(hidden)
                                .layer(output)
                                .build());
        network.init();
        return network;
    }

    /** The mean over the minibatch, of the hidden layer's weights. */
    private static INDArray gradientAtTheSigns(MultiLayerNetwork binary) {
        MultiLayerNetwork plain = plain(options -> options);
        Networks.copySigns(binary, plain);
        plain.setInput(DATA.getFeatures());
        plain.setLabels(DATA.getLabels());
        plain.computeGradientAndScore();
        return plain.gradient().getGradientFor("0_W").div(DATA.numExamples());
    }

    private static void assertStep(MultiLayerNetwork network, BinaryOperator<INDArray> step) {
        INDArray weights = network.getParam("0_W").dup();
        INDArray expected = step.apply(weights.dup(), gradientAtTheSigns(network));
        assertTrue(expected.amaxNumber().doubleValue() > 1e-3, "there must be a step");
        expected = weights.sub(expected);
        expected = Transforms.max(Transforms.min(expected, 1), -1);
        network.fit(DATA);
        INDArray difference = network.getParam("0_W").sub(expected);
        assertEquals(0, difference.amaxNumber().doubleValue(), 1e-12);
    }

    @Test
    void l2PullsLatentWeightsWithScaledStrength() {
        assertStep(
                binary(options -> options.l2(0.1)),
                (weights, gradient) -> gradient.add(weights.mul(0.1)).mul(RATE * SCALE));
    }

    @Test
    void l1PullsLatentWeightsWithScaledStrength() {
        assertStep(
                binary(options -> options.l1(0.1)),
                (weights, gradient) ->
                        gradient.add(Transforms.sign(weights).mul(0.1)).mul(RATE * SCALE));
    }

    /**
     * With the learning rate that acts on the weights: the scaled one. DL4J 1.0.0-M2.1 gives each
     * layer of any kind a network-wide weight decay twice.
     */
    @Test
    void weightDecayPullsLatentWeightsWithTheScaledLearningRate() {
        assertStep(
                binary(options -> options.weightDecay(0.05)),
                (weights, gradient) -> gradient.add(weights.mul(0.1)).mul(RATE * SCALE));
    }

    @Test
    void weightDecayWithoutLearningRateIsNotScaled() {
        assertStep(
                binary(options -> options.weightDecay(0.05, false)),
                (weights, gradient) -> gradient.mul(RATE * SCALE).add(weights.mul(0.1)));
    }

    @Test
    void gradientsAreNormalizedBeforeTheStepIsScaled() {
        double limit = 0.03;
        assertStep(
                binary(
                        options ->
                                options.gradientNormalization(
                                                GradientNormalization.ClipElementWiseAbsoluteValue)
                                        .gradientNormalizationThreshold(limit)),
                (weights, gradient) -> {
                    assertTrue(gradient.amaxNumber().doubleValue() > limit);
                    return Transforms.max(Transforms.min(gradient, limit), -limit)
                            .mul(RATE * SCALE);
                });
    }

    @Test
    void aScheduleOfTheLearningRateIsScaledInEachIteration() {
        StepSchedule halved = new StepSchedule(ScheduleType.ITERATION, RATE, 0.5, 1);
        MultiLayerNetwork network = binary(options -> options.updater(new Sgd(halved)));
        for (double rate : new double[] {RATE, RATE / 2, RATE / 4}) {
            assertStep(network, (weights, gradient) -> gradient.mul(rate * SCALE));
        }
    }

    @Test
    void setLearningRateKeepsTheScale() {
        MultiLayerNetwork network = binary(options -> options);
        network.fit(DATA);
        network.setLearningRate(RATE / 4);
        assertEquals(RATE / 4, network.getLearningRate(0));
        assertStep(network, (weights, gradient) -> gradient.mul(RATE / 4 * SCALE));

        network.setLearningRate(0, RATE / 8);
        assertStep(network, (weights, gradient) -> gradient.mul(RATE / 8 * SCALE));
    }

    @Test
    void setLearningRateOfAGraphKeepsTheScale() {
        MultiLayerNetwork network = binary(options -> options);
        ComputationGraph graph = network.toComputationGraph();
        network.setLearningRate(RATE / 4);
        graph.setLearningRate(RATE / 4);
        network.fit(DATA);
        graph.fit(DATA);

        assertEquals(network.params(), graph.params());
    }

    /** Dropout acts on the inputs, also where weights are binary; its draws are DL4J's. */
    @Test
    void dropoutIsThatOfAPlainNetwork() {
        MultiLayerNetwork binary =
                network(
                        options -> options,
                        new BinaryDenseLayer.Builder()
                                .nIn(Networks.INPUTS)
                                .nOut(UNITS)
                                .dropOut(0.6)
                                .build(),
                        new BinaryOutputLayer.Builder().nIn(UNITS).nOut(Networks.CLASSES).build());
        MultiLayerNetwork plain =
                network(
                        options -> options,
                        new DenseLayer.Builder()
                                .nIn(Networks.INPUTS)
                                .nOut(UNITS)
                                .dropOut(0.6)
                                .build(),
                        new OutputLayer.Builder().nIn(UNITS).nOut(Networks.CLASSES).build());
        Networks.copySigns(binary, plain);
        plain.setInput(DATA.getFeatures());
        plain.setLabels(DATA.getLabels());
        Nd4j.getRandom().setSeed(1);
        plain.computeGradientAndScore();
        binary.setInput(DATA.getFeatures());
        binary.setLabels(DATA.getLabels());
        Nd4j.getRandom().setSeed(1);
        binary.computeGradientAndScore();

        assertEquals(plain.score(), binary.score());
        assertEquals(plain.gradient().gradient(), binary.gradient().gradient());
        assertNotEquals(plain.output(DATA.getFeatures()), plain.output(DATA.getFeatures(), true));
        assertEquals(plain.output(DATA.getFeatures()), binary.output(DATA.getFeatures()));
    }

    @Test
    void dropoutDoesNotMoveTheDrawsOfStochasticWeights() {
        BinaryWeights stochastic = BinaryWeights.DEFAULT.withBinarization(Binarization.STOCHASTIC);
        MultiLayerNetwork without = binary(options -> options.weightNoise(stochastic));
        MultiLayerNetwork with =
                binary(options -> options.weightNoise(stochastic).dropOut(1 - 1e-9));

        assertEquals(
                without.output(DATA.getFeatures(), true),
                with.output(DATA.getFeatures(), true).castTo(DataType.DOUBLE));
    }
}
