package org.binaryconnect.layers.normalization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LocalContrastNormalizationTest {

    /**
     * One pixel, so that blur is a product with the Gaussian's middle g: {@code (x - g x) /
     * (sqrt(g) |x|)}, g = 1 / (1 + 2 exp(-1/8) + 2 exp(-4/8) + 2 exp(-9/8))^2 = 0.0467014.
     */
    @Test
    void aSinglePixelByHand() {
        INDArray image = Nd4j.create(new float[] {-3}, 1, 1, 1, 1);
        new LocalContrastNormalization().transform(image);
        assertEquals(-4.41126, image.getDouble(0), 1e-4);
    }

    /** Its deviation is 0, and 0 / threshold is 0. */
    @Test
    void blackImagesStayBlack() {
        INDArray images = Nd4j.zeros(DataType.FLOAT, 2, 3, 8, 8);
        new LocalContrastNormalization().transform(images);
        assertEquals(Nd4j.zeros(DataType.FLOAT, 2, 3, 8, 8), images);
    }

    @Test
    void noDivisorIsBelowTheThreshold() {
        INDArray image = Nd4j.create(new float[] {0.002f}, 1, 1, 1, 1);
        new LocalContrastNormalization(7, 0.1).transform(image);
        assertEquals(0.002 * (1 - 0.0467014) / 0.1, image.getDouble(0), 1e-7);
    }

    @Property(tries = 60)
    void equalsItsFormulaInEveryChannelAndForm(
            @ForAll @IntRange(min = 1, max = 3) int n,
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @IntRange(min = 1, max = 12) int height,
            @ForAll @IntRange(min = 1, max = 12) int width,
            @ForAll @IntRange(min = 1, max = 4) int radius,
            @ForAll Batches.Form form,
            @ForAll long seed) {
        double threshold = new Random(seed).nextBoolean() ? 1e-4 : 0.8;
        INDArray values = Batches.random(seed, n, channels, height, width);
        INDArray features = Batches.as(form, values);
        new LocalContrastNormalization(2 * radius + 1, threshold).transform(features);
        INDArray found = features.dup('c');
        for (int e = 0; e < n; e++) {
            for (int c = 0; c < channels; c++) {
                double[][] x = new double[height][width];
                double[][] y = new double[height][width];
                for (int row = 0; row < height; row++) {
                    for (int column = 0; column < width; column++) {
                        x[row][column] = values.getDouble(e, c, row, column);
                        y[row][column] = found.getDouble(e, c, row, column);
                    }
                }
                double[][] expected = normalized(x, radius, threshold);
                for (int row = 0; row < height; row++) {
                    assertArrayEquals(expected[row], y[row], 1e-4);
                }
            }
        }
    }

    private static double[][] normalized(double[][] x, int radius, double threshold) {
        int height = x.length;
        int width = x[0].length;
        double[][] deviation = new double[height][width];
        double[][] centred = new double[height][width];
        double mean = 0;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double sum = 0;
                double squares = 0;
                double weights = 0;
                for (int down = -radius; down <= radius; down++) {
                    for (int right = -radius; right <= radius; right++) {
                        double weight = Math.exp(-(down * down + right * right) / 8.0);
                        weights += weight;
                        int r = row + down;
                        int c = column + right;
                        if (r >= 0 && r < height && c >= 0 && c < width) {
                            sum += weight * x[r][c];
                            squares += weight * x[r][c] * x[r][c];
                        }
                    }
                }
                centred[row][column] = x[row][column] - sum / weights;
                deviation[row][column] = Math.sqrt(squares / weights);
                mean += deviation[row][column] / (height * width);
            }
        }
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                centred[row][column] /= Math.max(Math.max(deviation[row][column], mean), threshold);
            }
        }
        return centred;
    }

    @Test
    void imagesAreAskedFor() {
        LocalContrastNormalization normalization = new LocalContrastNormalization();
        INDArray flat = Batches.random(1, 2, 49);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> normalization.transform(flat));
        assertEquals(
                "LocalContrastNormalization takes images [n, channels, height, width], got [2, 49]",
                e.getMessage());
        INDArray images = Batches.random(1, 1, 1, 3, 3);
        assertThrows(
                UnsupportedOperationException.class, () -> normalization.revertFeatures(images));
    }

    @ParameterizedTest
    @ValueSource(ints = {-7, 0, 1, 6})
    void kernelsWithoutAMiddleOrNeighboursAreRefused(int kernel) {
        assertThrows(
                IllegalArgumentException.class, () -> new LocalContrastNormalization(kernel, 1e-4));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void thresholdsOutOfRangeAreRefused(double threshold) {
        assertThrows(
                IllegalArgumentException.class, () -> new LocalContrastNormalization(7, threshold));
    }
}
