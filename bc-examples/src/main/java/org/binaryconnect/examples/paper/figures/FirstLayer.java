package org.binaryconnect.examples.paper.figures;

/**
 * The first layer of a trained network that sees pictures of one channel.
 *
 * @param weights {@code [units][inputs]}, the real weights behind the binary ones; input {@code y *
 *     width + x} is the pixel in row y and column x
 * @param height rows of a picture
 * @param width columns of a picture
 * @param clip H: real weights of binary layers stay in [-H, H]; 1 for a layer without one
 */
public record FirstLayer(float[][] weights, int height, int width, double clip) {

    /**
     * A layer. The weights are not copied.
     *
     * @throws IllegalArgumentException if there is no unit, a unit does not have {@code height *
     *     width} weights, a weight is not a finite number, or the clip is not positive
     */
    public FirstLayer {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "There are no pictures of %d x %d pixels".formatted(height, width));
        }
        if (!(clip > 0) || Double.isInfinite(clip)) {
            throw new IllegalArgumentException("The clip is %s, not positive".formatted(clip));
        }
        if (weights.length == 0) {
            throw new IllegalArgumentException("The first layer has no unit");
        }
        for (int unit = 0; unit < weights.length; unit++) {
            check(weights[unit], unit, height, width);
        }
    }

    private static void check(float[] weights, int unit, int height, int width) {
        if (weights.length != height * width) {
            throw new IllegalArgumentException(
                    "Unit %d has %d weights; a picture of %d x %d has %d pixels"
                            .formatted(unit, weights.length, height, width, height * width));
        }
        for (float weight : weights) {
            if (!Float.isFinite(weight)) {
                throw new IllegalArgumentException(
                        "Unit %d has a weight that is %s".formatted(unit, weight));
            }
        }
    }
}
