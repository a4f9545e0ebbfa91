package org.binaryconnect.examples.paper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.recipe.Recipe;

/**
 * Results of runs, one JSON object a line, appended when a run has ended. Several processes may
 * append at once. A last line that a kill cut short is dropped by the next one.
 */
final class ResultsFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    ResultsFile(Path file) {
        this.file = file;
    }

    /** The result of a recipe, if it is there. */
    Optional<RunResult> find(String row, Recipe recipe) throws IOException, RunException {
        return read().stream()
                .filter(result -> result.row().equals(row) && result.recipe().equals(recipe))
                .findFirst();
    }

    /**
     * All results, in their order.
     *
     * @throws RunException if a line is damaged
     */
    List<RunResult> read() throws IOException, RunException {
        List<RunResult> results = new ArrayList<>();
        if (!Files.exists(file)) {
            return results;
        }
        String text = Files.readString(file);
        List<String> lines = whole(text).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            try {
                results.add(JSON.readValue(lines.get(i), RunResult.class));
            } catch (JsonProcessingException e) {
                throw new RunException(
                        "%s, line %d is damaged (%s); delete this line"
                                .formatted(file, i + 1, e.getOriginalMessage()));
            }
        }
        return results;
    }

    private static String whole(String text) {
        return text.substring(0, text.lastIndexOf('\n') + 1);
    }

    /** Adds a line. */
    void append(RunResult result) throws IOException {
        String line = JSON.writeValueAsString(result) + "\n";
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (FileChannel channel = open();
                FileLock lock = channel.lock()) {
            byte[] kept = whole(Files.readString(file)).getBytes(StandardCharsets.UTF_8);
            write(channel, kept.length, line);
        }
    }

    /** Drops the results of a recipe, which is to be trained anew. */
    void remove(String row, Recipe recipe) throws IOException, RunException {
        if (!Files.exists(file)) {
            return;
        }
        try (FileChannel channel = open();
                FileLock lock = channel.lock()) {
            StringBuilder kept = new StringBuilder();
            for (RunResult result : read()) {
                if (!result.row().equals(row) || !result.recipe().equals(recipe)) {
                    kept.append(JSON.writeValueAsString(result)).append('\n');
                }
            }
            write(channel, 0, kept.toString());
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Lets a text follow what is kept of the file. */
    private static void write(FileChannel channel, long kept, String text) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        channel.truncate(kept);
        channel.position(kept);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
