package org.binaryconnect.layers.conf;

import java.util.function.UnaryOperator;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.layers.weights.TestWeights;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;

/**
 * The options that the builders of all binary layers have beside those of the DL4J layer. A layer
 * for which none is set takes those of the network: a {@link BinaryWeights} given to {@code
 * NeuralNetConfiguration.Builder.weightNoise}, or else {@link BinaryWeights#DEFAULT}.
 *
 * @param <B> the builder
 */
public interface BinaryLayerBuilder<B> {

    /** DL4J's property; holds the options. */
    IWeightNoise getWeightNoise();

    /** DL4J's option; a weight noise that is no {@link BinaryWeights} is refused later. */
    B weightNoise(IWeightNoise weightNoise);

    /** DL4J's property; for messages. */
    String getLayerName();

    /** Sets all options at once. */
    default B binaryWeights(BinaryWeights binaryWeights) {
        return weightNoise(binaryWeights);
    }

    /** How weights are binarized while training. Default: deterministic. */
    default B binarization(Binarization binarization) {
        return change(weights -> weights.withBinarization(binarization));
    }

    /** H: latent weights are kept in [-H, H]. Above 0; default 1. */
    default B clip(double clip) {
        return change(weights -> weights.withClip(clip));
    }

    /**
     * Whether the optimizer's step is scaled (paper, section 2.5). Default: true; without it
     * accuracy suffers badly.
     */
    default B scaleStep(boolean scaleStep) {
        return change(weights -> weights.withScaleStep(scaleStep));
    }

    /**
     * The weights used outside training. Default: binary after deterministic training, real after
     * stochastic.
     */
    default B testWeights(TestWeights testWeights) {
        return change(weights -> weights.withTestWeights(testWeights));
    }

    /**
     * Whether each output channel's +1 and -1 are multiplied by the mean magnitude of its latent
     * weights, as in binary-weight networks (XNOR-Net paper, section 3.1). Default: false, as in
     * BinaryConnect. Useful where no batch normalization follows.
     */
    default B channelScale(boolean channelScale) {
        return change(weights -> weights.withChannelScale(channelScale ? 1 : 0));
    }

    private B change(UnaryOperator<BinaryWeights> change) {
        BinaryWeights now =
                getWeightNoise() instanceof BinaryWeights weights ? weights : BinaryWeights.DEFAULT;
        try {
            return weightNoise(change.apply(now));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Layer %s: %s"
                            .formatted(
                                    getLayerName() == null
                                            ? "without a name"
                                            : "\"" + getLayerName() + "\"",
                                    e.getMessage()),
                    e);
        }
    }
}
