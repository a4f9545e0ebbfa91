package org.binaryconnect.hwexport;

/**
 * A model that cannot be exported, or a tool that is missing or failed. The message is one line:
 * what is wrong, and what to do.
 */
public final class ExportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ExportException(String message) {
        super(message);
    }

    public ExportException(String message, Throwable cause) {
        super(message, cause);
    }
}
