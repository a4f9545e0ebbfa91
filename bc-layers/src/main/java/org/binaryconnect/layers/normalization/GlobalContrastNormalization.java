package org.binaryconnect.layers.normalization;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Global contrast normalization: of each example {@code scale * (x - mean) / ||x - mean||_2} over
 * all its values, channels together.
 *
 * <p>Pylearn2's {@code global_contrast_normalize} with its defaults; the paper's networks have
 * scale 55 for CIFAR-10 and 1 for SVHN. As there, an example whose norm divided by the scale is
 * below 1e-8, which has no contrast, is only made zero-mean.
 *
 * <p>Nothing is learned from data, and it cannot be undone. Features [n, values] or [n, channels,
 * height, width].
 */
public final class GlobalContrastNormalization extends FeatureNormalization {

    private static final double SMALLEST_DIVISOR = 1e-8;

    private final double scale;

    /**
     * @param scale the norm that examples get, at least 1e-8
     * @throws IllegalArgumentException if it is smaller or not finite
     */
    public GlobalContrastNormalization(double scale) {
        if (!(scale >= SMALLEST_DIVISOR && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "scale must be at least " + SMALLEST_DIVISOR + " and finite, got " + scale);
        }
        this.scale = scale;
    }

    /** The norm that examples get. */
    public double scale() {
        return scale;
    }

    @Override
    void normalize(INDArray features) {
        Examples.change(features, this::normalize);
    }

    private void normalize(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        double divisor = Math.sqrt(squares) / scale;
        if (divisor < SMALLEST_DIVISOR) {
            divisor = 1;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((values[i] - mean) / divisor);
        }
    }
}
