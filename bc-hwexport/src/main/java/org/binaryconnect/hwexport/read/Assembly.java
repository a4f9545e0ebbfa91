package org.binaryconnect.hwexport.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.Shape;

/** The network that is being built, node by node. */
final class Assembly {

    private final FeatureOrder features;
    private final List<Network.Step> steps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** For values whose pending activation was applied after all, the values behind it. */
    private final Map<Integer, Integer> settled = new HashMap<>();

    Assembly(FeatureOrder features) {
        this.features = features;
    }

    /** What the network gets. */
    FeatureOrder features() {
        return features;
    }

    List<String> notes() {
        return notes;
    }

    /** For users, one line. */
    void note(Part part, String text) {
        notes.add(part.label() + " " + text);
    }

    /**
     * Adds a node.
     *
     * @param part that it comes from
     * @param kind of its result
     * @param order of its result
     * @throws ExportException if the inputs do not fit it
     */
    Value add(Part part, Node node, Value.Kind kind, int[] order, Value... inputs) {
        List<Value> ready = Arrays.stream(inputs).map(this::settled).toList();
        Shape shape;
        try {
            shape = node.output(ready.stream().map(Value::shape).toList());
        } catch (IllegalArgumentException e) {
            String why =
                    e.getMessage().replaceFirst("^Layer \".*?\" takes", "takes").replace(';', ',');
            throw part.refusal(
                    why.startsWith("takes") ? why : "does not fit its input: " + why,
                    "give the shape of the features that the model was trained on");
        }
        steps.add(new Network.Step(node, ready.stream().map(Value::index).toList()));
        return new Value(steps.size(), shape, kind, order, null);
    }

    /** As {@link #add}, for a node that keeps its input's kind and order. */
    Value addElementwise(Part part, Node node, Value input) {
        return add(part, node, input.kind(), input.order(), input);
    }

    /**
     * {@code scale x + offset} channel by channel.
     *
     * @param scale null for ones
     * @param offset null for zeros
     */
    Value affine(Part part, double[] scale, double[] offset, Value input) {
        if (scale == null && offset == null) {
            return input;
        }
        int channels = scale == null ? offset.length : scale.length;
        return addElementwise(
                part,
                new Node.Affine(
                        part.name(),
                        scale == null ? Node.ones(channels) : scale,
                        offset == null ? new double[channels] : offset),
                input);
    }

    /** A value as a vector, in DL4J's order or with a note of another one. */
    Value flat(Part part, Value value) {
        boolean isFlat = value.kind().isFlat();
        Value.Kind kind = isFlat ? value.kind() : Value.Kind.VECTOR;
        int[] order = isFlat ? value.order() : value.kind().order(value.shape());
        if (value.shape().isVector()) {
            return new Value(value.index(), value.shape(), kind, order, value.pending());
        }
        Shape vector = Shape.vector(value.shape().size());
        return add(part, new Node.Reshape(part.name(), vector), kind, order, value);
    }

    /** A vector in a certain order; costs nothing if it has that order. */
    Value ordered(Part part, int[] order, Value vector) {
        int[] change = Order.between(vector.order(), order, vector.shape().size());
        return change == null
                ? vector
                : add(part, new Node.Permute(part.name(), change), vector.kind(), order, vector);
    }

    /** A vector as an image or a series. */
    Value shaped(Part part, Shape shape, Value.Kind kind, Value vector) {
        Value ordered = ordered(part, kind.order(shape), vector);
        if (ordered.shape().equals(shape)) {
            return new Value(ordered.index(), shape, kind, null, ordered.pending());
        }
        return add(part, new Node.Reshape(part.name(), shape), kind, null, ordered);
    }

    /** A value that something computes with, so that no activation may be pending. */
    Value settled(Value value) {
        Value.Pending pending = value.pending();
        if (pending == null) {
            return value;
        }
        if (pending.function().equals("softmax")) {
            throw pending.part()
                    .refusal(
                            "has a softmax that is not the end of the network",
                            "use ReLU or another activation there, and softmax in the last layer only");
        }
        Node sigmoid = new Node.Activation(pending.part().name(), ActivationFunctions.SIGMOID);
        int applied =
                settled.computeIfAbsent(
                        value.index(),
                        index -> addElementwise(pending.part(), sigmoid, value.with(null)).index());
        return new Value(applied, value.shape(), value.kind(), value.order(), null);
    }

    /**
     * @param output the last value that was added
     */
    Network network(Value output) {
        if (steps.isEmpty() || output.index() != steps.size()) {
            throw new ExportException("The network computes nothing; there is nothing to export");
        }
        return new Network(features.shape(), steps);
    }
}
