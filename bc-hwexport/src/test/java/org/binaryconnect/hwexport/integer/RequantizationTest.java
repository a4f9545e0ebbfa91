package org.binaryconnect.hwexport.integer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RequantizationTest {

    /** The worked examples of FORMAT.md, section 2. */
    @Test
    void theExamplesOfTheSpecificationHoldToTheBit() {
        Requantization r = new Requantization((short) 3, 2, 2);

        assertEquals(8, r.activation(10)); // (30 + 2) / 4
        assertEquals(2, r.activation(2)); // (6 + 2) / 4: one and a half rounds up
        assertEquals(0, r.activation(-10)); // -28 / 4, clamped
        assertEquals(-7, r.score(-10)); // -28 / 4
        assertEquals(-8, r.score(-11)); // -31 / 4 rounds down
        assertEquals(255, r.activation(1000));
        assertEquals(750, r.score(1000));
    }

    @Test
    void negativeMultipliersTurnTheOrderAround() {
        Requantization r = Requantization.of(-0.5, 10);

        assertEquals(10, r.activation(0));
        assertEquals(0, r.activation(20));
        assertEquals(20, r.activation(-20));
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
        assertEquals(real, r.score(accumulator), tolerance);
    }

    @Test
    void aZeroFactorGivesTheBias() {
        assertEquals(7, Requantization.of(0, 7.2).activation(123_456));
    }

    @Test
    void scoresAreClampedTo32Bits() {
        Requantization r = new Requantization(Short.MAX_VALUE, 0, 0);

        assertEquals(Integer.MAX_VALUE, r.score(1 << 24));
        assertEquals(Integer.MIN_VALUE, r.score(-(1 << 24)));
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
