package org.binaryconnect.examples;

/** A command that cannot start or go on. The message is one line: what is wrong, and what to do. */
public final class RunException extends Exception {

    private static final long serialVersionUID = 1L;

    public RunException(String message) {
        super(message);
    }
}
