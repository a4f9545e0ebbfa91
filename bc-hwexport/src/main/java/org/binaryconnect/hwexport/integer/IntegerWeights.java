package org.binaryconnect.hwexport.integer;

import org.binaryconnect.hwexport.packing.PackedMatrix;

/** The weights of one layer, [outputs, fan-in]. */
public sealed interface IntegerWeights {

    int rows();

    int columns();

    int value(int row, int column);

    /** Bytes in their packed form, padding included. */
    int bytes();

    /** Weights +1 and -1. */
    record Binary(PackedMatrix matrix) implements IntegerWeights {
        @Override
        public int rows() {
            return matrix.rows();
        }

        @Override
        public int columns() {
            return matrix.columns();
        }

        @Override
        public int value(int row, int column) {
            return matrix.sign(row, column);
        }

        @Override
        public int bytes() {
            return matrix.size();
        }
    }

    /**
     * Real weights as 8-bit integers, -127 to 127.
     *
     * @param matrix [outputs][fan-in]
     */
    record Int8(byte[][] matrix) implements IntegerWeights {
        @Override
        public int rows() {
            return matrix.length;
        }

        @Override
        public int columns() {
            return matrix[0].length;
        }

        @Override
        public int value(int row, int column) {
            return matrix[row][column];
        }

        @Override
        public int bytes() {
            return rows() * columns();
        }
    }
}
