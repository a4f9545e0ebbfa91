package org.binaryconnect.hwexport.read;

import org.binaryconnect.hwexport.ir.Shape;

/**
 * A value of the network that is being built, and what DL4J takes it for.
 *
 * @param index its number in the network
 * @param shape its shape in the network, channels last; of a vector any shape
 * @param kind what DL4J takes it for
 * @param order element i here is element {@code order[i]} in DL4J, channels first; null if they are
 *     the same; always null for images and series, whose order follows from their shape
 * @param pending an activation that was not applied, because perhaps nothing follows it; or null
 */
record Value(int index, Shape shape, Kind kind, int[] order, Pending pending) {

    /** What a value is to DL4J, without the examples of the minibatch. */
    enum Kind {
        /** {@code [values]}; in a recurrent network those of one time step. */
        VECTOR("vectors"),
        /** {@code [channels, height, width]}. */
        IMAGE("images"),
        /** {@code [channels, steps]} in a network that is not recurrent. */
        SERIES("series"),
        /** One time step of {@code [values, steps]} in a recurrent network. */
        STEP("sequences"),
        /** {@code [values]} that belong to the last time step of a sequence. */
        LAST("vectors of the last time step");

        private final String plural;

        Kind(String plural) {
            this.plural = plural;
        }

        String plural() {
            return plural;
        }
    }

    /**
     * An activation function that a model may end in and the network leaves to its user.
     *
     * @param function "softmax" or "sigmoid"
     * @param part that has it
     */
    record Pending(String function, Part part) {}

    /** The same values, which DL4J takes for something else. */
    Value as(Kind other) {
        return new Value(index, shape, other, order, pending);
    }

    Value with(Pending activation) {
        return new Value(index, shape, kind, order, activation);
    }
}
