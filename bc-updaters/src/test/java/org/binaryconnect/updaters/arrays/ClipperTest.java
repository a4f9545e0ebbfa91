package org.binaryconnect.updaters.arrays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ClipperTest {

    /** Several chunks, and a last block that is not full. */
    private static final int MANY = 200_003;

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE", "HALF"})
    void limitsEveryWeightAndNoOther(DataType type) {
        INDArray all = Nd4j.randn(DataType.DOUBLE, MANY + 2).castTo(type);
        INDArray before = all.castTo(DataType.DOUBLE);
        INDArray weights = all.get(NDArrayIndex.interval(1, MANY + 1));

        assertTrue(Clipper.clip(weights, 0.5));

        INDArray after = all.castTo(DataType.DOUBLE);
        double[] found = after.toDoubleVector();
        double[] start = before.toDoubleVector();
        for (int i = 1; i <= MANY; i++) {
            assertEquals(Math.max(-0.5, Math.min(0.5, start[i])), found[i], "weight " + i);
        }
        assertEquals(start[0], found[0]);
        assertEquals(start[MANY + 1], found[MANY + 1]);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void noticesWhatIsNoNumberWhereverItIs(double value) {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            for (int place : new int[] {0, 2047, 2048, 65_536, MANY - 1}) {
                INDArray weights = Nd4j.zeros(type, MANY);
                weights.putScalar(place, value);

                assertFalse(Clipper.clip(weights, 1), type + " at " + place);
                if (Double.isNaN(value)) {
                    assertTrue(Double.isNaN(weights.getDouble(place)), "NaN stays");
                }
            }
        }
    }

    /** Rows of a larger matrix are not contiguous. */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void limitsViewsWithGaps(DataType type) {
        INDArray matrix = Nd4j.valueArrayOf(new long[] {5, 7}, 3.0, type);
        INDArray view = matrix.get(NDArrayIndex.interval(0, 2, 5), NDArrayIndex.interval(1, 4));

        assertTrue(Clipper.clip(view, 1));

        assertEquals(9, view.sumNumber().doubleValue());
        assertEquals(3 * (35 - 9) + 9, matrix.sumNumber().doubleValue());
    }
}
