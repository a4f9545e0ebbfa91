package org.binaryconnect.hwexport.integer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RequantizationTest {

    private static Requantizer limited(Requantization r, int minimum, int maximum) {
        return new Requantizer(List.of(r), minimum, maximum);
    }

    private static int activation(Requantization r, int accumulator) {
        return limited(r, 0, 255).apply(0, accumulator);
    }

    private static int score(Requantization r, int accumulator) {
        return limited(r, Integer.MIN_VALUE, Integer.MAX_VALUE).apply(0, accumulator);
    }

    /** By hand. */
    @Test
    void roundingAndLimits() {
        Requantization r = new Requantization((short) 3, 2, 2);

        assertEquals(8, activation(r, 10)); // (30 + 2) / 4
        assertEquals(2, activation(r, 2)); // (6 + 2) / 4: one and a half rounds up
        assertEquals(0, activation(r, -10)); // -28 / 4, limited
        assertEquals(-7, score(r, -10)); // -28 / 4
        assertEquals(-8, score(r, -11)); // -31 / 4 rounds down
        assertEquals(255, activation(r, 1000));
        assertEquals(750, score(r, 1000));
        assertEquals(20, limited(r, 20, 30).apply(0, 10));
        assertEquals(30, limited(r, 20, 30).apply(0, 1000));
    }

    @Test
    void negativeMultipliersTurnTheOrderAround() {
        Requantization r = Requantization.of(-0.5, 10);

        assertEquals(10, activation(r, 0));
        assertEquals(0, activation(r, 20));
        assertEquals(20, activation(r, -20));
    }

    @Property
    void theResultIsTheRealValueRounded(
            @ForAll @DoubleRange(min = -2, max = 2) double factor,
            @ForAll @DoubleRange(min = -300, max = 300) double bias,
            @ForAll @IntRange(min = -300_000, max = 300_000) int accumulator) {
        Requantization r = Requantization.of(factor, bias);
        double real = accumulator * factor + bias;

        // Half a unit of rounding, and the error of a multiplier of at least 14 bits where the
        // factor fills it.
        double tolerance =
                0.5
                        + Math.abs(accumulator) * Math.max(Math.abs(factor) / (1 << 14), 0x1p-22)
                        + 1e-6;
        assertEquals(real, score(r, accumulator), tolerance);
    }

    @Test
    void aZeroFactorGivesTheBias() {
        assertEquals(7, activation(Requantization.of(0, 7.2), 123_456));
    }

    @Test
    void scoresAreClampedTo32Bits() {
        Requantization r = new Requantization(Short.MAX_VALUE, 0, 0);

        assertEquals(Integer.MAX_VALUE, score(r, 1 << 24));
        assertEquals(Integer.MIN_VALUE, score(r, -(1 << 24)));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Requantization.of(40_000, 0));
        assertThrows(IllegalArgumentException.class, () -> Requantization.of(Double.NaN, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> Requantization.of(1, Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> new Requantization((short) 1, 32, 0));
    }

    @Test
    void theShiftIsTheLargestThatFits() {
        Requantization r = Requantization.of(0.25, 0);

        assertEquals(16, r.shift());
        assertEquals(16384, r.multiplier());
        assertTrue(Requantization.of(1e-9, 0).shift() == 31);
    }
}
