package org.binaryconnect.updaters;

/**
 * Weights became NaN or infinite in training. The message is one line and names layer and
 * iteration.
 */
public final class DivergedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public DivergedException(String message) {
        super(message);
    }
}
