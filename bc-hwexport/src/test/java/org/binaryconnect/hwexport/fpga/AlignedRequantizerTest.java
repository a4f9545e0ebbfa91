package org.binaryconnect.hwexport.fpga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.binaryconnect.hwexport.integer.Requantization;
import org.binaryconnect.hwexport.integer.Requantizer;
import org.junit.jupiter.api.Test;

class AlignedRequantizerTest {

    private static Requantizer requantizer(Requantization... channels) {
        return new Requantizer(List.of(channels), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** As the hardware computes it: the accumulator inverted for a negative multiplier. */
    private static BigInteger apply(AlignedRequantizer aligned, int channel, long accumulator) {
        BigInteger a =
                BigInteger.valueOf(aligned.negative().get(channel) ? ~accumulator : accumulator);
        return a.multiply(aligned.magnitudes().get(channel))
                .add(aligned.offsets().get(channel))
                .shiftRight(aligned.shift());
    }

    @Test
    void alignmentChangesNoResult() {
        Random random = new Random(1);
        for (int n = 0; n < 500; n++) {
            List<Requantization> channels = new ArrayList<>();
            for (int c = 0; c <= random.nextInt(5); c++) {
                channels.add(
                        new Requantization(
                                (short) (random.nextInt(8) == 0 ? 0 : random.nextInt()),
                                random.nextInt(32),
                                random.nextInt() >> random.nextInt(32)));
            }
            AlignedRequantizer aligned =
                    AlignedRequantizer.of(requantizer(channels.toArray(Requantization[]::new)));
            for (int c = 0; c < channels.size(); c++) {
                for (int accumulator :
                        new int[] {0, 1, -1, random.nextInt() >> 2, -(1 << 30), 1 << 30}) {
                    BigInteger expected = BigInteger.valueOf(channels.get(c).apply(accumulator));
                    assertEquals(expected, apply(aligned, c, accumulator));
                    assertEquals(
                            expected,
                            apply(
                                    aligned.withOffsetsUp(3),
                                    c,
                                    8L * accumulator + (aligned.negative().get(c) ? 7 : 0)));
                }
            }
        }
    }

    /** Multipliers 3 at shift 2 and -8 at shift 4: the first becomes 12; a factor of 4 goes. */
    @Test
    void aSmallerShiftIsScaledUpAndCommonFactorsGo() {
        AlignedRequantizer aligned =
                AlignedRequantizer.of(
                        requantizer(
                                new Requantization((short) 3, 2, 2),
                                new Requantization((short) -8, 4, 100)));

        assertEquals(2, aligned.shift());
        assertEquals(List.of(BigInteger.valueOf(3), BigInteger.TWO), aligned.magnitudes());
        assertEquals(List.of(false, true), aligned.negative());
        // 2 * 4 / 4; (100 + 8) / 4.
        assertEquals(List.of(BigInteger.TWO, BigInteger.valueOf(27)), aligned.offsets());
        assertEquals(2, aligned.magnitudeBits());
        assertEquals(6, aligned.offsetBits());
        assertFalse(aligned.isShiftOnly());
    }

    @Test
    void wordsHaveTheirFields() {
        AlignedRequantizer aligned =
                AlignedRequantizer.of(
                        requantizer(
                                new Requantization((short) 1, 3, -1),
                                new Requantization((short) -4, 3, 5),
                                new Requantization((short) 0, 3, 6)));

        assertTrue(aligned.isShiftOnly());
        // Offset 5 bits, negative, magnitude 3 bits.
        assertEquals(
                List.of(0b11111_0_001, 0b01001_1_100, 0b00110_0_000),
                aligned.multiplierWords(3, 5).stream().map(BigInteger::intValue).toList());
        // Offset 5 bits, negative, used, exponent 2 bits.
        assertEquals(
                List.of(0b11111_0_1_00, 0b01001_1_1_10, 0b00110_0_0_00),
                aligned.exponentWords(2, 5).stream().map(BigInteger::intValue).toList());
    }
}
