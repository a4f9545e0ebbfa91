package org.binaryconnect.hwexport.integer;

import java.util.ArrayList;
import java.util.List;

/**
 * A network on 8-bit activations, as a device runs it. The values are numbered: the input is value
 * 0, the states follow, then the result of each operation in order; the last is the scores, 32 bits
 * each, all of one scale, the largest of which names the class.
 *
 * @param input 8-bit
 * @param states what recurrent layers keep from run to run; empty for other networks
 * @param operations in order; at least one
 */
public record IntegerNetwork(Tensor input, List<State> states, List<Operation> operations) {

    /**
     * A hidden state: 8-bit, all at the tensor's zero point at first.
     *
     * @param source the value that becomes the state of the next run
     */
    public record State(String name, Tensor tensor, int source) {}

    public IntegerNetwork {
        states = List.copyOf(states);
        operations = List.copyOf(operations);
        if (operations.isEmpty()
                || operations.get(operations.size() - 1).output().element() != Tensor.Element.S32) {
            throw new IllegalArgumentException("A network must end in scores of 32 bits");
        }
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

    /** The types of all values in their order. */
    public List<Tensor> values() {
        List<Tensor> values = new ArrayList<>();
        values.add(input);
        states.forEach(state -> values.add(state.tensor()));
        operations.forEach(operation -> values.add(operation.output()));
        return values;
    }

    /** The number of the value that an operation gives. */
    public int valueOf(int operation) {
        return 1 + states.size() + operation;
    }

    /** Bytes of an input. */
    public int inputs() {
        return input.shape().size();
    }

    /** The type of the scores. */
    public Tensor output() {
        return operations.get(operations.size() - 1).output();
    }

    /** Number of scores. */
    public int scores() {
        return output().shape().size();
    }

    /** Real value of one unit of the input. */
    public double inputScale() {
        return input.scale();
    }

    /** Real value of one unit of the scores. */
    public double scoreScale() {
        return output().scale();
    }

    /** Whether a run is one time step, which depends on those before it. */
    public boolean isRecurrent() {
        return !states.isEmpty();
    }

    /** The operations with weights. */
    public List<Operation.Linear> linear() {
        return operations.stream()
                .filter(Operation.Linear.class::isInstance)
                .map(Operation.Linear.class::cast)
                .toList();
    }

    /** Weights of all layers, padding not counted. */
    public long weights() {
        return linear().stream()
                .mapToLong(layer -> (long) layer.weights().rows() * layer.weights().columns())
                .sum();
    }

    /** Bytes of the packed weights of all layers, rows padded to whole bytes. */
    public long weightBytes() {
        return linear().stream().mapToLong(layer -> layer.weights().bytes()).sum();
    }

    /** How often weights are used in a run: a convolution's once an output position. */
    public long weightUses() {
        return linear().stream()
                .mapToLong(
                        layer ->
                                (long) layer.weights().rows()
                                        * layer.weights().columns()
                                        * layer.positions())
                .sum();
    }
}
