package org.binaryconnect.layers.training;

import org.binaryconnect.layers.network.NetworkWeight;
import org.binaryconnect.layers.network.Networks;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.updaters.DivergedException;
import org.binaryconnect.updaters.arrays.Clipper;
import org.deeplearning4j.nn.api.Model;

/** Repairs the latent weights of a network that came from elsewhere. */
public final class LatentWeights {

    private LatentWeights() {}

    /**
     * Cuts all binary layers' weights off at [-H, H], in place.
     *
     * <p>Needed for a checkpoint that a listener wrote between an optimizer's step and the clip
     * that follows it (DL4J calls {@code iterationDone} there): it finishes the step. DL4J counts
     * the iteration later still; for training to go on as if it had not been interrupted, add 1 to
     * the iteration count of such a network.
     *
     * @throws DivergedException if a weight is NaN or infinite
     */
    public static void clip(Model network) {
        for (NetworkWeight weight : Networks.weights(network)) {
            BinaryWeights options = BinaryWeights.of(weight.layer().conf());
            if (options != null) {
                weight.requireFinite();
                Clipper.clip(weight.latent(), options.getClip());
            }
        }
    }
}
