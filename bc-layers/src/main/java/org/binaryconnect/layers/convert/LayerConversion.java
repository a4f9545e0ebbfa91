package org.binaryconnect.layers.convert;

import java.util.List;
import org.binaryconnect.layers.network.NetworkLayer;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * What became of one layer.
 *
 * @param layer as it was
 * @param outcome what happened
 * @param reason why the layer stayed as it was, or what it lost; empty for nothing
 * @param weights the options of the layer, if it was made binary
 */
public record LayerConversion(
        NetworkLayer layer, Outcome outcome, String reason, BinaryWeights weights) {

    /** What can become of a layer. */
    public enum Outcome {
        /** A binary layer took its place. */
        CONVERTED,
        /** It computes with binary weights in its own class, see {@link BinaryRetrofit}. */
        RETROFITTED,
        /** It stayed as it was. */
        KEPT
    }

    LayerConversion withWeights(BinaryWeights value) {
        return new LayerConversion(layer, outcome, reason, value);
    }

    boolean isBinary() {
        return outcome != Outcome.KEPT;
    }

    /** Does to a copy of the layer what was decided. */
    Layer apply(Layer copy) {
        // Keras import makes "no dropout" one that keeps everything, through which DL4J's
        // convolutions with channels last cannot pass errors.
        if (copy.getIDropout() instanceof Dropout dropout && dropout.getP() == 1) {
            copy.setIDropout(null);
        }
        switch (outcome) {
            case CONVERTED -> {
                Layer binary = LayerTypes.binary(copy);
                ((BinaryLayer) binary).setBinaryWeights(weights);
                return binary;
            }
            case RETROFITTED -> BinaryRetrofit.retrofit((BaseLayer) copy, weights);
            default -> withoutNetworksOptions(copy);
        }
        return copy;
    }

    /** A layer that stays real does not ask for what was meant for the binary ones. */
    private static void withoutNetworksOptions(Layer copy) {
        if (copy instanceof BaseLayer base
                && BinaryWeights.of(copy) == null
                && base.getWeightNoise() instanceof BinaryWeights) {
            base.setWeightNoise(null);
        }
    }

    static String table(List<LayerConversion> layers) {
        int width = layers.stream().mapToInt(l -> l.layer.name().length()).max().orElse(0);
        StringBuilder table = new StringBuilder();
        for (LayerConversion conversion : layers) {
            String type = conversion.layer.conf().getClass().getSimpleName();
            String change =
                    switch (conversion.outcome) {
                        case CONVERTED -> "is now binary" + conversion.details();
                        case RETROFITTED -> "computes with binary weights" + conversion.details();
                        case KEPT -> "stays: " + conversion.reason;
                    };
            table.append(
                    "%%-%ds  %%-24s  %%s%%n"
                            .formatted(Math.max(1, width))
                            .formatted(conversion.layer.name(), type, change));
        }
        return table.toString();
    }

    private String details() {
        return (weights.getChannelScale() > 0 ? ", with a scale for each output channel" : "")
                + (reason.isEmpty() ? "" : ", " + reason);
    }
}
