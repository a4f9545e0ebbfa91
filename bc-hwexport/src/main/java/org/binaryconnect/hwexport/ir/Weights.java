package org.binaryconnect.hwexport.ir;

import org.binaryconnect.hwexport.packing.PackedMatrix;

/** A matrix of weights, [outputs, fan-in]. */
public sealed interface Weights {

    int rows();

    int columns();

    double value(int row, int column);

    /** Whether all weights are +1 or -1. */
    boolean isBinary();

    /** Weights +1 and -1. */
    record Binary(PackedMatrix matrix) implements Weights {
        @Override
        public int rows() {
            return matrix.rows();
        }

        @Override
        public int columns() {
            return matrix.columns();
        }

        @Override
        public double value(int row, int column) {
            return matrix.sign(row, column);
        }

        @Override
        public boolean isBinary() {
            return true;
        }
    }

    /**
     * Real weights, which become 8-bit integers.
     *
     * @param matrix [outputs][fan-in], finite
     */
    record Real(float[][] matrix) implements Weights {
        @Override
        public int rows() {
            return matrix.length;
        }

        @Override
        public int columns() {
            return matrix[0].length;
        }

        @Override
        public double value(int row, int column) {
            return matrix[row][column];
        }

        @Override
        public boolean isBinary() {
            return false;
        }
    }
}
