package org.binaryconnect.hwexport.kernels;

import java.util.ArrayList;
import java.util.List;
import org.binaryconnect.hwexport.integer.Tensor.Element;
import org.binaryconnect.hwexport.integer.WeightedOperation;

/** The kernels that can compute an operation. */
public final class Candidates {

    private Candidates() {}

    /** All that run on a core. */
    public static List<KernelChoice> of(WeightedOperation operation, Core core) {
        return operation.output().element() == Element.F32
                ? floats(operation, core)
                : integers(operation, core);
    }

    private static List<KernelChoice> integers(WeightedOperation operation, Core core) {
        boolean binary = operation.binaryWeights() != null;
        if (operation.isDepthwise()) {
            return List.of(new KernelChoice.Depthwise(binary));
        }
        boolean isDense = operation.window() == null;
        List<KernelChoice> candidates = new ArrayList<>();
        for (DenseKernel kernel : DenseKernel.on(core, binary)) {
            candidates.add(
                    isDense ? new KernelChoice.Dense(kernel) : new KernelChoice.Windows(kernel));
        }
        // An 8-bit core would multiply to find entries of 8 bytes.
        if (!isDense && binary && core != Core.AVR) {
            candidates.add(new KernelChoice.SharedTables());
        }
        return candidates;
    }

    private static List<KernelChoice> floats(WeightedOperation operation, Core core) {
        boolean binary = operation.binaryWeights() != null;
        List<KernelChoice> candidates = new ArrayList<>();
        if (core == Core.AVR) {
            return candidates;
        } else if (operation.isDepthwise()) {
            candidates.add(new KernelChoice.FloatDepthwise(binary));
            return candidates;
        }
        for (FloatKernel kernel : FloatKernel.values()) {
            if (kernel.isBinary() == binary) {
                candidates.add(
                        operation.window() == null
                                ? new KernelChoice.FloatDense(kernel)
                                : new KernelChoice.FloatWindows(kernel));
            }
        }
        return candidates;
    }
}
