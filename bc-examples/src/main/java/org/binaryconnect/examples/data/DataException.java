package org.binaryconnect.examples.data;

import java.io.IOException;

/** Data that cannot be used or fetched. The message is one line: what is wrong; the remedy. */
public final class DataException extends IOException {

    /**
     * @param problem what is wrong, naming the file or command, without a final full stop
     * @param remedy what the user can do about it
     */
    public DataException(String problem, String remedy) {
        super(oneLine(problem + "; " + remedy));
    }

    /**
     * @param problem what is wrong, naming the file or command, without a final full stop
     * @param remedy what the user can do about it
     * @param cause the failure underneath
     */
    public DataException(String problem, String remedy, Throwable cause) {
        super(oneLine(problem + "; " + remedy), cause);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }
}
