package org.binaryconnect.hwexport.floating;

/**
 * Functions in single precision, operation by operation as the C runtime computes them. Java and C
 * libraries have functions of the same names, whose last bits differ from platform to platform.
 */
final class FloatMath {

    /** The smallest argument of {@link #exp}: no result is denormal. */
    private static final float SMALLEST = -87;

    private FloatMath() {}

    /**
     * exp(x) for x in -87 to 0: with n = x log2(e) rounded to the nearest and r = x - n ln(2), a
     * polynomial of exp(r) times 2^n.
     */
    static float exp(float x) {
        float scaled = x * 1.44269502f;
        int n = (int) (scaled - 0.5f);
        float upper = n * 0.693359375f;
        float lower = n * -2.12194442e-4f;
        float difference = x - upper;
        float r = difference - lower;
        float p = 1.98756912e-4f;
        p = p * r;
        p = p + 1.39819994e-3f;
        p = p * r;
        p = p + 8.33345205e-3f;
        p = p * r;
        p = p + 4.16657962e-2f;
        p = p * r;
        p = p + 1.66666657e-1f;
        p = p * r;
        p = p + 0.5f;
        float square = r * r;
        p = p * square;
        p = p + r;
        p = p + 1;
        return Float.intBitsToFloat(Float.floatToRawIntBits(p) + (n << 23));
    }

    /** For |x| below 0.625 a polynomial, otherwise (1 - e) / (1 + e) with e = exp(-2 |x|). */
    static float tanh(float x) {
        float magnitude = x < 0 ? -x : x;
        if (magnitude < 0.625f) {
            float square = x * x;
            float y = -5.70498873e-3f;
            y = y * square;
            y = y + 2.06390880e-2f;
            y = y * square;
            y = y - 5.37397154e-2f;
            y = y * square;
            y = y + 1.33314416e-1f;
            y = y * square;
            y = y - 3.33332807e-1f;
            y = y * square;
            y = y * x;
            return y + x;
        }
        float e = exp(magnitude > -SMALLEST / 2 ? SMALLEST : -2 * magnitude);
        float y = (1 - e) / (1 + e);
        return x < 0 ? -y : y;
    }

    /** With e = exp(-|x|): 1 / (1 + e) for x >= 0, otherwise e / (1 + e). */
    static float sigmoid(float x) {
        float negative = x < 0 ? x : -x;
        float e = exp(negative < SMALLEST ? SMALLEST : negative);
        return (x < 0 ? e : 1) / (1 + e);
    }
}
