package org.binaryconnect.layers.keras;

import java.util.HashMap;
import java.util.Map;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.updaters.arrays.Clipper;
import org.binaryconnect.updaters.arrays.FiniteCheck;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Brings imported latent weights within the clip of their layer. */
final class LatentWeightImport {

    private LatentWeightImport() {}

    /**
     * The arrays for the network. The layer's clip grows where cut weights would give other
     * outputs.
     *
     * @param weights by DL4J's names; unchanged
     * @throws InvalidKerasConfigurationException if latent weights are NaN or infinite
     */
    static Map<String, INDArray> within(
            LarqLayerType type, BinaryLayer layer, Map<String, INDArray> weights)
            throws InvalidKerasConfigurationException {
        BinaryWeights options = layer.getBinaryWeights();
        Map<String, INDArray> result = new HashMap<>(weights);
        for (Kernel kernel : type.kernels()) {
            INDArray latent = weights.get(kernel.parameter()).dup();
            if (!FiniteCheck.isFinite(latent)) {
                throw new InvalidKerasConfigurationException(
                        "Layer \"%s\": weights \"%s\" are NaN or infinite; import an earlier state of the model"
                                .formatted(layer.getLayerName(), kernel.parameter()));
            }
            if (options.getChannelScale() == 0) {
                Clipper.clip(latent, options.getClip());
            } else {
                double largest = latent.amaxNumber().doubleValue();
                options = options.withClip(Math.max(options.getClip(), largest));
            }
            result.put(kernel.parameter(), latent);
        }
        layer.setBinaryWeights(options);
        return result;
    }
}
