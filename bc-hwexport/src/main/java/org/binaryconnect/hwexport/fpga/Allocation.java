package org.binaryconnect.hwexport.fpga;

import java.util.Arrays;

/**
 * How much hardware an operation gets.
 *
 * @param parallel accumulators, at least 1
 * @param digit bits of a multiplier that a requantizer takes a clock: 1, 2 or 4; or {@link
 *     #PIPELINED}
 */
public record Allocation(int parallel, int digit) {

    /** All bits of a multiplier: a value every clock. */
    public static final int PIPELINED = 16;

    /** From the smallest requantizer to the fastest. */
    static final int[] DIGITS = {1, 2, 4, PIPELINED};

    public Allocation {
        if (parallel < 1 || Arrays.stream(DIGITS).noneMatch(d -> d == digit)) {
            throw new IllegalArgumentException(
                    "There are no %d accumulators with digits of %d bits"
                            .formatted(parallel, digit));
        }
    }
}
