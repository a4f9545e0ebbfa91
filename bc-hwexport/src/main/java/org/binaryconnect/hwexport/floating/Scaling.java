package org.binaryconnect.hwexport.floating;

/**
 * What happens to the sums of a layer, channel by channel: {@code y = sum scale + offset}, product
 * and sum rounded; then the limits.
 *
 * @param scale one a channel
 * @param offset as many
 * @param limits of all channels
 */
public record Scaling(float[] scale, float[] offset, Limits limits) {

    /**
     * {@code if y < minimum, y = minimum; if y > maximum, y = maximum}.
     *
     * @param minimum {@code -Float.MAX_VALUE} for none
     * @param maximum {@code Float.MAX_VALUE} for none
     */
    public record Limits(float minimum, float maximum) {

        public static final Limits NONE = new Limits(-Float.MAX_VALUE, Float.MAX_VALUE);

        /** The nearest of single precision; infinite ones are none. */
        public static Limits of(double minimum, double maximum) {
            return new Limits(finite(minimum), finite(maximum));
        }

        private static float finite(double limit) {
            return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, limit));
        }

        public float apply(float value) {
            float y = value < minimum ? minimum : value;
            return y > maximum ? maximum : y;
        }
    }

    public int channels() {
        return scale.length;
    }

    /** The output of one channel. */
    public float apply(int channel, float sum) {
        float product = sum * scale[channel];
        return limits.apply(product + offset[channel]);
    }
}
