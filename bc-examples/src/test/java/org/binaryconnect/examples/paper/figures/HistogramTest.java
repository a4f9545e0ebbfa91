package org.binaryconnect.examples.paper.figures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.5, 3})
    void countsAreThoseOfAPlainLoop(double clip) {
        Random random = new Random(1);
        float[][] weights = new float[30][100];
        int[] expected = new int[105];
        int outside = 0;
        for (float[] unit : weights) {
            for (int i = 0; i < unit.length; i++) {
                unit[i] = (float) (clip * 0.7 * random.nextGaussian());
                boolean isCounted = false;
                for (int bin = 0; bin < 105; bin++) {
                    double start = clip * (-1.25 + 2.5 * bin / 105);
                    if (unit[i] >= start && unit[i] < start + clip * 2.5 / 105) {
                        expected[bin]++;
                        isCounted = true;
                    }
                }
                outside += isCounted ? 0 : 1;
            }
        }
        Histogram histogram = Histogram.of(new FirstLayer(weights, 10, 10, clip));
        assertArrayEquals(expected, histogram.counts());
        assertEquals(outside, histogram.outside());
        assertEquals(3000, IntStream.of(expected).sum() + outside);
    }

    @Test
    void theClipAndZeroAreInTheMiddleOfBins() {
        float[][] weights = {{-1, -1, -1.01f, -0.99f, 0, 0.01f, -0.01f, 1, 1.01f}};
        int[] counts = Histogram.of(new FirstLayer(weights, 3, 3, 1)).counts();
        assertEquals(4, counts[10]);
        assertEquals(3, counts[52]);
        assertEquals(2, counts[94]);
        assertEquals(-1, (Histogram.start(10) + Histogram.start(11)) / 2, 1e-12);
        assertEquals(0, (Histogram.start(52) + Histogram.start(53)) / 2, 1e-12);
        assertEquals(1, (Histogram.start(94) + Histogram.start(95)) / 2, 1e-12);
        assertEquals(-1.25, Histogram.start(0));
        assertEquals(1.25, Histogram.start(105));
    }

    @Test
    void whatIsOutsideIsTold() {
        FirstLayer layer = new FirstLayer(new float[][] {{2, -1e30f, 0, 1.2f}}, 2, 2, 1);
        TrainedRun run = new TrainedRun("plain", layer, List.of());
        Histogram histogram = Histogram.of(layer);
        assertEquals(2, histogram.outside());
        assertEquals("plain (2 weights are outside)", histogram.title(run));
    }
}
