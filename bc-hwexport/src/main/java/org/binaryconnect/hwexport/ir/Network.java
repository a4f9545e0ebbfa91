package org.binaryconnect.hwexport.ir;

import java.util.List;

/**
 * A chain of nodes from an input vector to class scores.
 *
 * @param inputs length of the input vector, at least 1
 * @param nodes at least one; each takes what the one before it gives
 */
public record Network(int inputs, List<Node> nodes) {

    public Network {
        nodes = List.copyOf(nodes);
        int size = inputs;
        for (Node node : nodes) {
            int expected = node.inputs(size);
            if (expected != size) {
                throw new IllegalArgumentException(
                        "Layer \"%s\" takes %d values, but the layer before it gives %d"
                                .formatted(node.name(), expected, size));
            }
            size = node.outputs(size);
        }
    }

    /** Length of the score vector. */
    public int outputs() {
        int size = inputs;
        for (Node node : nodes) {
            size = node.outputs(size);
        }
        return size;
    }
}
