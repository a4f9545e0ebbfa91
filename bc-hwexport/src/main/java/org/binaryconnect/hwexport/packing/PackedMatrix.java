package org.binaryconnect.hwexport.packing;

import java.util.Arrays;

/**
 * An immutable matrix of +1 and -1 in one bit an element: bit 1 is +1, bit 0 is -1; column c of a
 * row is bit {@code c % 8} (least significant first) of byte {@code c / 8} of that row; rows follow
 * one another, each padded with 0 bits to whole bytes.
 *
 * <p>Example: the row (+1, -1, -1, +1, +1, -1, -1, -1, +1) is the bytes {@code 0x19 0x01}.
 */
public final class PackedMatrix {

    private final int rows;
    private final int columns;
    private final byte[] bytes;

    private PackedMatrix(int rows, int columns, byte[] bytes) {
        this.rows = rows;
        this.columns = columns;
        this.bytes = bytes;
    }

    /** Whether the element at a row and column is +1. */
    @FunctionalInterface
    public interface Signs {
        boolean isPositive(int row, int column);
    }

    /**
     * Packs a matrix.
     *
     * @param rows at least 1; for a layer's weights, its outputs
     * @param columns at least 1; for a layer's weights, its fan-in
     */
    public static PackedMatrix pack(int rows, int columns, Signs signs) {
        byte[] bytes = new byte[checkedSize(rows, columns)];
        int rowBytes = rowBytes(columns);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                if (signs.isPositive(r, c)) {
                    bytes[r * rowBytes + c / 8] |= (byte) (1 << (c % 8));
                }
            }
        }
        return new PackedMatrix(rows, columns, bytes);
    }

    /**
     * Takes bytes that are packed already.
     *
     * @throws IllegalArgumentException if their number does not fit the shape or a padding bit is 1
     */
    public static PackedMatrix of(int rows, int columns, byte[] bytes) {
        int size = checkedSize(rows, columns);
        if (bytes.length != size) {
            throw new IllegalArgumentException(
                    "A packed matrix of %d rows and %d columns has %d bytes, got %d"
                            .formatted(rows, columns, size, bytes.length));
        }
        PackedMatrix matrix = new PackedMatrix(rows, columns, bytes.clone());
        int paddingMask = columns % 8 == 0 ? 0 : 0xFF << (columns % 8) & 0xFF;
        for (int r = 0; r < rows; r++) {
            if ((bytes[(r + 1) * matrix.rowBytes() - 1] & paddingMask) != 0) {
                throw new IllegalArgumentException(
                        "Row %d of a packed matrix has padding bits that are not 0".formatted(r));
            }
        }
        return matrix;
    }

    private static int checkedSize(int rows, int columns) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "A packed matrix needs at least 1 row and 1 column, got %d and %d"
                            .formatted(rows, columns));
        }
        return Math.multiplyExact(rows, rowBytes(columns));
    }

    private static int rowBytes(int columns) {
        return (columns + 7) / 8;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** Bytes from one row to the next. */
    public int rowBytes() {
        return rowBytes(columns);
    }

    /** Bytes of the whole matrix, padding included. */
    public int size() {
        return bytes.length;
    }

    /** A copy of all bytes, row after row. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** A copy of one row's bytes. */
    public byte[] row(int row) {
        return Arrays.copyOfRange(bytes, row * rowBytes(), (row + 1) * rowBytes());
    }

    /** One byte: the elements of 8 columns of a row, the group's number from 0. */
    public byte byteAt(int row, int group) {
        return bytes[row * rowBytes() + group];
    }

    /** How many elements of a row are +1. */
    public int positives(int row) {
        int count = 0;
        for (int g = 0; g < rowBytes(); g++) {
            count += Integer.bitCount(Byte.toUnsignedInt(byteAt(row, g)));
        }
        return count;
    }

    /** The element at a row and column: +1 or -1. */
    public int sign(int row, int column) {
        return (bytes[row * rowBytes() + column / 8] >> (column % 8) & 1) == 1 ? 1 : -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PackedMatrix that
                && rows == that.rows
                && columns == that.columns
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "PackedMatrix(%d x %d)".formatted(rows, columns);
    }
}
