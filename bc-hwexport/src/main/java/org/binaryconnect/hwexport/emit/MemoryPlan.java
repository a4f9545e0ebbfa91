package org.binaryconnect.hwexport.emit;

import java.util.List;
import org.binaryconnect.hwexport.integer.IntegerDense;
import org.binaryconnect.hwexport.integer.IntegerNetwork;

/**
 * The working memory of the C program: scratch for one layer, and two activation buffers that the
 * layers write in turn. The first layer reads the caller's input, the last writes the caller's
 * scores.
 *
 * @param oddActivations bytes of the buffer that the first, third, ... layer writes; at least 1, C
 *     has no empty array
 * @param evenActivations bytes of the buffer that the second, fourth, ... layer writes; at least 1
 */
public record MemoryPlan(int oddActivations, int evenActivations) {

    /** {@code sizeof(bc_dense_scratch)}. */
    public static final int SCRATCH_BYTES = 4096;

    /** The alignment of a structure that holds 32-bit integers. */
    private static final int ALIGNMENT = 4;

    /** The plan for a network. */
    public static MemoryPlan of(IntegerNetwork network) {
        List<IntegerDense> hidden = network.layers().subList(0, network.layers().size() - 1);
        int[] largest = {1, 1};
        for (int i = 0; i < hidden.size(); i++) {
            largest[i % 2] = Math.max(largest[i % 2], hidden.get(i).outputs());
        }
        return new MemoryPlan(largest[0], largest[1]);
    }

    /** Size of the whole structure. */
    public int bytes() {
        int activations = oddActivations + evenActivations;
        return SCRATCH_BYTES + (activations + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
