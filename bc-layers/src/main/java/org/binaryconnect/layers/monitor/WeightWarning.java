package org.binaryconnect.layers.monitor;

/**
 * Weights of a layer that stopped learning.
 *
 * @param kind what is wrong
 * @param statistics of the report that showed it
 * @param message one line: layer, reason and remedy
 */
public record WeightWarning(Kind kind, WeightStatistics statistics, String message) {

    /** What can go wrong with latent weights. */
    public enum Kind {
        /**
         * More than a tenth of the weights lie beyond the clip: nothing holds them, and they grow
         * out of reach of the gradients. Over when it is less than a twentieth.
         */
        STARVING,
        /** No weight changed sign for several reports, in a layer that DL4J trains. */
        FROZEN
    }
}
