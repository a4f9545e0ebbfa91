package org.binaryconnect.layers.normalization;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Mean and covariance of features that come in batches, {@code X^T X / n} of the centred features,
 * in double precision.
 *
 * <p>Sums are of the features less the mean of the first batch, so that a mean that is large
 * against the deviation takes no digits from the difference in the end.
 */
final class Covariance {

    private long examples;
    private INDArray shift;
    private INDArray sums;
    private INDArray products;
    private INDArray rows;

    /**
     * @param features [examples, ...], flattened in row-major order
     * @throws IllegalArgumentException if examples have another number of values than before
     */
    void add(INDArray features) {
        long n = features.size(0);
        long values = features.length() / n;
        if (sums != null && values != sums.length()) {
            throw new IllegalArgumentException(
                    "Examples of %d values come after examples of %d"
                            .formatted(values, sums.length()));
        }
        if (rows == null || rows.size(0) != n) {
            rows = Nd4j.createUninitialized(DataType.DOUBLE, n, values);
        }
        rows.assign(features.reshape('c', n, values));
        if (sums == null) {
            shift = rows.mean(true, 0);
            sums = Nd4j.create(DataType.DOUBLE, 1, values);
            products = Nd4j.create(DataType.DOUBLE, new long[] {values, values}, 'f');
        }
        rows.subiRowVector(shift);
        sums.addi(rows.sum(true, 0));
        Nd4j.gemm(rows, rows, products, true, false, 1, 1);
        examples += n;
    }

    /** The number of examples so far. */
    long examples() {
        return examples;
    }

    /** [1, values] in double precision. */
    INDArray mean() {
        return sums.div(examples).addi(shift);
    }

    /** [values, values] in double precision; this object is of no use afterwards. */
    INDArray takeMatrix() {
        INDArray difference = sums.div(examples);
        products.divi(examples);
        return Nd4j.gemm(difference, difference, products, true, false, -1, 1);
    }
}
