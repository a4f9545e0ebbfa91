package org.binaryconnect.layers.normalization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class GlobalContrastNormalizationTest {

    @Test
    void examplesGetMeanZeroAndTheScaleAsNorm() {
        INDArray features = Nd4j.create(new float[][] {{1, 2, 3, 6}, {0, 0, 0, 4}});
        new GlobalContrastNormalization(55).transform(features);
        double unit = 55 / Math.sqrt(14);
        assertArrayEquals(
                new float[] {(float) (-2 * unit), (float) -unit, 0, (float) (3 * unit)},
                features.getRow(0).toFloatVector(),
                1e-5f);
        unit = 55 / Math.sqrt(12);
        assertArrayEquals(
                new float[] {(float) -unit, (float) -unit, (float) -unit, (float) (3 * unit)},
                features.getRow(1).toFloatVector(),
                1e-5f);
    }

    @Test
    void examplesWithoutContrastBecomeZero() {
        INDArray features = Nd4j.create(new float[][] {{7, 7, 7}, {1, 0, -1}});
        new GlobalContrastNormalization(1).transform(features);
        float half = (float) Math.sqrt(0.5);
        assertArrayEquals(new float[][] {{0, 0, 0}, {half, 0, -half}}, features.toFloatMatrix());
    }

    /**
     * The norm is 1.4e-8: above 1e-8, but not when it is divided by the scale, as pylearn2 does.
     */
    @Test
    void theSmallestNormIsMeasuredInUnitsOfTheScale() {
        INDArray features = Nd4j.create(new float[][] {{0, 2e-8f}});
        INDArray same = features.dup();
        new GlobalContrastNormalization(55).transform(features);
        assertArrayEquals(new float[] {-1e-8f, 1e-8f}, features.toFloatVector(), 1e-15f);
        new GlobalContrastNormalization(1).transform(same);
        assertEquals(Math.sqrt(0.5), same.getDouble(1), 1e-7);
    }

    @Property(tries = 100)
    void equalsItsFormulaInEveryForm(
            @ForAll @IntRange(min = 1, max = 5) int n,
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @IntRange(min = 2, max = 6) int size,
            @ForAll boolean images,
            @ForAll Batches.Form form,
            @ForAll long seed) {
        long[] shape =
                images ? new long[] {n, channels, size, size + 1} : new long[] {n, channels * size};
        INDArray values = Batches.random(seed, shape);
        double[][] expected = Batches.rows(values);
        for (double[] example : expected) {
            double mean = 0;
            for (double x : example) {
                mean += x / example.length;
            }
            double squares = 0;
            for (double x : example) {
                squares += Math.pow(x - mean, 2);
            }
            for (int i = 0; i < example.length; i++) {
                example[i] = 10 * (example[i] - mean) / Math.sqrt(squares);
            }
        }
        INDArray features = Batches.as(form, values);
        new GlobalContrastNormalization(10).transform(features);
        double[][] found = Batches.rows(features);
        for (int e = 0; e < n; e++) {
            assertArrayEquals(expected[e], found[e], 1e-4);
        }
    }

    @Test
    void dataSetsKeepTheirLabels() {
        DataSet data = new DataSet(Batches.random(1, 3, 4), Nd4j.eye(3));
        GlobalContrastNormalization normalization = new GlobalContrastNormalization(1);
        normalization.fit(data);
        INDArray expected = data.getFeatures().dup();
        normalization.transform(expected);
        normalization.preProcess(data);
        assertEquals(expected, data.getFeatures());
        assertEquals(Nd4j.eye(3), data.getLabels());
        normalization.transformLabel(data.getLabels());
        assertEquals(Nd4j.eye(3), data.getLabels());
    }

    @Test
    void cannotBeUndone() {
        GlobalContrastNormalization normalization = new GlobalContrastNormalization(1);
        DataSet data = new DataSet(Batches.random(1, 3, 4), Nd4j.eye(3));
        UnsupportedOperationException e =
                assertThrows(UnsupportedOperationException.class, () -> normalization.revert(data));
        assertTrue(
                e.getMessage().startsWith("GlobalContrastNormalization cannot be undone"),
                e.getMessage());
        assertThrows(UnsupportedOperationException.class, () -> normalization.fitLabel(true));
        normalization.fitLabel(false);
    }

    @Test
    void otherFeaturesAreRefused() {
        GlobalContrastNormalization normalization = new GlobalContrastNormalization(1);
        INDArray whole = Nd4j.zeros(DataType.INT32, 2, 3);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> normalization.transform(whole));
        assertEquals(
                "GlobalContrastNormalization takes floating-point features [examples, ...], got INT of shape [2, 3]",
                e.getMessage());
        INDArray vector = Nd4j.zeros(DataType.FLOAT, 3);
        assertThrows(IllegalArgumentException.class, () -> normalization.transform(vector));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void scalesOutOfRangeAreRefused(double scale) {
        assertThrows(IllegalArgumentException.class, () -> new GlobalContrastNormalization(scale));
    }
}
