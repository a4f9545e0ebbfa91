package org.binaryconnect.hwexport.fpga;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.binaryconnect.hwexport.integer.Requantization;
import org.binaryconnect.hwexport.integer.Requantizer;

/**
 * A requantizer whose channels share one shift: {@code floor((accumulator * multiplier + offset) /
 * 2^shift)}. A channel with a smaller shift is scaled up, which changes no result; common factors
 * of two are taken out.
 *
 * <p>The magnitude of a multiplier goes with a sign; for a negative one the accumulator a is
 * inverted to {@code -a - 1}, and the offset has the magnitude added.
 *
 * @param shift at least 0
 * @param magnitudes of the multipliers
 * @param negative whether a multiplier is below 0
 * @param offsets with the magnitude added where negative
 */
record AlignedRequantizer(
        int shift, List<BigInteger> magnitudes, List<Boolean> negative, List<BigInteger> offsets) {

    AlignedRequantizer {
        magnitudes = List.copyOf(magnitudes);
        negative = List.copyOf(negative);
        offsets = List.copyOf(offsets);
    }

    static AlignedRequantizer of(Requantizer requantizer) {
        List<Requantization> channels = requantizer.channels();
        int shift = channels.stream().mapToInt(Requantization::shift).max().orElseThrow();
        List<BigInteger> magnitudes = new ArrayList<>();
        List<Boolean> negative = new ArrayList<>();
        List<BigInteger> offsets = new ArrayList<>();
        int common = shift;
        for (Requantization channel : channels) {
            int up = shift - channel.shift();
            BigInteger multiplier = BigInteger.valueOf(channel.multiplier()).shiftLeft(up);
            BigInteger magnitude = multiplier.abs();
            BigInteger offset = BigInteger.valueOf(channel.offset()).shiftLeft(up);
            magnitudes.add(magnitude);
            negative.add(multiplier.signum() < 0);
            offsets.add(multiplier.signum() < 0 ? offset.add(magnitude) : offset);
            if (magnitude.signum() > 0) {
                common = Math.min(common, magnitude.getLowestSetBit());
            }
        }
        // A sum of multiples of 2^n and an offset: the lowest n bits of the offset never carry.
        int down = common;
        return new AlignedRequantizer(
                shift - down,
                magnitudes.stream().map(m -> m.shiftRight(down)).toList(),
                negative,
                offsets.stream().map(o -> o.shiftRight(down)).toList());
    }

    /** The same with everything multiplied by a power of two. */
    AlignedRequantizer withOffsetsUp(int bits) {
        return new AlignedRequantizer(
                shift + bits,
                magnitudes,
                negative,
                offsets.stream().map(o -> o.shiftLeft(bits)).toList());
    }

    /** Whether no channel needs a multiplier. */
    boolean isShiftOnly() {
        return magnitudes.stream().allMatch(m -> m.bitCount() <= 1);
    }

    /** Bits of the largest magnitude, at least 1. */
    int magnitudeBits() {
        return magnitudes.stream().mapToInt(BigInteger::bitLength).reduce(1, Math::max);
    }

    /** Bits of the largest offset with its sign. */
    int offsetBits() {
        return offsets.stream().mapToInt(o -> o.bitLength() + 1).max().orElseThrow();
    }

    /** Words {@code {offset, negative, magnitude}}. */
    List<BigInteger> multiplierWords(int magnitudeBits, int offsetBits) {
        List<BigInteger> words = new ArrayList<>();
        for (int c = 0; c < magnitudes.size(); c++) {
            words.add(
                    field(offsets.get(c), offsetBits)
                            .shiftLeft(1)
                            .add(bit(negative.get(c)))
                            .shiftLeft(magnitudeBits)
                            .add(magnitudes.get(c)));
        }
        return words;
    }

    /** Words {@code {offset, negative, used, exponent}}, where no multiplier is needed. */
    List<BigInteger> exponentWords(int exponentBits, int offsetBits) {
        List<BigInteger> words = new ArrayList<>();
        for (int c = 0; c < magnitudes.size(); c++) {
            BigInteger magnitude = magnitudes.get(c);
            boolean used = magnitude.signum() > 0;
            words.add(
                    field(offsets.get(c), offsetBits)
                            .shiftLeft(1)
                            .add(bit(negative.get(c)))
                            .shiftLeft(1)
                            .add(bit(used))
                            .shiftLeft(exponentBits)
                            .add(BigInteger.valueOf(used ? magnitude.getLowestSetBit() : 0)));
        }
        return words;
    }

    private static BigInteger field(BigInteger value, int bits) {
        return value.mod(BigInteger.ONE.shiftLeft(bits));
    }

    private static BigInteger bit(boolean value) {
        return value ? BigInteger.ONE : BigInteger.ZERO;
    }
}
