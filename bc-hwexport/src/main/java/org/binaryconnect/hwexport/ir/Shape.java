package org.binaryconnect.hwexport.ir;

/**
 * The shape of one value, stored row by row, then column by column, channels innermost (HWC). A
 * vector has height and width 1; a sequence that a convolution runs over has height 1 and its time
 * steps as width.
 *
 * @param height at least 1
 * @param width at least 1
 * @param channels at least 1
 */
public record Shape(int height, int width, int channels) {

    public Shape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "A shape must be at least 1x1x1, got %dx%dx%d"
                            .formatted(height, width, channels));
        }
    }

    /** A vector. */
    public static Shape vector(int size) {
        return new Shape(1, 1, size);
    }

    /** Number of elements. */
    public int size() {
        return Math.multiplyExact(positions(), channels);
    }

    /** Number of places in the plane. */
    public int positions() {
        return Math.multiplyExact(height, width);
    }

    /** Whether height and width are 1. */
    public boolean isVector() {
        return height == 1 && width == 1;
    }

    @Override
    public String toString() {
        return isVector()
                ? Integer.toString(channels)
                : "%dx%dx%d".formatted(height, width, channels);
    }
}
