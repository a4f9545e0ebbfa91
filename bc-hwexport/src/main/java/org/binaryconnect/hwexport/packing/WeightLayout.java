package org.binaryconnect.hwexport.packing;

/**
 * The order in which a kernel reads the bits of a packed matrix. Rows are outputs, columns are
 * inputs; FORMAT.md has examples.
 */
public enum WeightLayout {
    /** The rows one after the other, as {@link PackedMatrix} has them. */
    ROWS {
        @Override
        public byte[] arrange(PackedMatrix matrix) {
            return matrix.bytes();
        }
    },

    /**
     * How many weights of each row are -1, 16 bits with the low byte first; then blocks of 4 rows,
     * in a block the bytes of the rows in turn.
     */
    COUNTED {
        @Override
        public byte[] arrange(PackedMatrix matrix) {
            byte[] rows = interleave(matrix, 4);
            byte[] bytes = new byte[2 * matrix.rows() + rows.length];
            for (int r = 0; r < matrix.rows(); r++) {
                int negative = matrix.columns() - matrix.positives(r);
                bytes[2 * r] = (byte) negative;
                bytes[2 * r + 1] = (byte) (negative >> 8);
            }
            System.arraycopy(rows, 0, bytes, 2 * matrix.rows(), rows.length);
            return bytes;
        }
    },

    /** Blocks of 8 rows; in a block the bytes of the rows in turn. */
    ROWS_BY_8 {
        @Override
        public byte[] arrange(PackedMatrix matrix) {
            return interleave(matrix, 8);
        }
    },

    /**
     * Groups of 8 rows; in a group one field a column, whose bit j is the weight of row j: 8, 4, 2
     * or 1 bits, as the rows of the last group need.
     */
    COLUMNS {
        @Override
        public byte[] arrange(PackedMatrix matrix) {
            return columns(matrix);
        }
    };

    /** All bytes in this order. */
    public abstract byte[] arrange(PackedMatrix matrix);

    private static byte[] interleave(PackedMatrix matrix, int block) {
        byte[] bytes = new byte[matrix.size()];
        int next = 0;
        for (int first = 0; first < matrix.rows(); first += block) {
            int rows = Math.min(block, matrix.rows() - first);
            for (int g = 0; g < matrix.rowBytes(); g++) {
                for (int r = 0; r < rows; r++) {
                    bytes[next++] = matrix.byteAt(first + r, g);
                }
            }
        }
        return bytes;
    }

    /** Bits of a field of {@link #COLUMNS} for a group of so many rows. */
    public static int fieldBits(int rows) {
        return rows > 4 ? 8 : rows > 2 ? 4 : rows;
    }

    /** Bytes of a matrix in {@link #COLUMNS}. */
    public static int columnBytes(int rows, int columns) {
        int rest = rows % 8;
        int bytes = rows / 8 * columns;
        return rest == 0 ? bytes : bytes + (columns * fieldBits(rest) + 7) / 8;
    }

    private static byte[] columns(PackedMatrix matrix) {
        byte[] bytes = new byte[columnBytes(matrix.rows(), matrix.columns())];
        int start = 0;
        for (int first = 0; first < matrix.rows(); first += 8) {
            int rows = Math.min(8, matrix.rows() - first);
            int field = fieldBits(rows);
            for (int c = 0; c < matrix.columns(); c++) {
                for (int r = 0; r < rows; r++) {
                    if (matrix.sign(first + r, c) > 0) {
                        int bit = c * field + r;
                        bytes[start + bit / 8] |= (byte) (1 << (bit % 8));
                    }
                }
            }
            start += (matrix.columns() * field + 7) / 8;
        }
        return bytes;
    }
}
