package org.binaryconnect.layers.weights;

/**
 * The weights with which a trained network answers (paper, section 2.6). The paper's third way, the
 * mean of several sampled networks, is {@code SampledNetworks}.
 */
public enum TestWeights {
    /**
     * The signs of the latent weights: what a 1-bit device computes, and the paper's choice after
     * deterministic training.
     */
    BINARY,
    /**
     * The latent weights divided by H: the paper's choice after stochastic training. Not a 1-bit
     * network.
     */
    REAL
}
