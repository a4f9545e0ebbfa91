package org.binaryconnect.layers.conf;

import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * The identity, where its values are class scores: the largest names the class. DL4J refuses to
 * evaluate a classifier whose output layer has the plain identity.
 */
public final class ActivationScores extends ActivationIdentity {

    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
        return "scores";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActivationScores;
    }

    @Override
    public int hashCode() {
        return ActivationScores.class.hashCode();
    }
}
