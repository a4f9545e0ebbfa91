package org.binaryconnect.layers.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.binaryconnect.layers.convert.LayerTypes;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.updaters.WeightClip;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.layers.Layer;

/** What the stored configuration of one larq layer says about its weights. */
final class LarqConfiguration {

    private static final String CONFIG = "config";
    private static final Set<String> CLIP_NAMES = Set.of("WeightClip", "weight_clip");
    private static final double LARQ_CLIP = 1;

    private final LarqLayerType type;
    private final Map<String, Object> layerConfig;
    private final Map<String, Object> options;
    private final Quantizer quantizer;

    /** Of the kernels that have one. */
    private final Map<Kernel, Double> clips = new LinkedHashMap<>();

    /**
     * @param layerConfig as DL4J's importer hands it on: class name, version, and the layer's own
     *     configuration as {@code config}
     * @throws Refusal if no layer here has the same outputs
     */
    @SuppressWarnings("unchecked") // as DL4J reads it
    LarqConfiguration(LarqLayerType type, Map<String, Object> layerConfig) throws Refusal {
        this.type = type;
        this.layerConfig = layerConfig;
        this.options = (Map<String, Object>) layerConfig.get(CONFIG);
        LostOptions.refuse(type, options);
        this.quantizer = quantizer();
        readClips();
    }

    private Quantizer quantizer() throws Refusal {
        Set<Quantizer> found = new HashSet<>();
        for (Kernel kernel : type.kernels()) {
            found.add(quantizer(kernel));
        }
        if (found.size() > 1) {
            throw new Refusal(
                    "only one of depthwise_quantizer and pointwise_quantizer is set, and a layer of DL4J has one kind of weights; train the model with both or with none");
        }
        return found.iterator().next();
    }

    private Quantizer quantizer(Kernel kernel) throws Refusal {
        SerializedObject stored = SerializedObject.of(options.get(kernel.quantizerField()));
        Quantizer known = stored == null ? Quantizer.NONE : Quantizer.named(stored.name());
        if (known == null) {
            throw new Refusal(
                    "%s %s gives other weights than +1 and -1; train the model with ste_sign, or without a quantizer"
                            .formatted(kernel.quantizerField(), stored.name()));
        }
        if (known == Quantizer.SCALED_SIGN && !type.lastAxisIsOutput()) {
            throw new Refusal(
                    "%s %s has a scale for each index of the kernel's last axis, which are not the output channels here; train the model with ste_sign"
                            .formatted(kernel.quantizerField(), stored.name()));
        }
        return known;
    }

    private void readClips() throws Refusal {
        for (Kernel kernel : type.kernels()) {
            SerializedObject constraint =
                    SerializedObject.of(options.get(kernel.constraintField()));
            if (constraint != null && CLIP_NAMES.contains(constraint.name())) {
                Object limit = constraint.options().get("clip_value");
                clips.put(
                        kernel, limit instanceof Number number ? number.doubleValue() : LARQ_CLIP);
            }
        }
        if (isBinary() && Set.copyOf(clips.values()).size() > 1) {
            throw new Refusal(
                    "depthwise_constraint and pointwise_constraint clip at different values, and a binary layer has one clip; train the model with the same for both");
        }
    }

    private boolean isBinary() {
        return quantizer != Quantizer.NONE;
    }

    /** The configuration without constraints that only larq knows. */
    Map<String, Object> forDl4j() {
        Map<String, Object> kept = new HashMap<>(options);
        clips.keySet().forEach(kernel -> kept.put(kernel.constraintField(), null));
        Map<String, Object> copy = new HashMap<>(layerConfig);
        copy.put(CONFIG, kept);
        return copy;
    }

    /**
     * The layer for the network: binary if the weights are quantized, else the given one.
     *
     * @param imported what DL4J imported for {@link #forDl4j()}
     */
    Layer layer(Layer imported) {
        // DL4J imports "no dropout" as one that keeps everything, through which its convolutions
        // with channels last cannot pass errors.
        imported.setIDropout(null);
        if (!isBinary()) {
            constrain(imported);
            return imported;
        }
        Layer layer = LayerTypes.binary(imported);
        double clip = clips.isEmpty() ? LARQ_CLIP : clips.values().iterator().next();
        ((BinaryLayer) layer)
                .setBinaryWeights(
                        BinaryWeights.DEFAULT
                                .withClip(clip)
                                .withChannelScale(quantizer == Quantizer.SCALED_SIGN ? 1 : 0));
        return layer;
    }

    private void constrain(Layer plain) {
        if (clips.isEmpty()) {
            return;
        }
        List<LayerConstraint> constraints = new ArrayList<>();
        if (plain.getConstraints() != null) {
            constraints.addAll(plain.getConstraints());
        }
        clips.forEach(
                (kernel, clip) ->
                        constraints.add(new WeightClip(clip, Set.of(kernel.parameter()))));
        plain.setConstraints(constraints);
    }
}
