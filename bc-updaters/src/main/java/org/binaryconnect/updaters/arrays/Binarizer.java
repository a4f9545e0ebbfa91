package org.binaryconnect.updaters.arrays;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.gradient.LeakyReLUDerivative;
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
     * @param seed of the draws: another one for each minibatch
     */
    public static void stochastic(INDArray latent, INDArray binary, double range, long seed) {
        if (FloatPass.handles(binary, latent)) {
            FloatPass.run(() -> new Sample(seed, range), 1, binary, latent);
        } else {
            INDArray draws = Nd4j.createUninitialized(DataType.FLOAT, binary.shape());
            FloatPass.run(() -> new Draw(seed), 1, draws);
            binary.assign(draws).muli(-range).addi(latent);
            deterministic(binary, binary);
        }
    }

    /** Fills an array with draws of (-1, 1]. */
    private static class Draw implements FloatPass.Kernel {

        private static final ThreadLocal<UniformDraws> DRAWS =
                ThreadLocal.withInitial(UniformDraws::new);

        private final long seed;
        private long position;

        Draw(long seed) {
            this.seed = seed;
        }

        @Override
        public void begin(long first) {
            position = first;
        }

        @Override
        public void apply(float[][] blocks, int count) {
            DRAWS.get().draw(seed, position, blocks[0], count);
            position += count;
        }
    }

    /** A draw times H lies at or below w with exactly the probability of equation 2. */
    private static final class Sample extends Draw {

        private final float range;

        Sample(long seed, double range) {
            super(seed);
            this.range = (float) range;
        }

        @Override
        public void apply(float[][] blocks, int count) {
            super.apply(blocks, count);
            compare(blocks[0], blocks[1], range, count);
        }

        private static void compare(float[] binary, float[] latent, float range, int count) {
            for (int i = 0; i < count; i++) {
                binary[i] = sign(latent[i] - range * binary[i], 1);
            }
        }
    }

    /**
     * Equation 1 for one weight: {@code size} for {@code weight >= 0}, both zeros included, else
     * {@code -size}; NaN for NaN.
     *
     * <p>Without a comparison, so that loops around it become vector instructions.
     *
     * @param size H, above 0 and at most 1e6
     */
    public static float sign(float weight, float size) {
        // The smallest float times 1e60 is 1e15, which the 2 * size cannot bring above zero.
        float huge = weight * 1e30f * 1e30f;
        return Math.max(-size, Math.min(size, huge + 2 * size));
    }
}
