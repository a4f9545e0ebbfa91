package org.binaryconnect.layers.keras;

import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;

/** A larq layer that cannot become a layer with the same outputs. */
public final class LarqImportException extends UnsupportedKerasConfigurationException {

    private static final long serialVersionUID = 1L;

    private final String message;

    LarqImportException(String message, Throwable cause) {
        super(message, cause);
        this.message = message;
    }

    /**
     * One line that names the layer and the remedy; without DL4J's request to report it to DL4J.
     */
    @Override
    public String getMessage() {
        return message;
    }
}
