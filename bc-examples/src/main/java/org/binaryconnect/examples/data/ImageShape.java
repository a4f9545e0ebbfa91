package org.binaryconnect.examples.data;

/**
 * The shape of an image, in row-major order [channels, height, width].
 *
 * @param channels 1 for grey, 3 for red, green, blue
 * @param height rows
 * @param width columns
 */
public record ImageShape(int channels, int height, int width) {

    /**
     * @throws IllegalArgumentException if a size is not positive
     */
    public ImageShape {
        if (channels <= 0 || height <= 0 || width <= 0) {
            throw new IllegalArgumentException(
                    "an image of %d x %d x %d has no pixels".formatted(channels, height, width));
        }
    }

    /** Values of an image. */
    public int length() {
        return Math.multiplyExact(channels, Math.multiplyExact(height, width));
    }
}
