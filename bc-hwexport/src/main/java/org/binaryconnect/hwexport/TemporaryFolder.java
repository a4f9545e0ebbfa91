package org.binaryconnect.hwexport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for temporary files: closing removes it, and so does the end of the process. */
public final class TemporaryFolder implements AutoCloseable {

    private final Path path;
    private final Thread interruption = new Thread(this::delete);

    /**
     * @param prefix of its name
     * @throws ExportException if it cannot be made
     */
    public TemporaryFolder(String prefix) {
        try {
            path = Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new ExportException("Cannot write temporary files (%s)".formatted(e), e);
        }
        Runtime.getRuntime().addShutdownHook(interruption);
    }

    public Path path() {
        return path;
    }

    private void delete() {
        try {
            FileTree.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(interruption);
        } catch (IllegalStateException e) {
            return; // The process is ending; its hook finds nothing left to do.
        }
    }
}
