package org.binaryconnect.hwexport.read;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.ir.Shape;
import org.deeplearning4j.nn.api.Model;

/**
 * Reads trained networks of DL4J: what they compute outside training, layer by layer. A layer that
 * cannot be exported is refused by name; nothing is left out silently.
 */
public final class ModelReader {

    private ModelReader() {}

    /**
     * Loads a zip file that DL4J's {@code ModelSerializer} wrote, of either class of networks.
     *
     * @throws ExportException if there is no such file, or it is damaged or something else
     */
    public static Model load(File file) {
        return ModelFile.load(file);
    }

    /**
     * Reads a network.
     *
     * @param model a {@code MultiLayerNetwork} or {@code ComputationGraph} with one input and one
     *     output
     * @param featureShape the shape of one example of the data, as DL4J takes it: {@code [values]},
     *     {@code [channels, height, width]}, {@code [channels, steps]}, or {@code [values, steps]}
     *     for a recurrent network, of which each run computes one step
     * @throws ExportException if a layer cannot be exported or holds NaN, or the shape does not
     *     fit; the message names the layer, why, and what to do
     */
    public static TrainedNetwork read(Model model, long... featureShape) {
        ModelParts parts = ModelParts.of(model);
        FeatureOrder features = features(parts.parts(), featureShape);
        Assembly assembly = new Assembly(features.shape(), features.isSequence());
        List<Value> values = new ArrayList<>();
        values.add(input(features, featureShape.length));
        for (Part part : parts.parts()) {
            List<Value> inputs = part.inputs().stream().map(values::get).toList();
            values.add(read(part, inputs, assembly));
        }
        Part last = parts.parts().get(parts.parts().size() - 1);
        return finish(parts, features, last, values.get(values.size() - 1), assembly);
    }

    private static Value read(Part part, List<Value> inputs, Assembly assembly) {
        if (part instanceof Part.OfLayer layer) {
            return Layers.read(layer, inputs.get(0), assembly);
        } else if (part instanceof Part.OfPreprocessor preprocessor) {
            return Preprocessors.read(preprocessor, inputs.get(0), assembly);
        }
        return Vertices.read((Part.OfVertex) part, inputs, assembly);
    }

    private static TrainedNetwork finish(
            ModelParts parts, FeatureOrder features, Part last, Value result, Assembly assembly) {
        Value.Pending pending = result.pending();
        Value scores = assembly.ordered(last, null, assembly.flat(last, result.with(null)));
        if (pending != null) {
            assembly.note(
                    pending.part(),
                    "ends the network with a %s: the network gives the values before it"
                            .formatted(pending.function()));
        }
        List<String> notes = new ArrayList<>(parts.notes());
        notes.addAll(assembly.notes());
        return new TrainedNetwork(
                assembly.network(scores),
                features,
                pending == null ? "identity" : pending.function(),
                notes);
    }

    private static FeatureOrder features(List<Part> parts, long[] shape) {
        boolean isRecurrent = parts.stream().anyMatch(Layers::isRecurrent);
        boolean isKnown = shape.length >= 1 && shape.length <= 3;
        if (!isKnown || Arrays.stream(shape).anyMatch(size -> size < 1 || size > 1 << 24)) {
            throw new ExportException(
                    "Features of the shape %s cannot be exported; give the shape of one example: [values], [channels, height, width] or [channels, steps]"
                            .formatted(Arrays.toString(shape)));
        }
        if (isRecurrent && shape.length != 2) {
            throw new ExportException(
                    "The network is recurrent, but the features have the shape %s; give sequences, [values, steps]"
                            .formatted(Arrays.toString(shape)));
        }
        int[] s = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
        boolean isSequence =
                s.length == 2 && (isRecurrent || parts.stream().noneMatch(Layers::needsSeries));
        if (s.length == 3) {
            return new FeatureOrder(new Shape(s[1], s[2], s[0]), false);
        } else if (s.length == 2 && !isSequence) {
            return new FeatureOrder(new Shape(1, s[1], s[0]), false);
        }
        return new FeatureOrder(vector(parts, s[0]), isSequence);
    }

    /**
     * The shape of vectors: that of the images which the model makes of them, if it does, so that
     * the data come in the network's order and nothing has to be done at run time.
     */
    private static Shape vector(List<Part> parts, int size) {
        for (Part part : parts) {
            if (part instanceof Part.OfPreprocessor preprocessor && part.inputs().contains(0)) {
                Shape image = Preprocessors.image(preprocessor.preprocessor());
                if (image != null && image.size() == size) {
                    return image;
                }
            }
        }
        return Shape.vector(size);
    }

    private static Value input(FeatureOrder features, int dimensions) {
        if (features.isSequence() || dimensions == 1) {
            Value.Kind kind = features.isSequence() ? Value.Kind.STEP : Value.Kind.VECTOR;
            return new Value(0, features.shape(), kind, Order.planar(features.shape()), null);
        }
        Value.Kind kind = dimensions == 3 ? Value.Kind.IMAGE : Value.Kind.SERIES;
        return new Value(0, features.shape(), kind, null, null);
    }
}
