package org.binaryconnect.hwexport.quantize;

import org.binaryconnect.hwexport.ExportException;

/**
 * Two factors and a bias as integers over one power of two, the largest with which they fit: {@code
 * floor((a multiplierA + b multiplierB + offset) / 2^shift)}, rounding constant included.
 */
record SharedShift(short multiplierA, short multiplierB, int shift, int offset) {

    /** With this limit the sum of two 8-bit products and the offset fits 32 bits. */
    static final long LARGEST_ADD = 1L << 30;

    /** The whole range of 32 bits, for sums in 64 bits. */
    static final long LARGEST = Integer.MAX_VALUE;

    /**
     * @param largestOffset limit of the offset's magnitude
     * @throws ExportException if the factors or the bias are too large for any shift
     */
    static SharedShift of(
            String name, long largestOffset, double factorA, double factorB, double bias) {
        for (int shift = 31; shift >= 0; shift--) {
            long a = Math.round(Math.scalb(factorA, shift));
            long b = Math.round(Math.scalb(factorB, shift));
            long half = shift == 0 ? 0 : 1L << (shift - 1);
            double offset = Math.scalb(bias, shift) + half;
            if (Math.abs(a) <= Short.MAX_VALUE
                    && Math.abs(b) <= Short.MAX_VALUE
                    && Math.abs(offset) < largestOffset) {
                return new SharedShift((short) a, (short) b, shift, (int) Math.round(offset));
            }
        }
        throw new ExportException(
                "Layer \"%s\": %s x + %s y + %s does not fit 16 and 32 bits; the scales of its inputs are out of proportion"
                        .formatted(name, factorA, factorB, bias));
    }
}
