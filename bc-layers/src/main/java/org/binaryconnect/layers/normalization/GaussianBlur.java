package org.binaryconnect.layers.normalization;

import java.util.Arrays;

/**
 * Convolution of images of one size with a square cut out of a Gaussian whose sum is made 1, with
 * zeros around the image: the middle of what pylearn2 calls a full convolution. A Gaussian is a
 * product of one along the rows and one along the columns.
 */
final class GaussianBlur {

    private final float[] weights;
    private final int height;
    private final int width;
    private final float[] alongRows;

    /**
     * @param kernel height and width of the square, odd
     * @param deviation standard deviation in pixels
     */
    GaussianBlur(int kernel, double deviation, int height, int width) {
        this.weights = weights(kernel, deviation);
        this.height = height;
        this.width = width;
        alongRows = new float[height * width];
    }

    private static float[] weights(int kernel, double deviation) {
        double[] exact = new double[kernel];
        for (int i = 0; i < kernel; i++) {
            int distance = i - kernel / 2;
            exact[i] = Math.exp(-distance * distance / (2 * deviation * deviation));
        }
        double sum = Arrays.stream(exact).sum();
        float[] weights = new float[kernel];
        for (int i = 0; i < kernel; i++) {
            weights[i] = (float) (exact[i] / sum);
        }
        return weights;
    }

    /**
     * @param image row-major [height, width]
     * @param blurred another array of that length, overwritten
     */
    void apply(float[] image, float[] blurred) {
        Arrays.fill(alongRows, 0);
        Arrays.fill(blurred, 0);
        for (int i = 0; i < weights.length; i++) {
            int shift = i - weights.length / 2;
            for (int row = 0; row < height; row++) {
                addShifted(image, row * width, shift, weights[i]);
            }
        }
        for (int i = 0; i < weights.length; i++) {
            int shift = (i - weights.length / 2) * width;
            int first = Math.max(0, -shift);
            int end = Math.min(blurred.length, blurred.length - shift);
            for (int at = first; at < end; at++) {
                blurred[at] += weights[i] * alongRows[at + shift];
            }
        }
    }

    /** Adds what a weight contributes to one row: the pixels {@code shift} places to its right. */
    private void addShifted(float[] image, int row, int shift, float weight) {
        int first = row + Math.max(0, -shift);
        int end = row + Math.min(width, width - shift);
        for (int at = first; at < end; at++) {
            alongRows[at] += weight * image[at + shift];
        }
    }
}
