package org.binaryconnect.examples.search;

import java.util.List;
import org.binaryconnect.examples.mnist.PaperNetwork;
import org.binaryconnect.examples.mnist.Recipe;
import org.binaryconnect.layers.arbiter.BinaryDenseLayerSpace;
import org.binaryconnect.layers.arbiter.HingeLossLayerSpace;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.TestWeights;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.conf.updater.AdamSpace;
import org.deeplearning4j.arbiter.conf.updater.schedule.ExponentialScheduleSpace;
import org.deeplearning4j.arbiter.layers.ActivationLayerSpace;
import org.deeplearning4j.arbiter.layers.BatchNormalizationSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * Candidates around {@code mnist.PaperNetwork}: its structure, with width, learning rate and
 * binarization searched. All are evaluated with binary weights, since only those can be exported.
 */
final class SearchSpace {

    /** Of Adam in the first epoch; the paper's 1e-3 lies between. */
    static final double LOWEST_LEARNING_RATE = 3e-4;

    static final double HIGHEST_LEARNING_RATE = 3e-2;

    /**
     * The learning rate after the last epoch, as a part of the first epoch's: the paper's 3e-6 of
     * 1e-3.
     */
    static final double LAST_LEARNING_RATE = 3e-3;

    private static final int HIDDEN_LAYERS = Recipe.PAPER.hiddenLayers();

    private SearchSpace() {}

    /**
     * The space for inputs [batch, inputs] and labels -1 and +1, [batch, classes].
     *
     * @param widths units of each hidden layer, all equal: at least one value, each at least 1
     * @param epochs of each candidate, at least 1: the learning rate falls over all of them
     * @param seed of every candidate's initialization and sampling, so that candidates differ by
     *     their settings alone
     */
    static MultiLayerSpace of(
            int inputs, int classes, List<Integer> widths, int epochs, long seed) {
        // One object each, shared by the layers: one hyperparameter.
        ParameterSpace<Integer> width = new DiscreteParameterSpace<>(widths);
        ParameterSpace<Binarization> binarization =
                new DiscreteParameterSpace<>(Binarization.values());
        MultiLayerSpace.Builder space =
                new MultiLayerSpace.Builder()
                        .seed(seed)
                        .updater(adam(epochs))
                        .numEpochs(epochs)
                        .setInputType(InputType.feedForward(inputs));
        for (int i = 0; i < HIDDEN_LAYERS; i++) {
            space.addLayer(dense(width, binarization));
            space.addLayer(batchNormalization());
            space.addLayer(new ActivationLayerSpace.Builder().activation(Activation.RELU).build());
        }
        space.addLayer(dense(new FixedValue<>(classes), binarization));
        space.addLayer(batchNormalization());
        space.addLayer(new HingeLossLayerSpace.Builder().build());
        return space.build();
    }

    /** Adam whose first learning rate is searched, and falls exponentially by the epoch. */
    private static AdamSpace adam(int epochs) {
        ParameterSpace<Double> first =
                new ContinuousParameterSpace(
                        new LogUniformDistribution(LOWEST_LEARNING_RATE, HIGHEST_LEARNING_RATE));
        AdamSpace adam =
                AdamSpace.withLRSchedule(
                        new ExponentialScheduleSpace(
                                ScheduleType.EPOCH,
                                first,
                                Math.pow(LAST_LEARNING_RATE, 1.0 / epochs)));
        // Arbiter's defaults for these three are wrong: it takes Adam's default learning rate.
        adam.setBeta1(new FixedValue<>(Adam.DEFAULT_ADAM_BETA1_MEAN_DECAY));
        adam.setBeta2(new FixedValue<>(Adam.DEFAULT_ADAM_BETA2_VAR_DECAY));
        adam.setEpsilon(new FixedValue<>(Adam.DEFAULT_ADAM_EPSILON));
        return adam;
    }

    private static BinaryDenseLayerSpace dense(
            ParameterSpace<Integer> units, ParameterSpace<Binarization> binarization) {
        return new BinaryDenseLayerSpace.Builder()
                .nOut(units)
                .activation(Activation.IDENTITY)
                .hasBias(false)
                .binarization(binarization)
                .testWeights(TestWeights.BINARY)
                .build();
    }

    private static BatchNormalizationSpace batchNormalization() {
        return new BatchNormalizationSpace.Builder()
                .decay(PaperNetwork.DECAY)
                .eps(PaperNetwork.EPSILON)
                .build();
    }
}
