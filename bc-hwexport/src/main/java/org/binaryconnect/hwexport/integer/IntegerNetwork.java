package org.binaryconnect.hwexport.integer;

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
public record IntegerNetwork(Tensor input, List<State> states, List<Operation> operations)
        implements DeviceNetwork {

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
        DeviceNetwork.checkOrder(states, operations);
    }

    /** Real value of one unit of the input. */
    public double inputScale() {
        return input.scale();
    }

    /** Real value of one unit of the scores. */
    public double scoreScale() {
        return output().scale();
    }

    /** The operations with weights. */
    public List<Operation.Linear> linear() {
        return operations.stream()
                .filter(Operation.Linear.class::isInstance)
                .map(Operation.Linear.class::cast)
                .toList();
    }
}
