package org.binaryconnect.updaters.arrays;

import java.lang.ref.Reference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One pass over the memory of several float arrays of one length: blocks that fit the first-level
 * cache are copied to the heap, where the JVM compiles loops to vector instructions, and back.
 *
 * <p>A step of an optimizer whose operations each take a pass of their own is bound by memory; and
 * some of ND4J's operations take a square root and a division at a time.
 */
public final class FloatPass {

    /** Blocks of four arrays stay in a first-level cache of 32 KB. */
    private static final int BLOCK = 2048;

    /** Elements that one thread takes at a time. */
    private static final int CHUNK = 32 * BLOCK;

    /** The most arrays that one pass can have. */
    private static final int MOST_ARRAYS = 4;

    /** Each thread's blocks. Made anew for each pass they would make the collector run often. */
    private static final ThreadLocal<float[][]> BLOCKS =
            ThreadLocal.withInitial(() -> new float[MOST_ARRAYS][BLOCK]);

    private FloatPass() {}

    /**
     * What is done to a block. One instance serves one thread, for a chunk of the arrays, and runs
     * no other pass.
     */
    public interface Kernel {

        /** The longest block. */
        int BLOCK = FloatPass.BLOCK;

        /**
         * Called before the first block of a chunk.
         *
         * @param position of the chunk's first element in the arrays
         */
        default void begin(long position) {}

        /**
         * Computes on one block.
         *
         * @param blocks a block of each array, in their order; changed in place
         * @param count number of elements
         */
        void apply(float[][] blocks, int count);

        /** Called behind the last block of a chunk. */
        default void end() {}
    }

    /**
     * Whether arrays are contiguous floats in the memory of this process, with their elements in
     * one order.
     */
    public static boolean handles(INDArray... arrays) {
        char ordering = 0;
        for (INDArray array : arrays) {
            if (array.dataType() != DataType.FLOAT || array.elementWiseStride() != 1) {
                return false;
            }
            if (!array.isVector()) {
                if (ordering != 0 && ordering != array.ordering()) {
                    return false;
                }
                ordering = array.ordering();
            }
        }
        return Nd4j.getEnvironment().isCPU();
    }

    /**
     * Runs a kernel over arrays, on the threads of the common pool if there is more than one chunk
     * and ND4J may use several. Results do not depend on their number.
     *
     * @param kernels makes a kernel for each chunk; called from several threads
     * @param written so many of the first arrays are written back; the others are read only
     * @param arrays at most 4, of equal length, which {@link #handles} accepts
     */
    public static void run(Supplier<? extends Kernel> kernels, int written, INDArray... arrays) {
        long length = arrays[0].length();
        for (INDArray array : arrays) {
            if (array.length() != length) {
                throw new IllegalArgumentException(
                        "Arrays of one pass must have one length, got %d and %d"
                                .formatted(length, array.length()));
            }
        }
        IntStream chunks = IntStream.range(0, Math.toIntExact((length + CHUNK - 1) / CHUNK));
        boolean alone = length <= CHUNK || Nd4j.getEnvironment().maxThreads() == 1;
        (alone ? chunks : chunks.parallel())
                .forEach(
                        chunk -> {
                            long from = (long) chunk * CHUNK;
                            long to = Math.min(length, from + CHUNK);
                            chunk(kernels.get(), written, arrays, from, to);
                        });
        // Only pointers were used in the loop: the arrays must not be collected before its end.
        Reference.reachabilityFence(arrays);
    }

    private static void chunk(Kernel kernel, int written, INDArray[] arrays, long from, long to) {
        FloatPointer[] memory = new FloatPointer[arrays.length];
        float[][] blocks = BLOCKS.get();
        for (int i = 0; i < arrays.length; i++) {
            // A pointer of our own: its position is changed.
            memory[i] = new FloatPointer(arrays[i].data().addressPointer());
        }
        kernel.begin(from);
        for (long start = from; start < to; start += BLOCK) {
            int count = (int) Math.min(BLOCK, to - start);
            for (int i = 0; i < arrays.length; i++) {
                memory[i].position(start).get(blocks[i], 0, count);
            }
            kernel.apply(blocks, count);
            for (int i = 0; i < written; i++) {
                memory[i].position(start).put(blocks[i], 0, count);
            }
        }
        kernel.end();
    }
}
