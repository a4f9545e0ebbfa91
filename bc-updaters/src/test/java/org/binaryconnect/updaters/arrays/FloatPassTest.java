package org.binaryconnect.updaters.arrays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FloatPassTest {

    /** Adds the second array to the first; scribbles over its block of the second. */
    private static void add(float[][] blocks, int count) {
        for (int i = 0; i < count; i++) {
            blocks[0][i] += blocks[1][i];
            blocks[1][i] = -1;
        }
    }

    @Property(tries = 40)
    void everyElementIsVisitedOnceAndOnlyTheFirstArraysAreWritten(
            @ForAll @IntRange(min = 1, max = 300_000) int length,
            @ForAll @IntRange(max = 9) int offset) {
        INDArray all = Nd4j.zeros(DataType.FLOAT, length + offset + 1);
        INDArray sum = all.get(NDArrayIndex.interval(offset, offset + length));
        INDArray read = Nd4j.arange(1, length + 1).castTo(DataType.FLOAT);
        INDArray copy = read.dup();

        FloatPass.run(() -> FloatPassTest::add, 1, sum, read);

        assertEquals(copy, sum);
        assertEquals(copy, read);
        assertEquals(0, all.getFloat(offset + length), "behind the view");
    }

    @Test
    void eachChunkHasAKernelThatIsToldOfItsEnd() {
        AtomicInteger kernels = new AtomicInteger();
        AtomicInteger ends = new AtomicInteger();
        AtomicInteger elements = new AtomicInteger();
        FloatPass.run(
                () -> {
                    kernels.incrementAndGet();
                    return new FloatPass.Kernel() {
                        @Override
                        public void apply(float[][] blocks, int count) {
                            elements.addAndGet(count);
                        }

                        @Override
                        public void end() {
                            ends.incrementAndGet();
                        }
                    };
                },
                0,
                Nd4j.zeros(DataType.FLOAT, 200_000));

        assertEquals(4, kernels.get());
        assertEquals(4, ends.get());
        assertEquals(200_000, elements.get());
    }

    @Test
    void arraysOfOtherTypesOrWithGapsAreNotHandled() {
        INDArray floats = Nd4j.zeros(DataType.FLOAT, 6, 4);

        assertTrue(FloatPass.handles(floats));
        assertTrue(FloatPass.handles(floats.ravel().get(NDArrayIndex.interval(3, 9))));
        assertFalse(FloatPass.handles(floats, Nd4j.zeros(DataType.DOUBLE, 24)));
        assertFalse(FloatPass.handles(floats, floats.dup('f')), "in another order");
        assertTrue(FloatPass.handles(floats.dup('f'), floats.ravel()));
        assertFalse(FloatPass.handles(floats.getColumn(1)));
        assertFalse(FloatPass.handles(floats.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2))));
    }

    @Test
    void arraysOfDifferentLengthsAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        FloatPass.run(
                                () -> FloatPassTest::add,
                                1,
                                Nd4j.zeros(DataType.FLOAT, 5),
                                Nd4j.zeros(DataType.FLOAT, 6)));
    }
}
