package org.binaryconnect.examples.paper.figures;

import java.awt.Color;
import java.awt.image.BufferedImage;

/**
 * Features of a first layer, as in figure 1 of the paper: 4 x 4 tiles, row by row, of which each
 * has the weights of a unit. Black is minus the largest magnitude of the unit, gray 0, white the
 * largest magnitude; a unit of zeros is gray.
 *
 * <p>Shown are the first 16 units by index. Units begin with random weights, so their order means
 * nothing, and nobody chose the ones that look best. With fewer units the last tiles are empty.
 */
final class FeatureGrid {

    /** Tiles in a row, and rows. */
    static final int SIDE = 4;

    /** Pixels between tiles and around them. */
    static final int MARGIN = 6;

    private static final int TILE = 112;
    private static final int EMPTY = Color.WHITE.getRGB();

    private final FirstLayer layer;
    private final int magnification;

    private FeatureGrid(FirstLayer layer) {
        this.layer = layer;
        this.magnification = magnification(layer);
    }

    /** Of how many pixels' width and height the picture has for one weight. */
    static int magnification(FirstLayer layer) {
        return Math.max(1, TILE / Math.max(layer.height(), layer.width()));
    }

    /** The picture. */
    static BufferedImage draw(FirstLayer layer) {
        return new FeatureGrid(layer).draw();
    }

    private BufferedImage draw() {
        BufferedImage image =
                new BufferedImage(
                        start(SIDE, layer.width()),
                        start(SIDE, layer.height()),
                        BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, EMPTY);
            }
        }
        for (int unit = 0; unit < Math.min(SIDE * SIDE, layer.weights().length); unit++) {
            drawTile(
                    image,
                    layer.weights()[unit],
                    start(unit % SIDE, layer.width()),
                    start(unit / SIDE, layer.height()));
        }
        return image;
    }

    private int start(int tile, int size) {
        return MARGIN + tile * (size * magnification + MARGIN);
    }

    private void drawTile(BufferedImage image, float[] weights, int left, int top) {
        float largest = 0;
        for (float weight : weights) {
            largest = Math.max(largest, Math.abs(weight));
        }
        for (int y = 0; y < layer.height() * magnification; y++) {
            for (int x = 0; x < layer.width() * magnification; x++) {
                float weight = weights[y / magnification * layer.width() + x / magnification];
                int gray = gray(weight, largest);
                image.setRGB(left + x, top + y, new Color(gray, gray, gray).getRGB());
            }
        }
    }

    private static int gray(float weight, float largest) {
        double relative = largest == 0 ? 0 : weight / largest;
        return (int) Math.round(127.5 * (1 + relative));
    }
}
