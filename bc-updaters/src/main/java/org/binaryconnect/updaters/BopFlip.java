package org.binaryconnect.updaters;

import org.binaryconnect.updaters.arrays.Binarizer;
import org.binaryconnect.updaters.arrays.FloatPass;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * The second half of {@link Bop}'s update: turns the averaged gradient into the step from a weight
 * to +H or -H. It is no regularization; DL4J shows an update the weights in no other place.
 *
 * @param threshold of the averaged gradient
 * @param clip H
 */
record BopFlip(double threshold, double clip) implements Regularization {

    @Override
    public ApplyStep applyStep() {
        return ApplyStep.POST_UPDATER;
    }

    /**
     * @param weights unchanged
     * @param average receives {@code weights} minus what they are to become
     */
    @Override
    public void apply(
            INDArray weights, INDArray average, double learningRate, int iteration, int epoch) {
        if (FloatPass.handles(weights, average)) {
            FloatPass.run(() -> this::flip, 1, average, weights);
            return;
        }
        // What is no number must reach the weights, where it is noticed.
        INDArray zeroOrNan = average.mul(0);
        INDArray sign = weights.ulike();
        Binarizer.deterministic(weights, sign);
        average.muli(sign);
        // 1 where a weight flips, else 0
        Nd4j.getExecutioner().exec(new Step(average, average, threshold));
        average.muli(-2 * clip).addi(clip).muli(sign).rsubi(weights).addi(zeroOrNan);
    }

    private void flip(float[][] blocks, int count) {
        float[] step = blocks[0];
        float[] weights = blocks[1];
        float limit = (float) threshold;
        float h = (float) clip;
        for (int i = 0; i < count; i++) {
            float sign = Binarizer.sign(weights[i], 1);
            float kept = Binarizer.sign(limit - step[i] * sign, h); // negative where it flips
            step[i] = weights[i] - sign * kept;
        }
    }

    /** Adds nothing to the score. */
    @Override
    public double score(INDArray param, int iteration, int epoch) {
        return 0;
    }

    @Override
    public BopFlip clone() {
        return this;
    }
}
