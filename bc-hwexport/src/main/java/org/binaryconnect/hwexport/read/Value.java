package org.binaryconnect.hwexport.read;

import org.binaryconnect.hwexport.ir.Shape;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;

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
        VECTOR("vectors", 1),
        /** {@code [channels, height, width]}. */
        IMAGE("images", 1),
        /** {@code [height, width, channels]}. */
        IMAGE_NHWC("images of the format NHWC", 3),
        /** {@code [channels, steps]} in a network that is not recurrent. */
        SERIES("series", 1),
        /** {@code [steps, channels]} in a network that is not recurrent. */
        SERIES_NWC("series of the format NWC", 2),
        /** One time step of {@code [values, steps]} in a recurrent network. */
        STEP("sequences", 1),
        /** One time step of {@code [steps, values]} in a recurrent network. */
        STEP_NWC("sequences of the format NWC", 2),
        /** {@code [values]} that belong to the last time step of a sequence. */
        LAST("vectors of the last time step", 1);

        private final String plural;
        private final int channelAxis;

        Kind(String plural, int channelAxis) {
            this.plural = plural;
            this.channelAxis = channelAxis;
        }

        static Kind image(CNN2DFormat format) {
            return format == CNN2DFormat.NHWC ? IMAGE_NHWC : IMAGE;
        }

        static Kind series(RNNFormat format) {
            return format == RNNFormat.NWC ? SERIES_NWC : SERIES;
        }

        static Kind step(RNNFormat format) {
            return format == RNNFormat.NWC ? STEP_NWC : STEP;
        }

        String plural() {
            return plural;
        }

        /** DL4J's axis of channels or values; 0 is that of the examples. */
        int channelAxis() {
            return channelAxis;
        }

        boolean isImage() {
            return this == IMAGE || this == IMAGE_NHWC;
        }

        boolean isSeries() {
            return this == SERIES || this == SERIES_NWC;
        }

        boolean isStep() {
            return this == STEP || this == STEP_NWC;
        }

        /** Whether it has no places, only values. */
        boolean isFlat() {
            return !isImage() && !isSeries();
        }

        /** The order of the elements of a shape when DL4J flattens it. */
        int[] order(Shape shape) {
            return this == IMAGE || this == SERIES ? Order.planar(shape) : null;
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

    /**
     * @param part that takes the value
     * @throws org.binaryconnect.hwexport.ExportException if the value is of another kind
     */
    void require(Part part, Kind wanted) {
        if (kind == wanted) {
            return;
        }
        if (wanted.isSeries() && kind.isStep()) {
            throw part.refusal(
                    "sees several time steps at once, but a recurrent network computes one after the other",
                    "leave out the recurrent layers, or this one");
        }
        throw part.refusal(
                "takes %s, but gets %s".formatted(wanted.plural(), kind.plural()),
                switch (wanted) {
                    case IMAGE ->
                            "give features of the shape [channels, height, width], or set an InputType.convolutionalFlat in the configuration";
                    case IMAGE_NHWC ->
                            "give features of the shape [height, width, channels], and one format to all layers";
                    case SERIES -> "give features of the shape [channels, steps]";
                    case SERIES_NWC ->
                            "give features of the shape [steps, channels], and one format to all layers";
                    case STEP ->
                            "give features of the shape [values, steps], and a FeedForwardToRnnPreProcessor behind layers for vectors";
                    case STEP_NWC ->
                            "give features of the shape [steps, values], and one format to all layers";
                    case VECTOR, LAST ->
                            "give the shape of the features that the model was trained on";
                });
    }
}
