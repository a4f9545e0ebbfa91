package org.binaryconnect.hwexport.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.kernels.KernelChoice;
import org.binaryconnect.hwexport.kernels.Scratch;

/**
 * How a network is computed in C on a core: a kernel for each operation with weights, and a place in
 * memory for everything.
 *
 * @param network the network
 * @param core what it is planned for
 * @param choices for each operation its kernel; null for operations without weights
 * @param buffers the working memory
 */
public record Plan(
        IntegerNetwork network, Core core, List<KernelChoice> choices, Buffers buffers) {

    public Plan {
        choices = Collections.unmodifiableList(new ArrayList<>(choices));
    }

    /** A plan with given kernels. */
    public static Plan of(IntegerNetwork network, Core core, List<KernelChoice> choices) {
        int[] scratch = new int[choices.size()];
        for (int o = 0; o < scratch.length; o++) {
            scratch[o] = scratchBytes(network, o, choices.get(o));
        }
        return new Plan(network, core, choices, Buffers.plan(network, scratch));
    }

    /** Bytes of scratch that an operation needs with a kernel. */
    public static int scratchBytes(IntegerNetwork network, int operation, KernelChoice choice) {
        if (choice == null) {
            return 0;
        }
        Operation.Linear linear = (Operation.Linear) network.operations().get(operation);
        return Scratch.bytes(choice, linear, network.values().get(linear.input()).shape());
    }

    /** Bytes of scratch of an operation in this plan. */
    public int scratchBytes(int operation) {
        return scratchBytes(network, operation, choices.get(operation));
    }

    /** Bytes of the caller's working memory. */
    public int memoryBytes() {
        return buffers.bytes();
    }

    /** Bytes that recurrent layers keep from run to run. */
    public int stateBytes() {
        int hidden =
                network.states().stream().map(IntegerNetwork.State::tensor).mapToInt(Tensor::bytes).sum();
        int cells =
                network.operations().stream()
                        .filter(Operation.LstmCell.class::isInstance)
                        .mapToInt(cell -> 2 * cell.output().shape().size())
                        .sum();
        return hidden + cells;
    }
}
