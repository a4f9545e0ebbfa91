package org.binaryconnect.examples.paper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.binaryconnect.examples.Checkpoint;
import org.binaryconnect.examples.FolderLock;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.recipe.Recipe;

/**
 * Results of runs on one data set, one JSON object a line, added when a run has ended. Several
 * processes may add at once; a kill at any moment leaves the file whole.
 */
final class ResultsFile {

    private static final String NAME = "results.jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    /**
     * @param folder holds it
     */
    ResultsFile(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder.resolve(NAME);
    }

    /**
     * Says what data the folder is for; row and recipe do not tell whose a result is.
     *
     * @throws RunException if it is for other data
     */
    void claim(String data) throws IOException, RunException {
        Path file = folder.resolve("data.txt");
        try (Closeable lock = FolderLock.await(folder)) {
            if (!Files.exists(file)) {
                Checkpoint.save(data + "\n", file);
            }
        }
        String owner = Files.readString(file).strip();
        if (!owner.equals(data)) {
            throw new RunException(
                    "%s holds runs on %s, not on %s; choose another --out"
                            .formatted(folder, owner, data));
        }
    }

    /** The result of a recipe, if it is there. */
    Optional<RunResult> find(String row, Recipe recipe) throws IOException, RunException {
        return read().stream().filter(result -> result.isOf(row, recipe)).findFirst();
    }

    /**
     * All results, in their order.
     *
     * @throws RunException if a line is damaged
     */
    List<RunResult> read() throws IOException, RunException {
        List<RunResult> results = new ArrayList<>();
        if (!Files.exists(path())) {
            return results;
        }
        List<String> lines = Files.readAllLines(path());
        for (int i = 0; i < lines.size(); i++) {
            try {
                results.add(JSON.readValue(lines.get(i), RunResult.class));
            } catch (JsonProcessingException e) {
                throw new RunException(
                        "%s, line %d is damaged (%s); delete this line"
                                .formatted(path(), i + 1, e.getOriginalMessage()));
            }
        }
        return results;
    }

    /**
     * Adds a line, unless another process has added one of this run.
     *
     * @return the run's result in the file
     */
    RunResult add(RunResult result) throws IOException, RunException {
        try (Closeable lock = FolderLock.await(folder)) {
            List<RunResult> results = read();
            for (RunResult known : results) {
                if (known.isOf(result.row(), result.recipe())) {
                    return known;
                }
            }
            results.add(result);
            write(results);
            return result;
        }
    }

    /** Drops the result of a recipe, which is to be trained anew. */
    void remove(String row, Recipe recipe) throws IOException, RunException {
        try (Closeable lock = FolderLock.await(folder)) {
            List<RunResult> results = read();
            if (results.removeIf(result -> result.isOf(row, recipe))) {
                write(results);
            }
        }
    }

    private void write(List<RunResult> results) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (RunResult result : results) {
            lines.append(JSON.writeValueAsString(result)).append('\n');
        }
        Checkpoint.save(lines.toString(), path());
    }
}
