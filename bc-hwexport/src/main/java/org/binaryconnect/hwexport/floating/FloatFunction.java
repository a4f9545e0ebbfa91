package org.binaryconnect.hwexport.floating;

/** A function of one floating-point number; what each computes, to the bit, is here. */
public sealed interface FloatFunction {

    float apply(float x);

    /** The name in reports. */
    String title();

    /** {@code y = x slope + intercept}, product and sum rounded; then the limits. */
    record Limit(float slope, float intercept, Scaling.Limits limits) implements FloatFunction {
        @Override
        public float apply(float x) {
            float product = x * slope;
            return limits.apply(product + intercept);
        }

        @Override
        public String title() {
            return "limit";
        }
    }

    /** A function that the C runtime has by name. */
    enum Named implements FloatFunction {
        TANH {
            @Override
            public float apply(float x) {
                return FloatMath.tanh(x);
            }
        },
        SIGMOID {
            @Override
            public float apply(float x) {
                return FloatMath.sigmoid(x);
            }
        },
        SOFTSIGN {
            @Override
            public float apply(float x) {
                return x / (1 + (x < 0 ? -x : x));
            }
        };

        @Override
        public String title() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Cubic polynomials: with {@code u = 8 |x|}, n the smaller of 128 and u without its fraction,
     * {@code t = u - n} and the coefficients c of piece n on the side of x, {@code y = ((c3 t + c2)
     * t + c1) t + c0}, each product and each sum rounded.
     *
     * @param title of the function that they stand for
     * @param coefficients [side, the positive one first][{@link #PIECES}][4], one after the other
     * @param error largest difference from the function, relative to the larger of its magnitude
     *     and 1, where it was measured
     */
    record Cubic(String title, float[] coefficients, double error) implements FloatFunction {

        /** To each side; each is 1/8 wide, and the last one has no end. */
        public static final int PIECES = 129;

        /** Pieces in front of the last one. */
        static final float LAST = PIECES - 1;

        @Override
        public float apply(float x) {
            float u = 8 * (x < 0 ? -x : x);
            int n = (int) (u < LAST ? u : LAST);
            float t = u - n;
            int c = 4 * (x < 0 ? PIECES + n : n);
            float y = coefficients[c + 3];
            y = y * t;
            y = y + coefficients[c + 2];
            y = y * t;
            y = y + coefficients[c + 1];
            y = y * t;
            return y + coefficients[c];
        }
    }
}
