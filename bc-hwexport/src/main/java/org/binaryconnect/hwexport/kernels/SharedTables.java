package org.binaryconnect.hwexport.kernels;

import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.ir.Shape;

/** Sizes and loops of {@code bc_conv_lut8}; its C file has the method. */
final class SharedTables {

    private SharedTables() {}

    static int scratchBytes(Operation.Linear operation, Shape input) {
        throw new UnsupportedOperationException();
    }

    static double[] features(Operation.Linear operation, Shape input) {
        throw new UnsupportedOperationException();
    }
}
