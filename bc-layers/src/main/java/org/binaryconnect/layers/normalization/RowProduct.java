package org.binaryconnect.layers.normalization;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Multiplies examples by a symmetric matrix in place, with memory that it keeps. One thread. */
final class RowProduct {

    /** Examples that are multiplied at a time. */
    private static final int BLOCK = 256;

    private final INDArray rows;
    private final INDArray products;

    /**
     * @param values of an example
     */
    RowProduct(long values) {
        // A workspace of the caller would take the memory back.
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            rows = Nd4j.createUninitialized(DataType.FLOAT, BLOCK, values);
            products = Nd4j.createUninitialized(DataType.FLOAT, new long[] {values, BLOCK}, 'f');
        }
    }

    /**
     * Replaces each example {@code x} by {@code (x - before) matrix + after}.
     *
     * @param features [examples, ...] of a floating-point type; changed in place
     * @param before [1, values], or null for zero
     * @param matrix [values, values] float, symmetric
     * @param after [1, values], or null for zero
     */
    void apply(INDArray features, INDArray before, INDArray matrix, INDArray after) {
        for (long first = 0; first < features.size(0); first += BLOCK) {
            long end = Math.min(features.size(0), first + BLOCK);
            INDArray part = features;
            if (end - first < features.size(0)) {
                part = features.get(NDArrayIndex.interval(first, end));
            }
            block(part, before, matrix, after);
        }
    }

    private void block(INDArray features, INDArray before, INDArray matrix, INDArray after) {
        long n = features.size(0);
        INDArray x = rows.get(NDArrayIndex.interval(0, n), NDArrayIndex.all());
        INDArray transposed = products.get(NDArrayIndex.all(), NDArrayIndex.interval(0, n));
        x.assign(features.reshape('c', x.shape()));
        if (before != null) {
            x.subiRowVector(before);
        }
        // ND4J wants the result in order f, which is order c of its transpose.
        Nd4j.gemm(matrix, x, transposed, false, true, 1, 0);
        INDArray y = transposed.transpose();
        if (after != null) {
            y.addiRowVector(after);
        }
        features.assign(y.reshape('c', features.shape()));
    }
}
