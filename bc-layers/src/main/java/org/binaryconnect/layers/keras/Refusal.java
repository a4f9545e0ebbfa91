package org.binaryconnect.layers.keras;

/** Why a layer cannot be imported, and what to do: a message without the layer's name. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    Refusal(String reason) {
        super(reason);
    }
}
