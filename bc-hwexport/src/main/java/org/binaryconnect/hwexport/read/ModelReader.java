package org.binaryconnect.hwexport.read;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;

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
     *     for a recurrent network, of which each run computes one step; with the channels or values
     *     last if the layers have the formats NHWC or NWC
     * @throws ExportException if a layer cannot be exported or holds NaN, or the shape does not
     *     fit; the message names the layer, why, and what to do
     */
    public static TrainedNetwork read(Model model, long... featureShape) {
        ModelParts parts = ModelParts.of(model);
        FeatureOrder features = Formats.of(parts.parts(), featureShape);
        Assembly assembly = new Assembly(features);
        List<Value> values = new ArrayList<>();
        values.add(input(features, featureShape.length));
        for (Part part : parts.parts()) {
            List<Value> inputs = part.inputs().stream().map(values::get).toList();
            values.add(read(part, inputs, assembly));
        }
        noteOverwrittenFeatures(parts.parts(), assembly);
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

    /** DL4J applies an activation layer in place, also to the features of its caller. */
    private static void noteOverwrittenFeatures(List<Part> parts, Assembly assembly) {
        List<Part> first = parts.stream().filter(part -> part.inputs().contains(0)).toList();
        for (Part part : first) {
            if (first.size() > 1
                    && part instanceof Part.OfLayer layer
                    && layer.conf() instanceof ActivationLayer) {
                assembly.note(
                        part,
                        "overwrites the features in DL4J 1.0.0-M2.1, so that other layers get wrong ones there; not so in the exported network");
            }
        }
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

    private static Value input(FeatureOrder features, int dimensions) {
        boolean isLast = features.isChannelsLast();
        Value.Kind kind =
                switch (dimensions) {
                    case 1 -> Value.Kind.VECTOR;
                    case 3 -> isLast ? Value.Kind.IMAGE_NHWC : Value.Kind.IMAGE;
                    default ->
                            features.isSequence()
                                    ? isLast ? Value.Kind.STEP_NWC : Value.Kind.STEP
                                    : isLast ? Value.Kind.SERIES_NWC : Value.Kind.SERIES;
                };
        // Vectors of which the model makes images have the images' shape and DL4J's order.
        int[] order = kind.isFlat() ? Order.planar(features.shape()) : null;
        return new Value(0, features.shape(), kind, order, null);
    }
}
