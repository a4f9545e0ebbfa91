package org.binaryconnect.layers.keras;

import java.util.Map;
import java.util.Set;

/** larq's layers that have no counterpart with the same outputs in DL4J, and what to do. */
final class RefusedLayers {

    private static final String LOCALLY_CONNECTED =
            "DL4J orders the weights and positions of locally connected layers otherwise than Keras; build the layer with BinaryLocallyConnected%sD and train it here, or use QuantConv%<sD";

    private static final Map<String, String> REASONS =
            Map.of(
                    "QuantLocallyConnected1D", LOCALLY_CONNECTED.formatted(1),
                    "QuantLocallyConnected2D", LOCALLY_CONNECTED.formatted(2),
                    "QuantSeparableConv1D",
                            "DL4J has no one-dimensional separable convolution; use QuantConv1D, or QuantSeparableConv2D on a height of 1");

    private RefusedLayers() {}

    static Set<String> classNames() {
        return REASONS.keySet();
    }

    /** Null if layers of the class are not refused as such. */
    static String reason(String className) {
        return REASONS.get(className);
    }
}
