package org.binaryconnect.hwexport.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.integer.Requantization;
import org.binaryconnect.hwexport.integer.Requantizer;
import org.junit.jupiter.api.Test;

class PowerOfTwoTest {

    private static Requantization nearest(int multiplier, int shift, int offset) {
        return PowerOfTwo.nearest(new Requantization((short) multiplier, shift, offset));
    }

    /** 3 is nearer to 4 than to 2 as a factor; the bias, 10 - 2, grows along. */
    @Test
    void theOffsetGoesAlong() {
        assertEquals(new Requantization((short) 4, 2, 13), nearest(3, 2, 10));
        assertEquals(new Requantization((short) -4, 2, 13), nearest(-3, 2, 10));
        assertEquals(new Requantization((short) 4, 0, -11), nearest(5, 0, -14));
    }

    /** 30000 is nearest to 2^15, which is 2^14 with a shift less. */
    @Test
    void aLargeMultiplierHasASmallerShift() {
        assertEquals(
                new Requantization((short) 16384, 19, (1 << 18) + 546),
                nearest(30000, 20, (1 << 19) + 1000));
    }

    @Test
    void powersOfTwoStay() {
        for (int multiplier : new int[] {0, 1, -1, 2, 1024, -16384}) {
            assertEquals(
                    new Requantization((short) multiplier, 7, 12345),
                    nearest(multiplier, 7, 12345));
        }
    }

    @Test
    void whatHasNoneNearIsRefused() {
        assertThrows(ExportException.class, () -> nearest(32767, 0, 0));
        assertEquals(14, Math.getExponent((float) nearest(32767, 1, 1).multiplier()));
    }

    /** Zero crossings stay, and outputs are off by a factor of at most the square root of two. */
    @Test
    void outputsAreNear() {
        Random random = new Random(1);
        for (int n = 0; n < 10_000; n++) {
            Requantization channel =
                    Requantization.of(
                            random.nextGaussian() * Math.exp(-5 * random.nextDouble()),
                            100 * random.nextGaussian());
            Requantization near = PowerOfTwo.nearest(channel);
            int accumulator = (int) (100_000 * random.nextGaussian());
            double real = real(channel, accumulator);
            double found = real(near, accumulator);

            double ratio = gain(near) / gain(channel);
            assertEquals(1, Integer.bitCount(Math.abs(near.multiplier())));
            assertTrue(ratio > Math.sqrt(0.4999) && ratio < Math.sqrt(2.0001), "ratio " + ratio);
            // The offset is an integer.
            assertEquals(ratio * real, found, Math.scalb(1.0, -near.shift()));
        }
    }

    private static double gain(Requantization channel) {
        return channel.multiplier() / Math.scalb(1.0, channel.shift());
    }

    /** Before it is rounded. */
    private static double real(Requantization channel, int accumulator) {
        double half = channel.shift() == 0 ? 0 : 1L << (channel.shift() - 1);
        return ((double) accumulator * channel.multiplier() + channel.offset() - half)
                / Math.scalb(1.0, channel.shift());
    }

    @Test
    void everyRequantizationOfANetworkIsReplaced() {
        int networks = 0;
        int refused = 0;
        for (long seed = 0; seed < 100; seed++) {
            IntegerNetwork network = RandomGraphs.graph(seed);
            IntegerNetwork found;
            try {
                found = PowerOfTwo.apply(new QuantizedNetwork(null, network, Map.of())).network();
            } catch (ExportException e) {
                refused++;
                assertTrue(
                        e.getMessage()
                                .matches(
                                        "Layer \".*\" \\((Add|Combine|LstmCell)\\) multiplies in a way .*|Layer \".*\": The multiplier .* has no power of two near it.*"),
                        e.getMessage());
                continue;
            }
            networks++;
            assertEquals(network.operations().size(), found.operations().size());
            for (Operation operation : found.operations()) {
                requantizers(operation)
                        .forEach(
                                requantizer ->
                                        requantizer
                                                .channels()
                                                .forEach(
                                                        channel ->
                                                                assertTrue(
                                                                        Integer.bitCount(
                                                                                        Math.abs(
                                                                                                channel
                                                                                                        .multiplier()))
                                                                                <= 1)));
            }
        }
        assertTrue(networks > 30 && refused > 10, networks + " and " + refused);
    }

    private static List<Requantizer> requantizers(Operation operation) {
        Requantizer requantizer =
                operation instanceof Operation.Requantized requantized
                        ? requantized.requantizer()
                        : null;
        return requantizer == null ? List.of() : List.of(requantizer);
    }
}
