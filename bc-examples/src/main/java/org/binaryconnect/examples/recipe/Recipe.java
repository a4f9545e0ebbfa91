package org.binaryconnect.examples.recipe;

import lombok.With;
import org.binaryconnect.updaters.schedule.ExponentialDecaySchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * Everything that decides what a training run computes. Two runs with equal recipes on the same
 * data and machine give the same network.
 *
 * @param hiddenLayers hidden layers, or stages of convolutions, at least 1
 * @param width units of each hidden layer, or channels of the first stage, 1 to 65,535
 * @param epochs length of the whole schedule, at least 1: the learning rate falls from first to
 *     last over it
 * @param batchSize examples of a minibatch, at least 1
 * @param method how weights are updated
 * @param firstLearningRate the optimizer's learning rate in the first epoch, above 0
 * @param lastLearningRate the learning rate that a further epoch after the last would have, above
 *     0, as in the paper's program
 * @param weights what the network computes with while training
 * @param scaleStep whether the step on binary weights is scaled
 * @param inputNoise on the network's input
 * @param hiddenNoise dropout of the inputs of each further layer with weights, or Gaussian noise on
 *     the normalized values before each ReLU
 * @param seed of initialization, shuffling and sampling
 */
@With
public record Recipe(
        int hiddenLayers,
        int width,
        int epochs,
        int batchSize,
        Method method,
        double firstLearningRate,
        double lastLearningRate,
        Weights weights,
        boolean scaleStep,
        Noise inputNoise,
        Noise hiddenNoise,
        long seed) {

    /** The paper's MNIST network, 3 hidden layers of 1024, on a schedule of 20 epochs. */
    public static final Recipe DENSE =
            new Recipe(
                    3,
                    1024,
                    20,
                    100,
                    Method.ADAM,
                    1e-3,
                    3e-6,
                    Weights.DETERMINISTIC,
                    true,
                    Noise.NONE,
                    Noise.NONE,
                    1);

    /** The longest row that the exporter takes. */
    private static final int MOST_UNITS = 65_535;

    public Recipe {
        atLeastOne("hidden layers", hiddenLayers);
        atLeastOne("width", width);
        if (width > MOST_UNITS) {
            throw new IllegalArgumentException(
                    "width must be at most %d, got %d".formatted(MOST_UNITS, width));
        }
        atLeastOne("epochs", epochs);
        atLeastOne("batch size", batchSize);
        if (!isRate(firstLearningRate) || !isRate(lastLearningRate)) {
            throw new IllegalArgumentException(
                    "Learning rates must be finite and above 0, got %s to %s"
                            .formatted(firstLearningRate, lastLearningRate));
        }
    }

    private static boolean isRate(double value) {
        return value > 0 && Double.isFinite(value);
    }

    private static void atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "%s must be at least 1, got %d".formatted(what, value));
        }
    }

    /** Falls exponentially over the whole schedule. */
    public ISchedule learningRate() {
        return new ExponentialDecaySchedule(
                ScheduleType.EPOCH, firstLearningRate, lastLearningRate, epochs);
    }
}
