package org.binaryconnect.hwexport.folder;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.FileTree;

/**
 * A folder that appears complete or not at all: files are written beside it, and {@link #publish}
 * moves them into place. Closing without publishing removes everything; so does an interrupt, and
 * what a killed process left is removed by the next one.
 */
final class ExportFolder implements AutoCloseable {

    /**
     * A file with this field marks a folder as ours, so that replacing it cannot destroy anything
     * else.
     */
    static final String MARKER = "report.json";

    static final String MARKER_FIELD = "modelSha256";

    private final Path target;
    private final Path staging;
    private final Path old;

    /** Folders above that were not there, the lowest first. */
    private final List<Path> newParents = new ArrayList<>();

    private final Thread interruption = new Thread(this::interrupted);
    private boolean isInterrupted;

    /**
     * @throws ExportException if the target exists and is no earlier export, or cannot be written
     */
    ExportFolder(Path target) {
        this.target = target.toAbsolutePath().normalize();
        Path name = this.target.getFileName();
        if (name == null || Files.exists(this.target) && !isReplaceable(this.target)) {
            throw new ExportException(
                    "%s exists and is not an export folder; choose another folder or remove it"
                            .formatted(target));
        }
        staging = this.target.resolveSibling("." + name + ".part");
        old = this.target.resolveSibling("." + name + ".old");
        for (Path p = this.target.getParent(); p != null && !Files.exists(p); p = p.getParent()) {
            newParents.add(p);
        }
        try {
            recover();
            Files.createDirectories(staging);
        } catch (IOException e) {
            throw new ExportException(
                    "Cannot write to %s (%s); choose another folder"
                            .formatted(this.target.getParent(), e),
                    e);
        }
        Runtime.getRuntime().addShutdownHook(interruption);
    }

    /**
     * Tidies up after a process that was killed, which may have been between the two moves of
     * publishing.
     */
    private void recover() throws IOException {
        FileTree.delete(staging);
        if (Files.exists(target)) {
            FileTree.delete(old);
        } else if (Files.exists(old)) {
            move(old, target);
        }
    }

    private static boolean isReplaceable(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty()
                    || new ObjectMapper()
                            .readTree(folder.resolve(MARKER).toFile())
                            .has(MARKER_FIELD);
        } catch (IOException e) {
            return false;
        }
    }

    synchronized void write(String path, String text) throws IOException {
        Files.writeString(newFile(path), text, StandardOpenOption.CREATE_NEW);
    }

    synchronized void write(String path, byte[] bytes) throws IOException {
        Files.write(newFile(path), bytes, StandardOpenOption.CREATE_NEW);
    }

    private Path newFile(String path) throws IOException {
        if (isInterrupted) {
            throw new InterruptedIOException("interrupted");
        }
        Path file = staging.resolve(path);
        Files.createDirectories(file.getParent());
        return file;
    }

    void write(String path, List<String> lines) throws IOException {
        write(path, String.join("\n", lines) + "\n");
    }

    /** Copies a resource of this module. */
    synchronized void copy(String resource, String path) throws IOException {
        Path file = newFile(path);
        try (InputStream in = ExportFolder.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "Resource " + resource + " is missing from this build");
            }
            Files.copy(in, file);
        }
    }

    /** Where the files are until they are published. */
    Path staging() {
        return staging;
    }

    /** Puts the folder in place of what was there. */
    synchronized void publish() throws IOException {
        if (isInterrupted) {
            throw new InterruptedIOException("interrupted");
        }
        if (Files.exists(target)) {
            move(target, old);
        }
        move(staging, target);
        FileTree.delete(old);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (!isInterrupted) {
            FileTree.delete(staging);
            deleteEmptyParents();
            try {
                Runtime.getRuntime().removeShutdownHook(interruption);
            } catch (IllegalStateException e) {
                return; // The process is ending; its hook finds nothing left to do.
            }
        }
    }

    /** Nothing stays of an export that was not published. */
    private void deleteEmptyParents() throws IOException {
        for (Path parent : newParents) {
            try {
                Files.deleteIfExists(parent);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }

    /**
     * Ctrl-C: waits for the step that is running, so that publishing is done whole, and tidies up.
     */
    private synchronized void interrupted() {
        isInterrupted = true;
        try {
            recover();
        } catch (IOException e) {
            System.err.println("Could not tidy up beside " + target + ": " + e);
        }
    }
}
