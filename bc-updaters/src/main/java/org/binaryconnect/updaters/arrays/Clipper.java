package org.binaryconnect.updaters.arrays;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.factory.Nd4j;

/** Limits weights to [-H, H], and notices those that are no numbers. */
public final class Clipper {

    private Clipper() {}

    /**
     * Limits weights, in place: contiguous floats in one pass over their memory, others with ND4J's
     * operations.
     *
     * @param weights floating-point, any shape
     * @param limit H, at least 0
     * @return whether all weights were finite; NaN stays
     */
    public static boolean clip(INDArray weights, double limit) {
        if (FloatPass.handles(weights)) {
            AtomicBoolean finite = new AtomicBoolean(true);
            FloatPass.run(() -> new Clip((float) limit, finite), 1, weights);
            return finite.get();
        }
        if (!FiniteCheck.isFinite(weights)) {
            return false; // ND4J would turn NaN into H.
        }
        Nd4j.getExecutioner().exec(new ScalarMin(weights, null, weights, limit));
        Nd4j.getExecutioner().exec(new ScalarMax(weights, null, weights, -limit));
        return true;
    }

    private static final class Clip implements FloatPass.Kernel {

        private final float limit;
        private final AtomicBoolean finite;

        private static final ThreadLocal<float[]> SEEN =
                ThreadLocal.withInitial(() -> new float[BLOCK]);

        /** 0, or NaN if a weight at the same place of any block was NaN or infinite. */
        private final float[] seen = SEEN.get();

        Clip(float limit, AtomicBoolean finite) {
            this.limit = limit;
            this.finite = finite;
            Arrays.fill(seen, 0);
        }

        @Override
        public void apply(float[][] blocks, int count) {
            float[] weights = blocks[0];
            for (int i = 0; i < count; i++) {
                float w = weights[i];
                seen[i] += w * 0f;
                weights[i] = Math.max(-limit, Math.min(limit, w));
            }
        }

        @Override
        public void end() {
            for (float zero : seen) {
                if (zero != 0) { // NaN
                    finite.set(false);
                }
            }
        }
    }
}
