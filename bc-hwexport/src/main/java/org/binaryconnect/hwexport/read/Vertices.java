package org.binaryconnect.hwexport.read;

import java.util.Arrays;
import java.util.List;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.Shape;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;

/** Vertices of a graph that are no layers. */
final class Vertices {

    private Vertices() {}

    static Value read(Part.OfVertex part, List<Value> inputs, Assembly assembly) {
        GraphVertex vertex = part.vertex();
        Class<?> type = vertex.getClass();
        Value first = inputs.get(0);
        if (type == ElementWiseVertex.class) {
            return combine(part, ((ElementWiseVertex) vertex).getOp(), inputs, assembly);
        } else if (type == MergeVertex.class) {
            return merge(part, ((MergeVertex) vertex).getMergeAxis(), inputs, assembly);
        } else if (type == ScaleVertex.class) {
            double factor = ((ScaleVertex) vertex).getScaleFactor();
            return uniform(part, factor, 0, first, assembly);
        } else if (type == ShiftVertex.class) {
            return uniform(part, 1, ((ShiftVertex) vertex).getShiftFactor(), first, assembly);
        } else if (type == ReshapeVertex.class) {
            return reshape(part, (ReshapeVertex) vertex, first, assembly);
        } else if (type == LastTimeStepVertex.class) {
            // Unlike the layer, it does not know of the format NWC.
            first.require(part, Value.Kind.STEP);
            return lastTimeStep(part, first, assembly);
        }
        throw part.refusal(
                "is of a type that cannot be exported",
                "use ElementWiseVertex, MergeVertex, ScaleVertex, ShiftVertex, ReshapeVertex or LastTimeStepVertex");
    }

    /** The last one of a sequence's values; nothing is computed for that. */
    static Value lastTimeStep(Part part, Value input, Assembly assembly) {
        if (!input.kind().isStep()) {
            throw part.refusal(
                    "takes sequences, but gets " + input.kind().plural(),
                    "give features of the shape [values, steps]");
        }
        assembly.note(
                part,
                "takes the last time step: the network gives a result for each step, and the one for the last step counts");
        return input.as(Value.Kind.LAST);
    }

    private static Value combine(
            Part.OfVertex part,
            ElementWiseVertex.Op operation,
            List<Value> inputs,
            Assembly assembly) {
        requireOneKind(part, inputs);
        double factor =
                switch (operation) {
                    case Add, Subtract -> 1;
                    case Average -> 1.0 / inputs.size();
                    case Max, Product ->
                            throw part.refusal(
                                    "combines by " + operation,
                                    "use Add, Subtract or Average, or a MergeVertex");
                };
        List<Value> alike = inOneOrder(part, inputs, assembly);
        Value result = alike.get(0);
        for (int i = 1; i < alike.size(); i++) {
            Node node =
                    new Node.Add(
                            part.name(),
                            i == 1 ? factor : 1,
                            operation == ElementWiseVertex.Op.Subtract ? -1 : factor);
            result = assembly.add(part, node, result.kind(), result.order(), result, alike.get(i));
        }
        return result;
    }

    /** The same elements in the same places; only orders that differ cost something. */
    private static List<Value> inOneOrder(Part part, List<Value> inputs, Assembly assembly) {
        boolean areAlike =
                inputs.stream()
                        .allMatch(value -> Arrays.equals(value.order(), inputs.get(0).order()));
        boolean areFlat = inputs.get(0).kind().isFlat();
        return inputs.stream()
                .map(value -> areFlat ? assembly.flat(part, value) : value)
                .map(value -> areAlike ? value : assembly.ordered(part, null, value))
                .toList();
    }

    private static Value merge(
            Part.OfVertex part, int axis, List<Value> inputs, Assembly assembly) {
        if (inputs.size() == 1) {
            return inputs.get(0);
        }
        requireOneKind(part, inputs);
        Value.Kind kind = inputs.get(0).kind();
        if (axis != kind.channelAxis()) {
            throw part.refusal(
                    "merges %s along dimension %d".formatted(kind.plural(), axis),
                    "merge channels, which are dimension " + kind.channelAxis());
        }
        Value[] parts =
                inputs.stream()
                        .map(value -> kind.isFlat() ? assembly.flat(part, value) : value)
                        .toArray(Value[]::new);
        int[] order = kind.isFlat() ? Order.concatenated(List.of(parts)) : null;
        return assembly.add(part, new Node.Concatenate(part.name()), kind, order, parts);
    }

    private static void requireOneKind(Part part, List<Value> inputs) {
        for (Value value : inputs) {
            if (value.kind() != inputs.get(0).kind()) {
                throw part.refusal(
                        "gets %s and %s"
                                .formatted(inputs.get(0).kind().plural(), value.kind().plural()),
                        "give it inputs of one kind");
            }
        }
    }

    private static Value uniform(
            Part part, double scale, double offset, Value input, Assembly assembly) {
        double[] scales = new double[input.shape().channels()];
        Arrays.fill(scales, scale);
        double[] offsets = new double[scales.length];
        Arrays.fill(offsets, offset);
        return assembly.affine(part, scales, offsets, input);
    }

    private static Value reshape(Part part, ReshapeVertex vertex, Value input, Assembly assembly) {
        int[] shape = vertex.getNewShape();
        FeatureOrder features = assembly.features();
        boolean isStep = input.kind().isStep() || features.isSequence() && shape.length == 3;
        if (vertex.getReshapeOrder() != 'c' || isStep || shape.length < 2 || shape.length > 4) {
            throw part.refusal(
                    "reshapes to %s in order '%s'"
                            .formatted(Arrays.toString(shape), vertex.getReshapeOrder()),
                    "use order 'c', and vectors, images or series");
        }
        int[] sizes = sizes(part, shape, input.shape().size());
        Value flat = assembly.flat(part, input);
        boolean isLast = features.isChannelsLast();
        return switch (sizes.length) {
            case 1 -> flat;
            case 2 ->
                    assembly.shaped(
                            part,
                            isLast
                                    ? new Shape(1, sizes[0], sizes[1])
                                    : new Shape(1, sizes[1], sizes[0]),
                            isLast ? Value.Kind.SERIES_NWC : Value.Kind.SERIES,
                            flat);
            default ->
                    assembly.shaped(
                            part,
                            isLast
                                    ? new Shape(sizes[0], sizes[1], sizes[2])
                                    : new Shape(sizes[1], sizes[2], sizes[0]),
                            isLast ? Value.Kind.IMAGE_NHWC : Value.Kind.IMAGE,
                            flat);
        };
    }

    /** The sizes behind the minibatch's, with the one that DL4J is to find. */
    private static int[] sizes(Part part, int[] shape, int size) {
        int[] sizes = Arrays.copyOfRange(shape, 1, shape.length);
        int known = Arrays.stream(sizes).filter(s -> s > 0).reduce(1, (a, b) -> a * b);
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] <= 0 && shape[0] > 0) {
                sizes[i] = size / known;
            }
        }
        if (Arrays.stream(sizes).anyMatch(s -> s <= 0)
                || Arrays.stream(sizes).reduce(1, (a, b) -> a * b) != size) {
            throw part.refusal(
                    "reshapes to %s, which mixes examples of %d values"
                            .formatted(Arrays.toString(shape), size),
                    "use a shape of -1 and the sizes of one example");
        }
        return sizes;
    }
}
