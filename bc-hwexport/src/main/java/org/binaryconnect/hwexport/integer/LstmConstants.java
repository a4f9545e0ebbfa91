package org.binaryconnect.hwexport.integer;

/**
 * The constants of an LSTM cell. A unit's four sums are unsigned bytes; tables turn the first into
 * the block input g, the others into the gates f, o, i, which are real values times 255. Then
 *
 * <pre>
 * cell'  = limit16(floor((f cell forgetMultiplier + i (g - blockZeroPoint) inputMultiplier + 2^(shift-1)) / 2^shift))
 * index  = limit8(floor((cell' indexMultiplier + indexOffset) / 2^indexShift))
 * hidden = limit8(floor((o (cellTable[index] - cellTableZeroPoint) hiddenMultiplier + hiddenOffset) / 2^hiddenShift))
 * </pre>
 *
 * @param blockTable activation of the block input, 256 unsigned bytes
 * @param gateTable activation of the gates, 256 unsigned bytes
 * @param blockZeroPoint zero point of g
 * @param forgetMultiplier 0 to 2^30
 * @param inputMultiplier 0 to 2^30
 * @param shift 1 to 40
 * @param index multiplier, shift and offset of the cell's index
 * @param cellTable activation of the cell, 256 unsigned bytes
 * @param cellTableZeroPoint zero point of its values
 * @param hidden multiplier, shift and offset of the hidden state
 */
public record LstmConstants(
        byte[] blockTable,
        byte[] gateTable,
        int blockZeroPoint,
        int forgetMultiplier,
        int inputMultiplier,
        int shift,
        Requantization index,
        byte[] cellTable,
        int cellTableZeroPoint,
        Requantization hidden) {

    /** The next cell state from the sums of block input, forget and input gate. */
    public short cell(int block, int forget, int input, short cell) {
        long sum =
                (long) entry(gateTable, forget) * cell * forgetMultiplier
                        + (long) entry(gateTable, input)
                                * (entry(blockTable, block) - blockZeroPoint)
                                * inputMultiplier
                        + (1L << (shift - 1));
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sum >> shift));
    }

    /** The hidden state from the sum of the output gate and the cell state. */
    public int hidden(int output, short cell) {
        int activation = entry(cellTable, limit(index.apply(cell)));
        return limit(hidden.apply(entry(gateTable, output) * (activation - cellTableZeroPoint)));
    }

    private static int entry(byte[] table, int index) {
        return Byte.toUnsignedInt(table[index]);
    }

    private static int limit(long value) {
        return (int) Math.max(0, Math.min(255, value));
    }
}
