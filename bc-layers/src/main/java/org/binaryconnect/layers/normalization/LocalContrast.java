package org.binaryconnect.layers.normalization;

/** Local contrast normalization of images of one size, with the memory that it needs. */
final class LocalContrast {

    private final GaussianBlur blur;
    private final float threshold;
    private final int size;
    private final float[] plane;
    private final float[] mean;
    private final float[] deviation;

    /**
     * @param size pixels of a channel
     */
    LocalContrast(GaussianBlur blur, float threshold, int size) {
        this.blur = blur;
        this.threshold = threshold;
        this.size = size;
        plane = new float[size];
        mean = new float[size];
        deviation = new float[size];
    }

    /**
     * @param image row-major [channels, height, width]; changed in place
     */
    void normalizeChannels(float[] image) {
        for (int first = 0; first < image.length; first += size) {
            System.arraycopy(image, first, plane, 0, size);
            normalizePlane();
            System.arraycopy(plane, 0, image, first, size);
        }
    }

    private void normalizePlane() {
        blur.apply(plane, mean);
        for (int i = 0; i < size; i++) {
            float value = plane[i];
            plane[i] = value * value;
            mean[i] = value - mean[i];
        }
        blur.apply(plane, deviation);
        double sum = 0;
        for (int i = 0; i < size; i++) {
            deviation[i] = (float) Math.sqrt(deviation[i]);
            sum += deviation[i];
        }
        float smallest = Math.max((float) (sum / size), threshold);
        for (int i = 0; i < size; i++) {
            plane[i] = mean[i] / Math.max(deviation[i], smallest);
        }
    }
}
