package org.binaryconnect.hwexport.kernels;

import org.binaryconnect.hwexport.integer.IntegerWeights;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.packing.PackedMatrix;

/** Weights in the order in which a kernel reads them. */
public final class Weights {

    private Weights() {}

    /**
     * All bytes of an operation's weights for a kernel.
     *
     * @param input shape of the operation's input
     */
    public static byte[] arrange(KernelChoice choice, Operation.Linear operation, Shape input) {
        if (operation.weights() instanceof IntegerWeights.Int8 int8) {
            byte[] bytes = new byte[int8.bytes()];
            for (int o = 0; o < int8.rows(); o++) {
                System.arraycopy(int8.matrix()[o], 0, bytes, o * int8.columns(), int8.columns());
            }
            return bytes;
        }
        PackedMatrix matrix = ((IntegerWeights.Binary) operation.weights()).matrix();
        if (choice instanceof KernelChoice.Dense dense) {
            return dense.kernel().layout().arrange(matrix);
        } else if (choice instanceof KernelChoice.Windows windows) {
            return windows.kernel().layout().arrange(matrix);
        }
        return matrix.bytes();
    }
}
