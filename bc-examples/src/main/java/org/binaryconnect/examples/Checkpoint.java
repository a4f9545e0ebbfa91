package org.binaryconnect.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;

/** A file of a run that is replaced in one step: a run that is killed leaves it whole. */
public final class Checkpoint {

    private Checkpoint() {}

    /** Beside the file, what is to take its place. */
    public static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    /** Stores a network as {@code ModelSerializer} does. */
    public static void save(Model network, Path file, boolean withUpdater) throws IOException {
        Path part = part(file);
        ModelSerializer.writeModel(network, part.toFile(), withUpdater);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Stores text. */
    public static void save(String text, Path file) throws IOException {
        save(text.getBytes(StandardCharsets.UTF_8), file);
    }

    /** Stores bytes. */
    public static void save(byte[] bytes, Path file) throws IOException {
        Path part = part(file);
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
