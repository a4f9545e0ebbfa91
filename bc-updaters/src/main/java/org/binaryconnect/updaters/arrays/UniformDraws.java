package org.binaryconnect.updaters.arrays;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * Uniform draws in (-1, 1] that depend on a seed and their position alone: threads need no order,
 * and a run that is resumed draws what an uninterrupted one would have.
 *
 * <p>Each is a hash of its position, of multiplications, shifts and exclusive ors of 32 bits, which
 * the JVM compiles to vector instructions; ND4J's generator takes three times as long. One object
 * serves one thread.
 */
final class UniformDraws {

    private static final int BLOCK = FloatPass.Kernel.BLOCK;

    /** 0, 1, 2, ...: a loop that uses its own counter as a value is not compiled to vectors. */
    private static final int[] POSITIONS = positions();

    /** The bits of a float in [1, 2) above its mantissa. */
    private static final int ONE = Float.floatToIntBits(1f);

    private final int[] bits = new int[BLOCK];

    /** Memory in which bits become floats: the JVM has no vector instruction for that either. */
    private final IntPointer asBits = new IntPointer(BLOCK);

    private final FloatPointer asFloats = new FloatPointer(asBits);

    private static int[] positions() {
        int[] positions = new int[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            positions[i] = i;
        }
        return positions;
    }

    /**
     * Draws some.
     *
     * @param position of the first one
     * @param count at most {@link FloatPass.Kernel#BLOCK}
     */
    void draw(long seed, long position, float[] to, int count) {
        // Seeds that follow one another become unrelated keys.
        long keys = new SplittableRandom(seed ^ position >>> 32 << 32).nextLong();
        int start = (int) position + (int) keys;
        int key = (int) (keys >>> 32);
        for (int i = 0; i < count; i++) {
            // Rounds of xor-shift and multiplication by odd constants, with the key between them.
            int x = POSITIONS[i] + start;
            x ^= x >>> 16;
            x *= 0x7feb352d;
            x ^= x >>> 15;
            x *= 0x846ca68b;
            x ^= (x >>> 16) ^ key;
            x *= 0x7feb352d;
            x ^= x >>> 15;
            x *= 0x846ca68b;
            x ^= x >>> 16;
            bits[i] = x >>> 9 | ONE;
        }
        asBits.put(bits, 0, count);
        asFloats.get(to, 0, count);
        for (int i = 0; i < count; i++) {
            to[i] = 3 - 2 * to[i];
        }
    }
}
