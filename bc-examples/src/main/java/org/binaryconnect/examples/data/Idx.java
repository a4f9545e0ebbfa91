package org.binaryconnect.examples.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One uncompressed IDX file of unsigned bytes, held in memory: images [n, rows, columns] or labels
 * [n].
 *
 * <p>The file is big-endian: two zero bytes, the element type (8 = unsigned byte), the number of
 * dimensions, one 32-bit size a dimension, then the elements in row-major order.
 */
public final class Idx implements Serializable {

    private static final int UNSIGNED_BYTE = 0x0800;
    private static final String REMEDY = "put a genuine uncompressed IDX file there";

    private final String file;
    private final int count;
    private final int[] itemShape;
    private final int itemLength;
    private final byte[] items;

    private Idx(String file, int[] shape, byte[] items) {
        this.file = file;
        this.count = shape[0];
        this.itemShape = Arrays.copyOfRange(shape, 1, shape.length);
        this.itemLength = items.length / count;
        this.items = items;
    }

    /**
     * Reads an image file; an item is one image of rows * columns pixels.
     *
     * @throws DataException if the file is not an IDX file of unsigned bytes in three dimensions,
     *     or is shorter or longer than its header says
     * @throws IOException if the file cannot be read
     */
    public static Idx images(Path file) throws IOException {
        return read(file, 3);
    }

    /**
     * Reads a label file; an item is one label, 0 to 255.
     *
     * @throws DataException if the file is not an IDX file of unsigned bytes in one dimension, or
     *     is shorter or longer than its header says
     * @throws IOException if the file cannot be read
     */
    public static Idx labels(Path file) throws IOException {
        return read(file, 1);
    }

    private static Idx read(Path file, int dimensions) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(file, in, Files.size(file), dimensions);
        }
    }

    /**
     * Reads the content of a file that is kept in another form.
     *
     * @param file for messages
     * @param dimensions 3 for images, 1 for labels
     * @throws DataException as {@link #images} and {@link #labels}
     */
    static Idx read(Path file, byte[] content, int dimensions) throws IOException {
        return read(file, new ByteArrayInputStream(content), content.length, dimensions);
    }

    private static Idx read(Path file, InputStream stream, long size, int dimensions)
            throws IOException {
        long header = 4L + 4L * dimensions;
        if (size < header) {
            throw new DataException(
                    file + " is truncated: " + size + " bytes, expected at least " + header,
                    REMEDY);
        }
        DataInputStream in = new DataInputStream(stream);
        int magic = in.readInt();
        int expected = UNSIGNED_BYTE + dimensions;
        if (magic != expected) {
            throw new DataException(
                    String.format(
                            "%s has magic number 0x%08x, expected 0x%08x (%s of unsigned bytes)",
                            file, magic, expected, dimensions == 1 ? "labels" : "images"),
                    REMEDY);
        }
        int[] shape = new int[dimensions];
        for (int d = 0; d < dimensions; d++) {
            shape[d] = in.readInt();
        }
        long body = length(file, shape);
        if (size != header + body) {
            throw new DataException(
                    String.format(
                            "%s %s: %d bytes, expected %d for shape %s",
                            file,
                            size < header + body ? "is truncated" : "has trailing bytes",
                            size,
                            header + body,
                            Arrays.toString(shape)),
                    REMEDY);
        }
        byte[] items = in.readNBytes((int) body);
        if (items.length != body) {
            throw new DataException(
                    file + " shrank while it was read: " + items.length + " of " + body, REMEDY);
        }
        return new Idx(file.toString(), shape, items);
    }

    /** The number of elements of {@code shape}, which must be positive and fit into an array. */
    private static long length(Path file, int[] shape) throws DataException {
        long length = 1;
        for (int size : shape) {
            if (size <= 0 || length * size > Integer.MAX_VALUE - 8) {
                throw new DataException(
                        file
                                + " has shape "
                                + Arrays.toString(shape)
                                + ", expected positive sizes and less than 2 GiB",
                        REMEDY);
            }
            length *= size;
        }
        return length;
    }

    /** The file that was read, for messages. */
    public String file() {
        return file;
    }

    /** The number of items. */
    public int count() {
        return count;
    }

    /** [rows, columns] of an image, [] of a label. */
    int[] itemShape() {
        return itemShape.clone();
    }

    /** All items, row-major; shared, to be left as they are. */
    byte[] items() {
        return items;
    }

    /** Bytes of one item: rows * columns, or 1 for labels. */
    public int itemLength() {
        return itemLength;
    }

    /**
     * One element as an unsigned number.
     *
     * @param item 0 to count() - 1
     * @param position 0 to itemLength() - 1
     */
    public int get(int item, int position) {
        return items[item * itemLength + position] & 0xff;
    }

    /**
     * A copy of the items from {@code first} to before {@code end}: row-major [end - first,
     * itemLength()] unsigned bytes.
     *
     * @throws IllegalArgumentException if the range is not within 0 to count()
     */
    public byte[] copy(int first, int end) {
        checkRange(first, end);
        return Arrays.copyOfRange(items, first * itemLength, end * itemLength);
    }

    /** Throws IllegalArgumentException unless 0 <= first <= end <= count(). */
    void checkRange(int first, int end) {
        if (first < 0 || first > end || end > count) {
            throw new IllegalArgumentException(
                    String.format(
                            "examples %d to %d are not within 0 to %d of %s",
                            first, end, count, file));
        }
    }
}
