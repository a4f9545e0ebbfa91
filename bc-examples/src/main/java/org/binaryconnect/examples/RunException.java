package org.binaryconnect.examples;

/** A command that cannot start or go on. The message is one line: what is wrong, and what to do. */
public final class RunException extends Exception {

    private static final long serialVersionUID = 1L;

    public RunException(String message) {
        super(message);
    }

    /** What a message of somebody else's says that has to fit into one line. */
    public static String firstLine(Throwable error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    }
}
