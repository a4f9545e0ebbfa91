package org.binaryconnect.examples.mnist;

import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.updaters.schedule.ExponentialDecaySchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * Everything that decides what a training run computes. Two runs with equal recipes on the same
 * machine give the same network.
 *
 * @param hiddenLayers hidden layers, at least 1
 * @param width units of each hidden layer, 1 to 65,535
 * @param epochs length of the whole schedule, at least 1: the learning rate falls from first to
 *     last over it
 * @param batchSize examples of a minibatch, 1 to 50,000
 * @param method how weights are updated
 * @param firstLearningRate the optimizer's learning rate in the first epoch, above 0
 * @param lastLearningRate the learning rate that a further epoch after the last would have, above
 *     0, as in the paper's program
 * @param binarization how weights are binarized while training
 * @param scaleStep whether the step on the weights is scaled
 * @param seed of initialization, shuffling and sampling
 */
public record Recipe(
        int hiddenLayers,
        int width,
        int epochs,
        int batchSize,
        Method method,
        double firstLearningRate,
        double lastLearningRate,
        Binarization binarization,
        boolean scaleStep,
        long seed) {

    /** The paper's network, 3 hidden layers of 1024, on a schedule of 20 epochs. */
    public static final Recipe PAPER =
            new Recipe(
                    3, 1024, 20, 100, Method.ADAM, 1e-3, 3e-6, Binarization.DETERMINISTIC, true, 1);

    /** A small network for a first look. */
    public static final Recipe QUICK =
            new Recipe(
                    3, 256, 5, 100, Method.ADAM, 1e-3, 3e-6, Binarization.DETERMINISTIC, true, 1);

    public Recipe {
        atLeastOne("hidden layers", hiddenLayers);
        atLeastOne("width", width);
        if (width > Operation.MAX_SIZE) {
            throw new IllegalArgumentException(
                    "width must be at most %d, got %d".formatted(Operation.MAX_SIZE, width));
        }
        atLeastOne("epochs", epochs);
        atLeastOne("batch size", batchSize);
        if (batchSize > MnistData.TRAINING) {
            throw new IllegalArgumentException(
                    "batch size must be at most %d, got %d"
                            .formatted(MnistData.TRAINING, batchSize));
        }
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

    /** The same on a schedule of another length. */
    public Recipe withEpochs(int value) {
        return new Recipe(
                hiddenLayers,
                width,
                value,
                batchSize,
                method,
                firstLearningRate,
                lastLearningRate,
                binarization,
                scaleStep,
                seed);
    }
}
