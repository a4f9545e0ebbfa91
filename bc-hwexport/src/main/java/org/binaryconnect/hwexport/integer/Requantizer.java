package org.binaryconnect.hwexport.integer;

import java.util.List;

/**
 * Turns the accumulators of a layer into its outputs: one {@link Requantization} a channel, then
 * limits.
 *
 * @param channels one a channel
 * @param minimum smallest output
 * @param maximum largest output
 */
public record Requantizer(List<Requantization> channels, int minimum, int maximum) {

    public Requantizer {
        channels = List.copyOf(channels);
        if (minimum > maximum) {
            throw new IllegalArgumentException(
                    "The smallest output %d is above the largest, %d".formatted(minimum, maximum));
        }
    }

    /** The output of one channel. */
    public int apply(int channel, int accumulator) {
        long value = channels.get(channel).apply(accumulator);
        return (int) Math.max(minimum, Math.min(maximum, value));
    }

    /** Bytes of the constants in flash: 16 bits, 8 bits and 32 bits a channel. */
    public int bytes() {
        return 7 * channels.size();
    }
}
