package org.binaryconnect.examples.search.job;

import java.nio.file.Path;

/** A job file that cannot be used. The message is one line with the JSON path of the fault. */
public final class JobException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JobException(String message) {
        super(message);
    }

    /** The same, naming the file. */
    JobException in(Path file) {
        return new JobException(file + ": " + getMessage());
    }
}
