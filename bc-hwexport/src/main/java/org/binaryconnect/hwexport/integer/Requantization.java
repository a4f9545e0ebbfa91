package org.binaryconnect.hwexport.integer;

/**
 * From an accumulator to an output: {@code floor((accumulator * multiplier + offset) / 2^shift)},
 * computed in 64 bits and then limited to the output's range (see {@link Requantizer}). The offset
 * holds the bias and one half, so that the result is the real value rounded, halves upwards.
 *
 * @param multiplier 16-bit signed
 * @param shift 0 to 31
 * @param offset 32-bit signed
 */
public record Requantization(short multiplier, int shift, int offset) {

    private static final int MAX_SHIFT = 31;

    /** The largest activation. */
    public static final int MAX_ACTIVATION = 255;

    public Requantization {
        if (shift < 0 || shift > MAX_SHIFT) {
            throw new IllegalArgumentException("Shift must be 0 to 31, got " + shift);
        }
    }

    /**
     * The requantization nearest to {@code accumulator * factor + bias}: the largest shift with
     * which multiplier and offset still fit.
     *
     * @param factor output units an accumulator unit; any sign; magnitude at most 32767
     * @param bias in output units; magnitude at most 2^30
     * @throws IllegalArgumentException if factor or bias is not finite or too large
     */
    public static Requantization of(double factor, double bias) {
        if (!(Math.abs(factor) <= Short.MAX_VALUE) || !(Math.abs(bias) <= 1 << 30)) {
            throw new IllegalArgumentException(
                    "Requantization by %s x + %s does not fit 16 and 32 bits"
                            .formatted(factor, bias));
        }
        int shift = MAX_SHIFT;
        while (!fits(factor, bias, shift)) {
            shift--;
        }
        return new Requantization(
                (short) multiplier(factor, shift), shift, (int) offset(bias, shift));
    }

    private static boolean fits(double factor, double bias, int shift) {
        long offset = offset(bias, shift);
        return Math.abs(multiplier(factor, shift)) <= Short.MAX_VALUE && offset == (int) offset;
    }

    private static long multiplier(double factor, int shift) {
        return Math.round(Math.scalb(factor, shift));
    }

    private static long offset(double bias, int shift) {
        long half = shift == 0 ? 0 : 1L << (shift - 1);
        return Math.round(Math.scalb(bias, shift)) + half;
    }

    /** The output before it is limited. */
    public long apply(int accumulator) {
        return ((long) accumulator * multiplier + offset) >> shift;
    }
}
