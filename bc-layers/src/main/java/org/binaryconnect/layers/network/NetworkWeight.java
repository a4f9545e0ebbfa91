package org.binaryconnect.layers.network;

import org.binaryconnect.layers.weights.WeightMatrix;
import org.binaryconnect.updaters.DivergedException;
import org.binaryconnect.updaters.arrays.FiniteCheck;
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

    /**
     * @throws DivergedException if a number of the parameter is NaN or infinite, whose sign would
     *     be a weight like any other
     */
    public void requireFinite() {
        if (!FiniteCheck.isFinite(parameter)) {
            throw new DivergedException(
                    "Layer \"%s\": weights \"%s\" are NaN or infinite; restore an earlier model"
                            .formatted(layer.name(), matrix.name()));
        }
    }

    /** The latent weights: a view of the parameter without columns that are no weights. */
    public INDArray latent() {
        return matrix.of(parameter);
    }
}
