package org.binaryconnect.examples.data;

public final class ImageSet {
    private final byte[] pixels, labels;
    private final int from, count, c, h, w;

    public ImageSet(byte[] pixels, byte[] labels, int from, int count, int c, int h, int w) {
        this.pixels = pixels;
        this.labels = labels;
        this.from = from;
        this.count = count;
        this.c = c;
        this.h = h;
        this.w = w;
    }

    public int count() {
        return count;
    }

    public int channels() {
        return c;
    }

    public int height() {
        return h;
    }

    public int width() {
        return w;
    }

    public int label(int i) {
        return labels[from + i];
    }

    public void copy(int i, float[] to, int offset) {
        int n = c * h * w;
        for (int k = 0; k < n; k++) {
            to[offset + k] = (pixels[(from + i) * n + k] & 255) / 255f;
        }
    }
}
