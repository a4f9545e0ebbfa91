package org.binaryconnect.layers.normalization;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ZCA whitening: {@code (x - mean) P} with {@code P = V diag(1 / sqrt(lambda + epsilon)) V^T} from
 * the eigenvectors V and eigenvalues lambda of the covariance {@code X^T X / n} of the centred
 * training data.
 *
 * <p>Pylearn2's {@code ZCA} with its {@code filter_bias}, 0.1, which the paper's CIFAR-10 network
 * has. The authors fitted it on all 50,000 training images, behind {@link
 * GlobalContrastNormalization}.
 *
 * <p>Fitting reads the data once, in double precision. For images of 3x32x32 the eigenvectors take
 * half a minute and some 400 MB outside of the heap, the matrix 38 MB, also in the model's file.
 * The first {@link #revertFeatures} takes that half minute again. Several threads may use one
 * object; they take turns.
 *
 * <p>Features [n, values] or [n, channels, height, width], flattened in row-major order.
 */
public final class ZcaWhitening extends FeatureNormalization {

    private final double epsilon;
    private INDArray mean;
    private INDArray matrix;
    private transient INDArray inverse;
    private transient RowProduct product;

    /** Epsilon 0.1. */
    public ZcaWhitening() {
        this(0.1);
    }

    /**
     * @param epsilon what is added to each eigenvalue, above 0
     * @throws IllegalArgumentException if it is not, or not finite
     */
    public ZcaWhitening(double epsilon) {
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "epsilon must be above 0 and finite, got " + epsilon);
        }
        this.epsilon = epsilon;
    }

    /**
     * One that was fitted before.
     *
     * @param mean [1, values] float
     * @param matrix [values, values] float
     */
    ZcaWhitening(double epsilon, INDArray mean, INDArray matrix) {
        this(epsilon);
        this.mean = mean;
        this.matrix = matrix;
    }

    /** What is added to each eigenvalue. */
    public double epsilon() {
        return epsilon;
    }

    /**
     * The mean of the training data, [1, values] float.
     *
     * @throws IllegalStateException before a fit
     */
    public INDArray mean() {
        requireFit();
        return mean;
    }

    /**
     * P, symmetric [values, values] float.
     *
     * @throws IllegalStateException before a fit
     */
    public INDArray matrix() {
        requireFit();
        return matrix;
    }

    /**
     * Learns mean and matrix from all data of an iterator, which is reset before and behind.
     *
     * @throws IllegalArgumentException if there is no example, examples differ in their number of
     *     values, or a value is not finite
     */
    @Override
    public synchronized void fit(DataSetIterator data) {
        data.reset();
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            Covariance covariance = new Covariance();
            while (data.hasNext()) {
                covariance.add(data.next().getFeatures());
            }
            if (covariance.examples() == 0) {
                throw new IllegalArgumentException("There is no example to fit to");
            }
            INDArray newMean = covariance.mean().castTo(DataType.FLOAT);
            // Rounding can make a zero eigenvalue negative.
            matrix =
                    SymmetricFunction.of(
                                    covariance.takeMatrix(),
                                    lambda -> 1 / Math.sqrt(Math.max(lambda, 0) + epsilon))
                            .castTo(DataType.FLOAT);
            mean = newMean;
            inverse = null;
            product = null;
        }
        data.reset();
    }

    @Override
    synchronized void normalize(INDArray features) {
        product(features).apply(features, mean, matrix, null);
    }

    /**
     * Undoes the whitening, in place, but for rounding.
     *
     * @throws IllegalStateException before a fit
     * @throws IllegalArgumentException if examples have another number of values
     */
    @Override
    public synchronized void revertFeatures(INDArray features) {
        RowProduct rows = product(features);
        if (inverse == null) {
            try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                inverse =
                        SymmetricFunction.of(
                                        matrix.castTo(DataType.DOUBLE).dup('f'),
                                        lambda -> 1 / lambda)
                                .castTo(DataType.FLOAT);
            }
        }
        rows.apply(features, null, inverse, mean);
    }

    private RowProduct product(INDArray features) {
        requireFit();
        long values = features.length() / features.size(0);
        if (values != mean.length()) {
            throw new IllegalArgumentException(
                    "ZcaWhitening was fitted to examples of %d values, got %s"
                            .formatted(mean.length(), Arrays.toString(features.shape())));
        }
        if (product == null) {
            product = new RowProduct(values);
        }
        return product;
    }

    private void requireFit() {
        if (matrix == null) {
            throw new IllegalStateException("ZcaWhitening needs fit(data) first");
        }
    }
}
