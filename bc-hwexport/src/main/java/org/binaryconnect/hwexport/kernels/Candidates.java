package org.binaryconnect.hwexport.kernels;

import java.util.ArrayList;
import java.util.List;
import org.binaryconnect.hwexport.integer.IntegerWeights;
import org.binaryconnect.hwexport.integer.Operation;

/** The kernels that can compute an operation. */
public final class Candidates {

    private Candidates() {}

    /** All that run on a core. */
    public static List<KernelChoice> of(Operation.Linear operation, Core core) {
        boolean binary = operation.weights() instanceof IntegerWeights.Binary;
        if (operation instanceof Operation.DepthwiseConvolution) {
            return List.of(new KernelChoice.Depthwise(binary));
        }
        List<KernelChoice> candidates = new ArrayList<>();
        for (DenseKernel kernel : DenseKernel.on(core, binary)) {
            candidates.add(
                    operation instanceof Operation.Dense
                            ? new KernelChoice.Dense(kernel)
                            : new KernelChoice.Windows(kernel));
        }
        // An 8-bit core would multiply to find entries of 8 bytes.
        if (operation instanceof Operation.Convolution && binary && core != Core.AVR) {
            candidates.add(new KernelChoice.SharedTables());
        }
        return candidates;
    }
}
