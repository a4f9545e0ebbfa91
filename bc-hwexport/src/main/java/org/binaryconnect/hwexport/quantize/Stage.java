package org.binaryconnect.hwexport.quantize;

import java.util.Arrays;
import org.binaryconnect.hwexport.ir.Function;
import org.binaryconnect.hwexport.ir.Node;

/**
 * What happens to the accumulators of a layer until its output is stored, one channel at a time:
 * {@code min(maximum, max(minimum, scale x + offset))}. Affine nodes and limiting activations in
 * any order stay in this form, so that there is only one rounding.
 */
final class Stage {

    final double[] scale;
    final double[] offset;
    final double[] minimum;
    final double[] maximum;

    private Stage(int channels) {
        scale = new double[channels];
        offset = new double[channels];
        minimum = new double[channels];
        maximum = new double[channels];
    }

    /** Does nothing. */
    static Stage identity(int channels) {
        Stage stage = new Stage(channels);
        Arrays.fill(stage.scale, 1);
        Arrays.fill(stage.minimum, Double.NEGATIVE_INFINITY);
        Arrays.fill(stage.maximum, Double.POSITIVE_INFINITY);
        return stage;
    }

    /** Then an affine node. */
    void then(Node.Affine affine) {
        for (int c = 0; c < scale.length; c++) {
            then(c, affine.scale()[c], affine.offset()[c]);
        }
    }

    /** Then an activation. */
    void then(Function.Limit limit) {
        for (int c = 0; c < scale.length; c++) {
            then(c, limit.slope(), limit.intercept());
            // In this order also for ranges that do not meet: the result is constant then.
            minimum[c] = clamp(minimum[c], limit.minimum(), limit.maximum());
            maximum[c] = clamp(maximum[c], limit.minimum(), limit.maximum());
        }
    }

    private void then(int c, double factor, double term) {
        scale[c] = factor * scale[c];
        offset[c] = factor * offset[c] + term;
        double low = image(factor, minimum[c], term);
        double high = image(factor, maximum[c], term);
        minimum[c] = Math.min(low, high);
        maximum[c] = Math.max(low, high);
    }

    /** An infinite limit times a factor of 0 is no limit any more, but the constant term. */
    private static double image(double factor, double limit, double term) {
        return factor == 0 ? term : factor * limit + term;
    }

    private static double clamp(double x, double low, double high) {
        return Math.min(high, Math.max(low, x));
    }
}
