package org.binaryconnect.hwexport.fpga;

/**
 * How much hardware an operation gets.
 *
 * @param parallel accumulators, at least 1
 * @param digit bits of a multiplier that a requantizer takes a clock: 1, 2 or 4
 */
public record Allocation(int parallel, int digit) {

    /** The sizes of digits, in order. */
    static final int[] DIGITS = {1, 2, 4};

    public Allocation {
        if (parallel < 1) {
            throw new IllegalArgumentException("There must be at least 1 accumulator");
        }
    }
}
