package org.binaryconnect.hwexport.kernels;

import org.binaryconnect.hwexport.integer.IntegerWeights;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.packing.PackedMatrix;
import org.binaryconnect.hwexport.packing.TapLayout;

/** Weights in the order in which a kernel reads them. */
public final class Weights {

    private Weights() {}

    /** All bytes of an operation's weights for a kernel. */
    public static byte[] arrange(KernelChoice choice, Operation.Linear operation) {
        if (operation.weights() instanceof IntegerWeights.Int8 int8) {
            return arrange(int8, choice instanceof KernelChoice.Depthwise);
        }
        PackedMatrix matrix = ((IntegerWeights.Binary) operation.weights()).matrix();
        if (choice instanceof KernelChoice.Dense dense) {
            return dense.kernel().layout().arrange(matrix);
        } else if (choice instanceof KernelChoice.Windows windows) {
            return windows.kernel().layout().arrange(matrix);
        }
        return choice instanceof KernelChoice.SharedTables
                ? SharedTables.arrange(matrix, operation)
                : TapLayout.arrangeDepthwise(matrix);
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
}
