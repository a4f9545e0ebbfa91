package org.binaryconnect.hwexport.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuffersTest {

    /** 784-100-50-10: 100 bytes, then 50; nothing is ever needed beside both but the scratch. */
    @Test
    void aChainNeedsItsTwoLargestNeighboursAndScratch() {
        Buffers buffers =
                Buffers.plan(
                        RandomNetworks.network(1, 784, 100, 50, 10), new int[] {400, 400, 400});

        assertEquals(100 + 52 + 400, buffers.bytes());
    }

    @Test
    void aNetworkWithoutMemoryHasAWord() {
        assertEquals(4, Buffers.plan(RandomNetworks.network(1, 8, 3), new int[1]).bytes());
    }

    /**
     * Computes along the plan with an owner for each byte: whoever takes a value must find that
     * nobody has written over it.
     */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
    void nothingIsOverwrittenBeforeItsLastUse(long seed) {
        for (long s = 50 * seed; s < 50 * seed + 50; s++) {
            IntegerNetwork network = RandomGraphs.graph(s);
            Random random = new Random(s);
            int[] scratch = random.ints(network.operations().size(), 0, 3000).toArray();
            Buffers buffers = Buffers.plan(network, scratch);
            int[] owner = new int[buffers.bytes()];
            for (int o = 0; o < network.operations().size(); o++) {
                Operation operation = network.operations().get(o);
                for (int value : operation.inputs()) {
                    check(network, buffers, owner, value);
                }
                if (scratch[o] > 0) {
                    fill(owner, buffers.scratchOffsets()[o], scratch[o], -1 - o);
                    for (int value : operation.inputs()) {
                        check(network, buffers, owner, value);
                    }
                }
                int value = network.valueOf(o);
                int offset = buffers.valueOffsets()[value];
                if (offset != Buffers.NOWHERE) {
                    fill(owner, offset, operation.output().bytes(), owner(network, value));
                }
                assertTrue(offset % 4 == 0 || offset == Buffers.NOWHERE);
            }
        }
    }

    /** A reshape has the bytes of its input. */
    private static int owner(IntegerNetwork network, int value) {
        int o = value - 1 - network.states().size();
        if (o >= 0 && network.operations().get(o) instanceof Operation.Reshape reshape) {
            return owner(network, reshape.input());
        }
        return value;
    }

    private static void check(IntegerNetwork network, Buffers buffers, int[] owner, int value) {
        int offset = buffers.valueOffsets()[value];
        if (offset != Buffers.NOWHERE) {
            for (int i = 0; i < network.values().get(value).bytes(); i++) {
                assertEquals(owner(network, value), owner[offset + i]);
            }
        }
    }

    private static void fill(int[] owner, int offset, int bytes, int value) {
        for (int i = 0; i < bytes; i++) {
            owner[offset + i] = value;
        }
    }
}
