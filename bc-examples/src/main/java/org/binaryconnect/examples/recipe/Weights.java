package org.binaryconnect.examples.recipe;

/** What a network computes with while it is trained. */
public enum Weights {
    /** Real weights without any binarization: DL4J's own layers. */
    REAL,

    /** The signs of the latent weights. */
    DETERMINISTIC,

    /** Signs that are drawn for each minibatch. */
    STOCHASTIC
}
