package org.binaryconnect.hwexport.integer;

/**
 * The constants of an LSTM cell. With gates g, f, o, i as unsigned bytes:
 *
 * <pre>
 * cell'  = limit16(floor((f cell forgetMultiplier + i (g - blockZeroPoint) inputMultiplier + 2^(shift-1)) / 2^shift))
 * index  = limit8(floor((cell' indexMultiplier + indexOffset) / 2^indexShift))
 * hidden = limit8(floor((o (table[index] - tableZeroPoint) hiddenMultiplier + hiddenOffset) / 2^hiddenShift))
 * </pre>
 *
 * @param blockZeroPoint zero point of g
 * @param forgetMultiplier at least 0, below 2^30
 * @param inputMultiplier at least 0, below 2^30
 * @param shift 1 to 40
 * @param index multiplier, shift and offset of the cell's index
 * @param table the activation of the cell, 256 unsigned bytes
 * @param tableZeroPoint zero point of the table's values
 * @param hidden multiplier, shift and offset of the hidden state
 */
public record LstmConstants(
        int blockZeroPoint,
        int forgetMultiplier,
        int inputMultiplier,
        int shift,
        Requantization index,
        byte[] table,
        int tableZeroPoint,
        Requantization hidden) {

    /** The next cell state. */
    public short cell(int block, int forget, int input, short cell) {
        long sum =
                (long) forget * cell * forgetMultiplier
                        + (long) input * (block - blockZeroPoint) * inputMultiplier
                        + (1L << (shift - 1));
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sum >> shift));
    }

    /** The hidden state of a cell state. */
    public int hidden(int output, short cell) {
        int activation = Byte.toUnsignedInt(table[limit(index.apply(cell))]);
        return limit(hidden.apply(output * (activation - tableZeroPoint)));
    }

    private static int limit(long value) {
        return (int) Math.max(0, Math.min(255, value));
    }
}
