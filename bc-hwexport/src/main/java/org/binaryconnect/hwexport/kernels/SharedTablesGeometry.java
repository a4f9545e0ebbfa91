package org.binaryconnect.hwexport.kernels;

import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.ir.Shape;

/** Sizes of {@code bc_conv_lut8}; see bc_conv.h. */
record SharedTablesGeometry(int scratchBytes) {

    static SharedTablesGeometry of(Operation.Linear operation, Shape input) {
        return new SharedTablesGeometry(0);
    }
}
