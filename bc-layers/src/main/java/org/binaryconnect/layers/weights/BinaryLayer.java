package org.binaryconnect.layers.weights;

import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.nd4j.shade.jackson.annotation.JsonIgnore;

/**
 * A layer configuration whose weight matrices are binary.
 *
 * <p>Its options live where DL4J lets a layer say what it computes with instead of its stored
 * weights, in the weight noise: so a {@link BinaryWeights} that is set for a whole network ({@code
 * NeuralNetConfiguration.Builder.weightNoise}) is the default of its binary layers.
 *
 * <p>The clip is one of the layer's constraints. DL4J gives a layer that has constraints none of
 * the network-wide ones; set those at the layer.
 *
 * <p>Two of DL4J's defaults do not suit: Adam's epsilon is zero in half precision (take 1e-3), and
 * the threshold of gradients that {@code ParallelWrapper} shares, 0.001, is small beside scaled
 * steps (take one of their size).
 */
public interface BinaryLayer {

    /**
     * How the weights are binarized and updated.
     *
     * @throws DL4JInvalidConfigException if the layer has a weight noise of another kind
     */
    @JsonIgnore
    default BinaryWeights getBinaryWeights() {
        IWeightNoise noise = getWeightNoise();
        if (noise == null) {
            return BinaryWeights.DEFAULT;
        }
        if (noise instanceof BinaryWeights weights) {
            return weights;
        }
        throw new DL4JInvalidConfigException(
                "Layer \"%s\" has binary weights and weight noise %s: a binary weight cannot carry noise; remove weightNoise from this layer or from the global configuration"
                        .formatted(getLayerName(), noise.getClass().getSimpleName()));
    }

    /** Changes the options of a layer, for instance the test-time weights of a trained network. */
    @JsonIgnore
    default void setBinaryWeights(BinaryWeights binaryWeights) {
        setWeightNoise(binaryWeights);
    }

    /** DL4J's property. */
    String getLayerName();

    /** DL4J's property. */
    IWeightNoise getWeightNoise();

    /** DL4J's property. */
    void setWeightNoise(IWeightNoise weightNoise);
}
