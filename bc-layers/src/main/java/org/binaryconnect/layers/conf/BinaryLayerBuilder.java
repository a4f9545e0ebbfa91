package org.binaryconnect.layers.conf;

import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.layers.weights.TestWeights;

/**
 * The options that the builders of all binary layers have beside those of the DL4J layer.
 *
 * @param <B> the builder
 */
public interface BinaryLayerBuilder<B> {

    BinaryWeights getBinaryWeights();

    /** Sets all options at once. Default: {@link BinaryWeights#DEFAULT}. */
    B binaryWeights(BinaryWeights binaryWeights);

    /** How weights are binarized while training. Default: deterministic. */
    default B binarization(Binarization binarization) {
        return binaryWeights(getBinaryWeights().withBinarization(binarization));
    }

    /** H: latent weights are kept in [-H, H]. Above 0; default 1. */
    default B clip(double clip) {
        return binaryWeights(getBinaryWeights().withClip(clip));
    }

    /**
     * Whether the optimizer's step is scaled (paper, section 2.5). Default: true; without it
     * accuracy suffers badly.
     */
    default B scaleStep(boolean scaleStep) {
        return binaryWeights(getBinaryWeights().withScaleStep(scaleStep));
    }

    /**
     * The weights used outside training. Default: binary after deterministic training, real after
     * stochastic.
     */
    default B testWeights(TestWeights testWeights) {
        return binaryWeights(getBinaryWeights().withTestWeights(testWeights));
    }
}
