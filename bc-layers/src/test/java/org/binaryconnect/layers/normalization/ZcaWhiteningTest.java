package org.binaryconnect.layers.normalization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

class ZcaWhiteningTest {

    /** Around the mean (10, 20) the covariance is diag(0.5, 2). */
    private static INDArray cross() {
        return Nd4j.create(new float[][] {{11, 20}, {9, 20}, {10, 22}, {10, 18}});
    }

    @Test
    void aDiagonalCovarianceByHand() {
        ZcaWhitening whitening = new ZcaWhitening();
        whitening.fit(new DataSet(cross(), Nd4j.ones(4, 1)));
        assertArrayEquals(new float[] {10, 20}, whitening.mean().toFloatVector());
        float first = (float) (1 / Math.sqrt(0.6));
        float second = (float) (1 / Math.sqrt(2.1));
        INDArray features = cross();
        whitening.transform(features);
        float[][] expected = {{first, 0}, {-first, 0}, {0, 2 * second}, {0, -2 * second}};
        for (int e = 0; e < 4; e++) {
            assertArrayEquals(expected[e], features.getRow(e).toFloatVector(), 1e-6f);
        }
    }

    /**
     * P is the one symmetric positive definite matrix with {@code P (C + epsilon I) P = I}: whether
     * it is that, with the covariance from loops over the data.
     */
    @Property(tries = 40)
    void theMatrixIsTheInverseRootOfTheCovariance(
            @ForAll @IntRange(min = 1, max = 20) int first,
            @ForAll @IntRange(min = 1, max = 20) int second,
            @ForAll @IntRange(min = 1, max = 12) int values,
            @ForAll @IntRange(min = 0, max = 2) int epsilons,
            @ForAll long seed) {
        double epsilon = new double[] {0.1, 0.01, 3}[epsilons];
        INDArray features = Batches.random(seed, first + second, values);
        ZcaWhitening whitening = new ZcaWhitening(epsilon);
        whitening.fit(Batches.iterator(features, first, second));
        double[][] x = Batches.rows(features);
        double[] mean = mean(x);
        assertArrayEquals(mean, whitening.mean().toDoubleVector(), 1e-5);
        double[][] covariance = covariance(x, mean);
        for (int i = 0; i < values; i++) {
            covariance[i][i] += epsilon;
        }
        double[][] p = Batches.rows(whitening.matrix());
        double[][] unit = product(product(p, covariance), p);
        for (int i = 0; i < values; i++) {
            for (int j = 0; j < values; j++) {
                assertEquals(i == j ? 1 : 0, unit[i][j], 1e-4);
                assertEquals(p[i][j], p[j][i], 1e-6);
            }
        }
        // Positive definite, as x^T P x shows for the data and the axes.
        for (double[] example : x) {
            double form = 0;
            for (int i = 0; i < values; i++) {
                for (int j = 0; j < values; j++) {
                    form += example[i] * p[i][j] * example[j];
                }
            }
            assertFalse(form < 0);
        }
    }

    @Property(tries = 40)
    void featuresOfEveryFormAreMultipliedAndRestored(
            @ForAll @IntRange(min = 1, max = 6) int n,
            @ForAll @IntRange(min = 1, max = 3) int size,
            @ForAll boolean images,
            @ForAll Batches.Form form,
            @ForAll long seed) {
        long[] shape = images ? new long[] {n, 2, size, 2} : new long[] {n, 4L * size};
        ZcaWhitening whitening = new ZcaWhitening();
        whitening.fit(Batches.iterator(Batches.random(seed + 1, 30, 4L * size), 13, 17));
        INDArray values = Batches.random(seed, shape);
        INDArray features = Batches.as(form, values);
        whitening.transform(features);
        double[][] x = Batches.rows(values);
        double[] mean = whitening.mean().toDoubleVector();
        for (double[] example : x) {
            for (int i = 0; i < mean.length; i++) {
                example[i] -= mean[i];
            }
        }
        double[][] expected = product(x, Batches.rows(whitening.matrix()));
        double[][] found = Batches.rows(features);
        for (int e = 0; e < n; e++) {
            assertArrayEquals(expected[e], found[e], 1e-4);
        }
        whitening.revertFeatures(features);
        double[][] original = Batches.rows(values);
        double[][] restored = Batches.rows(features);
        for (int e = 0; e < n; e++) {
            assertArrayEquals(original[e], restored[e], 1e-4);
        }
    }

    /** More examples than are multiplied at a time, each as by itself. */
    @Test
    void largeArraysAreMultipliedInBlocks() {
        INDArray features = Batches.random(3, 600, 1, 2, 3);
        ZcaWhitening whitening = new ZcaWhitening();
        whitening.fit(Batches.iterator(features, 600));
        INDArray whole = features.dup();
        whitening.transform(whole);
        for (int e : new int[] {0, 255, 256, 599}) {
            INDArray one = features.slice(e).dup().reshape(1, 1, 2, 3);
            whitening.transform(one);
            assertArrayEquals(
                    one.reshape(6).toFloatVector(),
                    whole.slice(e).dup().reshape(6).toFloatVector(),
                    1e-5f);
        }
    }

    @Test
    void batchesDoNotChangeTheFit() {
        INDArray features = Batches.random(5, 60, 2, 3, 2);
        ZcaWhitening one = new ZcaWhitening();
        one.fit(Batches.iterator(features, 60));
        ZcaWhitening several = new ZcaWhitening();
        DataSetIterator data = Batches.iterator(features, 20, 1, 30, 9);
        data.next(); // It is reset.
        several.fit(data);
        assertArrayEquals(
                one.matrix().reshape(-1).toFloatVector(),
                several.matrix().reshape(-1).toFloatVector(),
                1e-6f);
        assertEquals(20, data.next().numExamples());
    }

    /** In float arithmetic squares of 3000 leave nothing of a deviation of 1. */
    @Test
    void aLargeMeanTakesNoDigits() {
        INDArray features = Batches.random(7, 200, 5);
        ZcaWhitening centred = new ZcaWhitening();
        centred.fit(Batches.iterator(features, 100, 100));
        ZcaWhitening shifted = new ZcaWhitening();
        shifted.fit(Batches.iterator(features.add(3000), 100, 100));
        assertArrayEquals(
                centred.matrix().reshape(-1).toFloatVector(),
                shifted.matrix().reshape(-1).toFloatVector(),
                1e-3f);
    }

    @Test
    void aSecondFitReplacesTheFirst() {
        INDArray features = Batches.random(9, 40, 6);
        ZcaWhitening twice = new ZcaWhitening();
        twice.fit(Batches.iterator(Batches.random(8, 40, 4), 40));
        INDArray other = Batches.random(8, 2, 4);
        twice.transform(other);
        twice.revertFeatures(other);
        twice.fit(Batches.iterator(features, 40));
        ZcaWhitening once = new ZcaWhitening();
        once.fit(Batches.iterator(features, 40));
        INDArray expected = features.dup();
        once.transform(expected);
        INDArray found = features.dup();
        twice.transform(found);
        assertEquals(expected, found);
        twice.revertFeatures(found);
        assertArrayEquals(
                features.reshape(-1).toFloatVector(), found.reshape(-1).toFloatVector(), 1e-4f);
    }

    @Test
    void misuseIsNamed() {
        ZcaWhitening whitening = new ZcaWhitening();
        INDArray features = cross();
        assertEquals(
                "ZcaWhitening needs fit(data) first",
                assertThrows(IllegalStateException.class, () -> whitening.transform(features))
                        .getMessage());
        assertThrows(IllegalStateException.class, () -> whitening.revertFeatures(features));
        assertThrows(IllegalStateException.class, whitening::matrix);
        DataSetIterator empty = new ExistingDataSetIterator(Collections.emptyList());
        assertEquals(
                "There is no example to fit to",
                assertThrows(IllegalArgumentException.class, () -> whitening.fit(empty))
                        .getMessage());
        DataSet broken = new DataSet(cross().putScalar(3, Float.NaN), Nd4j.ones(4, 1));
        assertEquals(
                "The data holds values that are not finite",
                assertThrows(IllegalArgumentException.class, () -> whitening.fit(broken))
                        .getMessage());
        whitening.fit(new DataSet(cross(), Nd4j.ones(4, 1)));
        INDArray wider = Nd4j.zeros(DataType.FLOAT, 2, 3);
        assertEquals(
                "ZcaWhitening was fitted to examples of 2 values, got [2, 3]",
                assertThrows(IllegalArgumentException.class, () -> whitening.transform(wider))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void epsilonsOutOfRangeAreRefused(double epsilon) {
        assertThrows(IllegalArgumentException.class, () -> new ZcaWhitening(epsilon));
    }

    private static double[] mean(double[][] x) {
        double[] mean = new double[x[0].length];
        for (double[] example : x) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += example[i] / x.length;
            }
        }
        return mean;
    }

    private static double[][] covariance(double[][] x, double[] mean) {
        double[][] covariance = new double[mean.length][mean.length];
        for (double[] example : x) {
            for (int i = 0; i < mean.length; i++) {
                for (int j = 0; j < mean.length; j++) {
                    covariance[i][j] += (example[i] - mean[i]) * (example[j] - mean[j]) / x.length;
                }
            }
        }
        return covariance;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }
}
