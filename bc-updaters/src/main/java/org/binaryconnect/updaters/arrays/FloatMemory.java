package org.binaryconnect.updaters.arrays;

import java.lang.ref.Reference;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Copies whole float arrays to the heap, where the JVM compiles loops to vector instructions, and
 * back. All arrays must be such that {@link FloatPass#handles} accepts them.
 */
public final class FloatMemory {

    /** Rows and columns that are transposed at once: both sides are whole cache lines. */
    private static final int TILE = 16;

    private FloatMemory() {}

    /** A copy of an array, in the order of its memory. */
    public static float[] read(INDArray from) {
        float[] to = new float[Math.toIntExact(from.length())];
        read(from, 0, to);
        return to;
    }

    /**
     * Copies some values of an array, in the order of its memory, as many as there is room for.
     *
     * @param position of the first one
     */
    public static void read(INDArray from, long position, float[] to) {
        requireRoom(from, position, to);
        new FloatPointer(from.data().addressPointer()).position(position).get(to, 0, to.length);
        Reference.reachabilityFence(from);
    }

    private static void requireRoom(INDArray array, long position, float[] values) {
        if (position < 0 || position + values.length > array.length()) {
            throw new IllegalArgumentException(
                    "%d values from place %d on are not within an array of %d"
                            .formatted(values.length, position, array.length()));
        }
    }

    /**
     * Copies a matrix column by column, whatever its order.
     *
     * @param from [rows, columns]
     * @param to receives [columns][rows], as many values as there are
     */
    public static void readColumns(INDArray from, float[] to) {
        int rows = (int) from.size(0);
        int columns = (int) from.size(1);
        if (from.ordering() == 'f' || rows == 1 || columns == 1) {
            read(from, 0, to);
        } else {
            transpose(read(from), rows, columns, to);
        }
    }

    private static void transpose(float[] from, int rows, int columns, float[] to) {
        for (int c0 = 0; c0 < columns; c0 += TILE) {
            int c1 = Math.min(columns, c0 + TILE);
            for (int r0 = 0; r0 < rows; r0 += TILE) {
                int r1 = Math.min(rows, r0 + TILE);
                for (int c = c0; c < c1; c++) {
                    for (int r = r0; r < r1; r++) {
                        to[c * rows + r] = from[r * columns + c];
                    }
                }
            }
        }
    }

    /** Replaces the values of an array, in the order of its memory. */
    public static void write(float[] from, INDArray to) {
        write(from, to, 0);
    }

    /**
     * Replaces some values of an array, in the order of its memory.
     *
     * @param position of the first one
     */
    public static void write(float[] from, INDArray to, long position) {
        requireRoom(to, position, from);
        new FloatPointer(to.data().addressPointer()).position(position).put(from, 0, from.length);
        Reference.reachabilityFence(to);
    }
}
