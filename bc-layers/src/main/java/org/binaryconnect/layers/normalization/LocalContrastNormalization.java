package org.binaryconnect.layers.normalization;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * LeCun's local contrast normalization (Jarrett et al., 2009) as in pylearn2's {@code LeCunLCN},
 * which the authors' SVHN preprocessing uses with kernel 7 and threshold 1e-4. Each channel of an
 * image by itself becomes
 *
 * <pre>
 *   (x - blur(x)) / max(deviation, mean of deviation over the image, threshold)
 *   deviation = sqrt(blur(x^2))
 * </pre>
 *
 * where {@code blur} is a convolution with a Gaussian of standard deviation 2, cut to kernel x
 * kernel and of sum 1, over an image with zeros around it.
 *
 * <p>As in pylearn2, {@code x^2} is of the image itself, not of the image less its local mean as in
 * the paper of Jarrett et al. Unlike there, all channels are normalized: pylearn2's {@code
 * transform} returns inside its loop over channels, so that it changed the first one alone.
 *
 * <p>Nothing is learned from data, and it cannot be undone. Features [n, channels, height, width].
 */
public final class LocalContrastNormalization extends FeatureNormalization {

    private static final double DEVIATION = 2;

    private final int kernel;
    private final double threshold;

    /** Kernel 7 and threshold 1e-4. */
    public LocalContrastNormalization() {
        this(7, 1e-4);
    }

    /**
     * @param kernel height and width of the neighbourhood, odd, at least 3
     * @param threshold the smallest divisor, above 0
     * @throws IllegalArgumentException if one of them is out of range
     */
    public LocalContrastNormalization(int kernel, double threshold) {
        if (kernel < 3 || kernel % 2 == 0) {
            throw new IllegalArgumentException("kernel must be odd and at least 3, got " + kernel);
        }
        if (!(threshold > 0 && threshold < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "threshold must be above 0 and finite, got " + threshold);
        }
        this.kernel = kernel;
        this.threshold = threshold;
    }

    /** Height and width of the neighbourhood. */
    public int kernel() {
        return kernel;
    }

    /** The smallest divisor. */
    public double threshold() {
        return threshold;
    }

    @Override
    void normalize(INDArray features) {
        if (features.rank() != 4) {
            throw new IllegalArgumentException(
                    "LocalContrastNormalization takes images [n, channels, height, width], got "
                            + Arrays.toString(features.shape()));
        }
        int height = Math.toIntExact(features.size(2));
        int width = Math.toIntExact(features.size(3));
        GaussianBlur blur = new GaussianBlur(kernel, DEVIATION, height, width);
        LocalContrast contrast = new LocalContrast(blur, (float) threshold, height * width);
        Examples.change(features, contrast::normalizeChannels);
    }
}
