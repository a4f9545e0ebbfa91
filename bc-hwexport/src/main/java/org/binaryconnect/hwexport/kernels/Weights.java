package org.binaryconnect.hwexport.kernels;

import org.binaryconnect.hwexport.integer.IntegerWeights;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.WeightedOperation;
import org.binaryconnect.hwexport.packing.PackedMatrix;
import org.binaryconnect.hwexport.packing.TapLayout;

/** Weights in the order in which a kernel reads them. */
public final class Weights {

    private Weights() {}

    /** All bytes of an operation's binary or 8-bit weights for a kernel. */
    public static byte[] arrange(KernelChoice choice, WeightedOperation operation) {
        if (operation instanceof Operation.Linear linear
                && linear.weights() instanceof IntegerWeights.Int8 int8) {
            return arrange(int8, choice instanceof KernelChoice.Depthwise);
        }
        PackedMatrix matrix = operation.binaryWeights();
        if (choice instanceof KernelChoice.Dense dense) {
            return dense.kernel().layout().arrange(matrix);
        } else if (choice instanceof KernelChoice.Windows windows) {
            return windows.kernel().layout().arrange(matrix);
        } else if (choice instanceof KernelChoice.SharedTables) {
            return SharedTables.arrange(matrix, operation);
        }
        return operation.isDepthwise() ? TapLayout.arrangeDepthwise(matrix) : matrix.bytes();
    }

    /** Row after row, or for a depthwise convolution tap after tap. */
    private static byte[] arrange(IntegerWeights.Int8 weights, boolean byTap) {
        int rows = weights.rows();
        int columns = weights.columns();
        byte[] bytes = new byte[weights.bytes()];
        for (int o = 0; o < rows; o++) {
            for (int i = 0; i < columns; i++) {
                bytes[byTap ? i * rows + o : o * columns + i] = weights.matrix()[o][i];
            }
        }
        return bytes;
    }

    /** The same for real weights. */
    public static float[] arrange(float[][] weights, boolean byTap) {
        int rows = weights.length;
        int columns = weights[0].length;
        float[] all = new float[Math.multiplyExact(rows, columns)];
        for (int o = 0; o < rows; o++) {
            for (int i = 0; i < columns; i++) {
                all[byTap ? i * rows + o : o * columns + i] = weights[o][i];
            }
        }
        return all;
    }
}
