package org.binaryconnect.layers.weights;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.random.impl.UniformDistribution;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/** Turns latent weights into +1 and -1, into an array that the caller owns. */
public final class Binarizer {

    private Binarizer() {}

    /**
     * Equation 1: {@code w >= 0} becomes +1, else -1. Both zeros become +1.
     *
     * @param latent weights, float or double, any shape, unchanged
     * @param binary receives +1 and -1; same type, shape and ordering
     */
    public static void deterministic(INDArray latent, INDArray binary) {
        // Step gives 1 above its threshold, so the threshold is the largest number below zero.
        double belowZero =
                switch (latent.dataType()) {
                    case FLOAT -> -Float.MIN_VALUE;
                    case DOUBLE -> -Double.MIN_VALUE;
                    default ->
                            throw new IllegalArgumentException(
                                    "Weights must be FLOAT or DOUBLE to be binarized, got "
                                            + latent.dataType());
                };
        Nd4j.getExecutioner().exec(new Step(latent, binary, belowZero));
        binary.muli(2).subi(1);
    }

    /**
     * Equation 2: +1 with probability {@code clip((w / H + 1) / 2, 0, 1)}, else -1.
     *
     * @param latent weights, float or double, any shape, unchanged
     * @param binary receives +1 and -1; same type, shape and ordering
     * @param range H, above 0
     * @param random source of the draws
     */
    public static void stochastic(INDArray latent, INDArray binary, double range, Random random) {
        // u ~ U(-H, H) lies at or below w with exactly that probability.
        Nd4j.getExecutioner().exec(new UniformDistribution(binary, -range, range), random);
        binary.rsubi(latent);
        deterministic(binary, binary);
    }
}
