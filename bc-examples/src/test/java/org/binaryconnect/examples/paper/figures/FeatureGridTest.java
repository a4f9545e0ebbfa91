package org.binaryconnect.examples.paper.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FeatureGridTest {

    private static final int WHITE = 255;

    /** Units whose weights are all 1 but for one of -1 at the index of the unit. */
    private static float[][] marked(int units, int pixels) {
        float[][] weights = new float[units][pixels];
        for (int unit = 0; unit < units; unit++) {
            Arrays.fill(weights[unit], 1);
            weights[unit][unit] = -1;
        }
        return weights;
    }

    private static int gray(BufferedImage image, int x, int y) {
        int rgb = image.getRGB(x, y) & 0xffffff;
        int gray = rgb & 0xff;
        assertEquals(gray * 0x010101, rgb, "not gray at " + x + ", " + y);
        return gray;
    }

    /** A pixel of a weight is 112 / 3 = 37 pixels wide. */
    @Test
    void aTileHasTheHandComputedGraysMagnifiedWithoutSmoothing() {
        float[][] weights = {{-2, 1, 0, 2, -1, 0.5f}};
        int[][] grays = {{0, 191, 128}, {255, 64, 159}};
        BufferedImage image = FeatureGrid.draw(new FirstLayer(weights, 2, 3, 1));

        assertEquals(6 + 4 * (3 * 37 + 6), image.getWidth());
        assertEquals(6 + 4 * (2 * 37 + 6), image.getHeight());
        for (int y = 0; y < 2 * 37; y++) {
            for (int x = 0; x < 3 * 37; x++) {
                assertEquals(grays[y / 37][x / 37], gray(image, 6 + x, 6 + y));
            }
        }
    }

    @Test
    void marginsAndTilesWithoutAUnitAreWhite() {
        float[][] weights = {new float[6], new float[6], new float[6]};
        BufferedImage image = FeatureGrid.draw(new FirstLayer(weights, 2, 3, 1));
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                boolean isTile =
                        y >= 6 && y < 6 + 2 * 37 && x < 3 * (6 + 3 * 37) && x % (6 + 3 * 37) >= 6;
                assertEquals(isTile ? 128 : WHITE, gray(image, x, y), x + ", " + y);
            }
        }
    }

    @Test
    void theFirst16UnitsAreInTheOrderOfReading() {
        BufferedImage image = FeatureGrid.draw(new FirstLayer(marked(20, 28 * 28), 28, 28, 1));
        assertEquals(478, image.getWidth());
        assertEquals(478, image.getHeight());
        for (int unit = 0; unit < 16; unit++) {
            int left = 6 + unit % 4 * (28 * 4 + 6);
            int top = 6 + unit / 4 * (28 * 4 + 6);
            for (int pixel = 0; pixel < 28; pixel++) {
                int expected = pixel == unit ? 0 : 255;
                assertEquals(expected, gray(image, left + 4 * pixel, top), "unit " + unit);
            }
        }
    }

    @Test
    void aLargePictureIsNotMagnified() {
        BufferedImage image = FeatureGrid.draw(new FirstLayer(marked(16, 150 * 120), 150, 120, 1));
        assertEquals(6 + 4 * (120 + 6), image.getWidth());
        assertEquals(6 + 4 * (150 + 6), image.getHeight());
    }
}
