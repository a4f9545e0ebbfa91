package org.binaryconnect.hwexport.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.ir.Shape;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

class ExamplesTest {

    private static final FeatureOrder VECTORS = new FeatureOrder(Shape.vector(2), false);
    private static final FeatureOrder SEQUENCES = new FeatureOrder(Shape.vector(2), true);

    private static DataSetIterator iterator(DataSet data, int batch) {
        return new ExistingDataSetIterator(data.batchBy(batch));
    }

    private static DataSet vectors() {
        return new DataSet(
                Nd4j.create(new float[][] {{1, 2}, {3, 4}, {5, 6}}),
                Nd4j.create(new float[][] {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}}));
    }

    /** Two sequences of three steps with values 0 to 11. */
    private static DataSet sequences(INDArray labels, INDArray labelsMask) {
        return new DataSet(
                Nd4j.arange(12).reshape(2, 2, 3),
                labels,
                Nd4j.create(new float[][] {{1, 1, 0}, {1, 1, 1}}),
                labelsMask);
    }

    @Test
    void vectorsOfSeveralBatchesWithTheirClasses() {
        Examples examples = Examples.read(iterator(vectors(), 2), VECTORS, 100);

        assertEquals(3, examples.count());
        assertArrayEquals(new double[] {5, 6}, examples.inputs()[2][0]);
        assertArrayEquals(new int[][] {{1}, {0}, {2}}, examples.labels());
    }

    @Test
    void theShapeIsThatOfOneExample() {
        assertArrayEquals(
                new long[] {2, 3},
                Examples.featureShape(iterator(sequences(Nd4j.zeros(2, 2, 3), null), 2)));
        ExistingDataSetIterator none = new ExistingDataSetIterator(List.of());
        assertThrows(ExportException.class, () -> Examples.featureShape(none));
    }

    @Test
    void atMostSoMany() {
        Examples examples = Examples.read(iterator(vectors(), 1), VECTORS, 2);

        assertEquals(2, examples.count());
        assertEquals(1, examples.first(1).count());
        assertEquals(2, examples.first(9).count());
    }

    @Test
    void maskedStepsAreLeftOut() {
        INDArray labels = Nd4j.zeros(2, 2, 3);
        labels.putScalar(new int[] {0, 1, 0}, 1);
        labels.putScalar(new int[] {1, 1, 2}, 1);
        INDArray labelsMask = Nd4j.create(new float[][] {{1, 1, 0}, {0, 0, 1}});

        Examples examples = Examples.read(iterator(sequences(labels, labelsMask), 2), SEQUENCES, 9);

        assertArrayEquals(new double[][] {{0, 3}, {1, 4}}, examples.inputs()[0]);
        assertArrayEquals(new double[][] {{6, 9}, {7, 10}, {8, 11}}, examples.inputs()[1]);
        assertArrayEquals(new int[] {1, 0}, examples.labels()[0]);
        assertArrayEquals(
                new int[] {Examples.NO_LABEL, Examples.NO_LABEL, 1}, examples.labels()[1]);
        assertEquals(2, examples.ofEqualLength().inputs()[1].length);
    }

    @Test
    void oneLabelOfASequenceBelongsToItsLastStep() {
        INDArray labels = Nd4j.create(new float[][] {{0, 1}, {1, 0}});

        Examples examples = Examples.read(iterator(sequences(labels, null), 2), SEQUENCES, 9);

        assertArrayEquals(new int[] {Examples.NO_LABEL, 1}, examples.labels()[0]);
        assertArrayEquals(
                new int[] {Examples.NO_LABEL, Examples.NO_LABEL, 0}, examples.labels()[1]);
    }

    @Test
    void labelsNeedNotBeThere() {
        DataSet data = new DataSet();
        data.setFeatures(vectors().getFeatures());

        assertFalse(
                Examples.read(new ExistingDataSetIterator(List.of(data)), VECTORS, 9).hasLabels());
        assertTrue(Examples.read(iterator(vectors(), 3), VECTORS, 9).hasLabels());
    }

    @Test
    void whatIsNoNumberIsRefused() {
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            DataSet data = vectors();
            data.getFeatures().putScalar(1, 1, value);

            ExportException refusal =
                    assertThrows(
                            ExportException.class,
                            () -> Examples.read(iterator(data, 3), VECTORS, 9));
            assertTrue(refusal.getMessage().contains("Example 1 "), refusal.getMessage());
        }
    }
}
