package org.binaryconnect.updaters.arrays;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.gradient.LeakyReLUDerivative;
import org.nd4j.linalg.api.ops.random.impl.UniformDistribution;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/** Turns latent weights into +1 and -1, into an array that the caller owns. */
public final class Binarizer {

    private Binarizer() {}

    /**
     * Equation 1: {@code w >= 0} becomes +1, else -1. Both zeros become +1.
     *
     * @param latent finite weights of a floating-point type, any shape, unchanged unless it is also
     *     {@code binary}
     * @param binary receives +1 and -1; same type, shape and ordering
     */
    public static void deterministic(INDArray latent, INDArray binary) {
        // The slope of a leaky ReLU, 1 from zero upwards and alpha below it, is the sign in one
        // pass.
        Nd4j.getExecutioner().exec(new LeakyReLUDerivative(latent, binary, -1.0));
    }

    /**
     * Equation 2: +1 with probability {@code clip((w / H + 1) / 2, 0, 1)}, else -1.
     *
     * @param latent finite weights of a floating-point type, any shape, unchanged
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
