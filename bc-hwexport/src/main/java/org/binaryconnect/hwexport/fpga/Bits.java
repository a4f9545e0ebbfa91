package org.binaryconnect.hwexport.fpga;

/** Widths of numbers. */
public final class Bits {

    private Bits() {}

    /** Of a number without sign; 0 for 0. */
    static int unsigned(long value) {
        return Long.SIZE - Long.numberOfLeadingZeros(value);
    }

    /** Of numbers of either sign up to a magnitude. */
    static int signed(long magnitude) {
        return 1 + unsigned(magnitude);
    }

    /** Of an address of so many words, at least 1: Verilog's {@code $clog2}, but 1 for one word. */
    public static int address(long words) {
        return Math.max(1, unsigned(words - 1));
    }
}
