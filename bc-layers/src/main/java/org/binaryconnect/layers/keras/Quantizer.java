package org.binaryconnect.layers.keras;

/** What a weight quantizer of larq computes in the forward pass. */
enum Quantizer {
    /** The weights themselves. */
    NONE,
    /** +1 for weights of at least 0, else -1. */
    SIGN,
    /** The sign times the mean magnitude over all axes of Keras's kernel but the last. */
    SCALED_SIGN;

    /**
     * By the name of larq's function or class.
     *
     * @return null for quantizers with other values
     */
    static Quantizer named(String name) {
        return switch (name) {
            case "ste_sign", "SteSign", "approx_sign", "ApproxSign", "swish_sign", "SwishSign" ->
                    SIGN;
            case "magnitude_aware_sign", "MagnitudeAwareSign" -> SCALED_SIGN;
            default -> null;
        };
    }
}
