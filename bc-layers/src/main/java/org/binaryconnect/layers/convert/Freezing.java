package org.binaryconnect.layers.convert;

import java.util.List;
import org.binaryconnect.layers.conf.ActivationScores;
import org.binaryconnect.layers.network.NetworkWeight;
import org.binaryconnect.layers.network.Networks;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * Makes a plain DL4J network of a binary one, for serving: DL4J's own layers, whose weights are +1
 * and -1 (times the channel scale, where a layer has one). It needs no class of this library, and
 * its {@code output} does not binarize at every call.
 */
public final class Freezing {

    private Freezing() {}

    /**
     * A plain network that gives the outputs of the 1-bit network.
     *
     * <p>Layers whose test-time weights are real are binarized too; estimate batch normalization
     * anew then ({@code BatchNormStatistics}), on either network.
     *
     * @param network unchanged
     * @return a network of the same class, its updater afresh
     * @throws org.binaryconnect.updaters.DivergedException if a weight is NaN or infinite
     */
    public static <M extends Model> M freeze(M network) {
        M frozen = Networks.rebuild(network, (prefix, layer) -> plain(layer));
        List<NetworkWeight> from = Networks.weights(network);
        List<NetworkWeight> to = Networks.weights(frozen);
        for (int i = 0; i < from.size(); i++) {
            BinaryWeights options = BinaryWeights.of(from.get(i).layer().conf());
            if (options != null) {
                from.get(i).requireFinite();
                options.deterministic(
                        from.get(i).matrix(), from.get(i).parameter(), to.get(i).parameter());
            }
        }
        return frozen;
    }

    private static Layer plain(Layer layer) {
        Layer plain = LayerTypes.plain(layer);
        BinaryRetrofit.undo(plain);
        if (plain instanceof BaseLayer base) {
            if (base.getActivationFn() instanceof ActivationScores) {
                base.setActivationFn(new ActivationIdentity());
            }
            if (base.getWeightInitFn() == null) {
                base.setWeightInitFn(new WeightInitXavier());
            }
        }
        if (plain instanceof SameDiffLayer sameDiff && sameDiff.getWeightInit() == null) {
            sameDiff.setWeightInit(WeightInit.XAVIER);
        }
        return plain;
    }
}
