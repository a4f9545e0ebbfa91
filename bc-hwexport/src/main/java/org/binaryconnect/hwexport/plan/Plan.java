package org.binaryconnect.hwexport.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.binaryconnect.hwexport.integer.DeviceNetwork;
import org.binaryconnect.hwexport.integer.DeviceOperation;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.integer.WeightedOperation;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.kernels.CostModel;
import org.binaryconnect.hwexport.kernels.KernelChoice;
import org.binaryconnect.hwexport.kernels.Scratch;

/**
 * How a network is computed in C on a core: a kernel for each operation with weights, and a place
 * in memory for everything.
 *
 * @param network the network
 * @param core what it is planned for
 * @param decisions for each operation its kernel and why; null for operations without weights
 * @param buffers the working memory
 */
public record Plan(DeviceNetwork network, Core core, List<Decision> decisions, Buffers buffers) {

    public Plan {
        decisions = Collections.unmodifiableList(new ArrayList<>(decisions));
    }

    /** A plan with given kernels. */
    public static Plan of(DeviceNetwork network, Core core, List<Decision> decisions) {
        int[] scratch = new int[decisions.size()];
        for (int o = 0; o < scratch.length; o++) {
            Decision decision = decisions.get(o);
            scratch[o] = decision == null ? 0 : scratchBytes(network, o, decision.choice());
        }
        return new Plan(network, core, decisions, Buffers.plan(network, scratch));
    }

    /** The kernel of an operation; null for one without weights. */
    public KernelChoice choice(int operation) {
        Decision decision = decisions.get(operation);
        return decision == null ? null : decision.choice();
    }

    /** The predicted cost of each operation, in the core's unit. */
    public long[] costs() {
        CostModel model = CostModel.of(core);
        long[] costs = new long[decisions.size()];
        for (int o = 0; o < costs.length; o++) {
            Decision decision = decisions.get(o);
            costs[o] =
                    decision == null ? model.predict(network.operations().get(o)) : decision.cost();
        }
        return costs;
    }

    /** The kernels of all operations with weights. */
    public List<KernelChoice> kernels() {
        return decisions.stream().filter(Objects::nonNull).map(Decision::choice).toList();
    }

    private static int scratchBytes(DeviceNetwork network, int operation, KernelChoice choice) {
        WeightedOperation linear = (WeightedOperation) network.operations().get(operation);
        return Scratch.bytes(choice, linear, network.values().get(linear.input()).shape());
    }

    /** Bytes of scratch of an operation in this plan. */
    public int scratchBytes(int operation) {
        KernelChoice choice = choice(operation);
        return choice == null ? 0 : scratchBytes(network, operation, choice);
    }

    /** The largest scratch of any operation. */
    public int peakScratchBytes() {
        int peak = 0;
        for (int o = 0; o < decisions.size(); o++) {
            peak = Math.max(peak, scratchBytes(o));
        }
        return peak;
    }

    /** Bytes of the caller's working memory. */
    public int memoryBytes() {
        return buffers.bytes();
    }

    /** Bytes that recurrent layers keep from run to run, padding included. */
    public int stateBytes() {
        return hiddenBytes() + cellBytes() + statePadding();
    }

    /** A structure with cells of 16 bits ends at a multiple of them. */
    public int statePadding() {
        return cellBytes() > 0 ? hiddenBytes() % 2 : 0;
    }

    private int hiddenBytes() {
        return network.states().stream()
                .map(IntegerNetwork.State::tensor)
                .mapToInt(Tensor::bytes)
                .sum();
    }

    private int cellBytes() {
        return network.operations().stream().mapToInt(DeviceOperation::cellBytes).sum();
    }
}
