package org.binaryconnect.layers.network;

import org.binaryconnect.layers.weights.WeightMatrix;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A weight matrix of a network.
 *
 * @param layer the layer that it belongs to
 * @param matrix its layout
 * @param parameter the network's parameter, a view: what is written to it, the network has
 */
public record NetworkWeight(NetworkLayer layer, WeightMatrix matrix, INDArray parameter) {

    /** The parameter's name in the network's table, such as {@code 0_W}. */
    public String key() {
        return layer.prefix() + matrix.name();
    }

    /** The latent weights: a view of the parameter without columns that are no weights. */
    public INDArray latent() {
        return matrix.of(parameter);
    }
}
