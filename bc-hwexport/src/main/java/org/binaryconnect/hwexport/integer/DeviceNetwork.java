package org.binaryconnect.hwexport.integer;

import java.util.ArrayList;
import java.util.List;

/**
 * A network as a device runs it: all that a plan and an export need to know. The values are
 * numbered: the input is value 0, the states follow, then the result of each operation in order;
 * the last is the scores, the largest of which names the class.
 */
public interface DeviceNetwork {

    Tensor input();

    /** What recurrent layers keep from run to run; empty for other networks. */
    List<IntegerNetwork.State> states();

    /** At least one. */
    List<? extends DeviceOperation> operations();

    /** The types of all values in their order. */
    default List<Tensor> values() {
        List<Tensor> values = new ArrayList<>();
        values.add(input());
        states().forEach(state -> values.add(state.tensor()));
        operations().forEach(operation -> values.add(operation.output()));
        return values;
    }

    /** The number of the value that an operation gives. */
    default int valueOf(int operation) {
        return 1 + states().size() + operation;
    }

    /** Elements of an input. */
    default int inputs() {
        return input().shape().size();
    }

    /** The type of the scores. */
    default Tensor output() {
        return operations().get(operations().size() - 1).output();
    }

    /** Number of scores. */
    default int scores() {
        return output().shape().size();
    }

    /** Whether a run is one time step, which depends on those before it. */
    default boolean isRecurrent() {
        return !states().isEmpty();
    }

    /** The operations with weights. */
    default List<? extends WeightedOperation> weighted() {
        return operations().stream()
                .filter(WeightedOperation.class::isInstance)
                .map(WeightedOperation.class::cast)
                .toList();
    }

    /** Weights of all layers, padding not counted. */
    default long weights() {
        return weighted().stream().mapToLong(layer -> (long) layer.outputs() * layer.fanIn()).sum();
    }

    /** Bytes of the packed weights of all layers, rows padded to whole bytes. */
    default long weightBytes() {
        return weighted().stream().mapToLong(WeightedOperation::weightBytes).sum();
    }

    /** How often weights are used in a run: a convolution's once an output position. */
    default long weightUses() {
        return weighted().stream()
                .mapToLong(layer -> (long) layer.outputs() * layer.fanIn() * layer.positions())
                .sum();
    }

    /** Whether activations are 32-bit floating-point numbers. */
    default boolean isFloat() {
        return input().element() == Tensor.Element.F32;
    }

    /** Checks that operations take only values before them. */
    static void checkOrder(
            List<IntegerNetwork.State> states, List<? extends DeviceOperation> operations) {
        for (int o = 0; o < operations.size(); o++) {
            for (int value : operations.get(o).inputs()) {
                if (value < 0 || value > states.size() + o) {
                    throw new IllegalArgumentException(
                            "Operation %d takes value %d, which is not computed before it"
                                    .formatted(o, value));
                }
            }
        }
    }
}
