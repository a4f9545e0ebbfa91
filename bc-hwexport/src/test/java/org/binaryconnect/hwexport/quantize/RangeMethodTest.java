package org.binaryconnect.hwexport.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.binaryconnect.hwexport.ExportException;
import org.junit.jupiter.api.Test;

class RangeMethodTest {

    /** 9,999 values on [0, 1], and one outlier. */
    private static Histogram withOutlier(double outlier) {
        double[] values = new double[10_000];
        Random random = new Random(1);
        Arrays.setAll(values, i -> i == 0 ? outlier : random.nextDouble());
        Histogram histogram = Histogram.over(0, outlier);
        histogram.add(values);
        return histogram;
    }

    @Test
    void theExtremesContainEverything() {
        assertEquals(new Range(0, 20), RangeMethod.of("min-max").choose(withOutlier(20)));
    }

    @Test
    void aPercentileLeavesOutTheOutlier() {
        Range range = RangeMethod.of("percentile:99.9").choose(withOutlier(20));

        assertEquals(1, range.maximum(), 0.02);
    }

    @Test
    void aPercentileOfAHundredLeavesOutNothing() {
        assertEquals(20, RangeMethod.of("percentile:100").choose(withOutlier(20)).maximum(), 1e-9);
    }

    /** One outlier of 20 in 10,000 values costs less than steps that are 20 times as coarse. */
    @Test
    void leastSquaresTradesOneOutlierForFinerSteps() {
        Histogram histogram = withOutlier(20);
        Range range = RangeMethod.of("least-squares").choose(histogram);

        assertTrue(histogram.squaredError(range) < histogram.squaredError(new Range(0, 20)));
        assertTrue(range.maximum() < 20);
    }

    /** Directly: the error of rounding values to the steps of a range and limiting them. */
    @Test
    void theSquaredErrorIsThatOfTheValues() {
        Random random = new Random(2);
        double[] values = new double[100_000];
        Arrays.setAll(values, i -> random.nextGaussian());
        Histogram histogram =
                Histogram.over(
                        Arrays.stream(values).min().orElseThrow(),
                        Arrays.stream(values).max().orElseThrow());
        histogram.add(values);
        Range range = new Range(-2, 2);
        var tensor = range.tensor(org.binaryconnect.hwexport.ir.Shape.vector(1));
        double expected = 0;
        for (double value : values) {
            double error = value - tensor.real(tensor.quantize(value));
            expected += error * error;
        }

        assertEquals(expected, histogram.squaredError(range), 0.01 * expected);
    }

    @Test
    void unknownMethodsAreRefused() {
        for (String name :
                new String[] {"median", "percentile:x", "percentile:40", "percentile:"}) {
            String message =
                    assertThrows(ExportException.class, () -> RangeMethod.of(name)).getMessage();
            assertEquals(1, message.lines().count());
        }
    }
}
