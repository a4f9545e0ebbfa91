package org.binaryconnect.examples.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Labelled images in memory, one unsigned byte a value. Parts of a set share its bytes. Several
 * threads may read.
 */
public final class ImageSet {

    private static final float LARGEST = 255f;

    private final ByteBuffer pixels;
    private final byte[] labels;
    private final ImageShape shape;
    private final int classes;

    /** Which of the images in the buffer are in this set. */
    private final int[] images;

    /**
     * @param pixels from position to limit row-major [n, channels, height, width]; shared, to be
     *     left as they are; a direct buffer takes nothing of the heap
     * @param labels [n], 0 to {@code classes} - 1; shared, to be left as they are
     * @param classes number of classes, 1 to 128
     * @throws IllegalArgumentException if there are not as many labels as images, or a label is out
     *     of range
     */
    public ImageSet(ByteBuffer pixels, byte[] labels, ImageShape shape, int classes) {
        this(pixels.slice(), labels, shape, classes, IntStream.range(0, labels.length).toArray());
        if (pixels.remaining() != (long) labels.length * shape.length()) {
            throw new IllegalArgumentException(
                    "%d bytes are not %d images of %d"
                            .formatted(pixels.remaining(), labels.length, shape.length()));
        }
        for (byte label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException(
                        "label %d is not within 0 to %d".formatted(label, classes - 1));
            }
        }
    }

    private ImageSet(
            ByteBuffer pixels, byte[] labels, ImageShape shape, int classes, int[] images) {
        this.pixels = pixels;
        this.labels = labels;
        this.shape = shape;
        this.classes = classes;
        this.images = images;
    }

    /** The number of images. */
    public int count() {
        return images.length;
    }

    /** The shape of each image. */
    public ImageShape shape() {
        return shape;
    }

    /** The number of classes. */
    public int classes() {
        return classes;
    }

    /**
     * The class of an image, 0 to {@link #classes()} - 1.
     *
     * @param image 0 to {@link #count()} - 1
     * @throws IndexOutOfBoundsException if there is no such image
     */
    public int label(int image) {
        return labels[images[image]];
    }

    /**
     * Copies an image, row-major [channels, height, width], each value byte / 255: 0 to 1.
     *
     * @param image 0 to {@link #count()} - 1
     * @param into receives {@code shape().length()} values
     * @param at where in {@code into} the first one goes
     * @throws IndexOutOfBoundsException if there is no such image, or no room for it
     */
    public void copy(int image, float[] into, int at) {
        copyRaw(image, into, at);
        for (int i = at; i < at + shape.length(); i++) {
            into[i] /= LARGEST;
        }
    }

    /** As {@link #copy}, but each value as the byte is: 0 to 255. */
    public void copyRaw(int image, float[] into, int at) {
        int length = shape.length();
        int first = images[image] * length;
        Objects.checkFromIndexSize(at, length, into.length);
        for (int i = 0; i < length; i++) {
            into[at + i] = pixels.get(first + i) & 0xff;
        }
    }

    /**
     * The images from {@code from} to before {@code to}, in this order.
     *
     * @throws IndexOutOfBoundsException if the range is not within 0 to {@link #count()}
     */
    public ImageSet range(int from, int to) {
        Objects.checkFromToIndex(from, to, count());
        return part(Arrays.copyOfRange(images, from, to));
    }

    /**
     * Some of the images, in the given order.
     *
     * @param selection each 0 to {@link #count()} - 1; an image may come more than once
     * @throws IndexOutOfBoundsException if there is no such image
     */
    public ImageSet select(int[] selection) {
        return part(Arrays.stream(selection).map(i -> images[i]).toArray());
    }

    /**
     * These images and behind them those of another part.
     *
     * @throws IllegalArgumentException if it is not a part of the same set
     */
    public ImageSet join(ImageSet other) {
        if (other.pixels != pixels) {
            throw new IllegalArgumentException("only parts of one set can be joined");
        }
        int[] joined = Arrays.copyOf(images, images.length + other.images.length);
        System.arraycopy(other.images, 0, joined, images.length, other.images.length);
        return part(joined);
    }

    private ImageSet part(int[] part) {
        return new ImageSet(pixels, labels, shape, classes, part);
    }
}
