package org.binaryconnect.examples.search.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.binaryconnect.examples.Checkpoint;
import org.binaryconnect.examples.FolderLock;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.hwexport.FileTree;

/**
 * The files of one search.
 *
 * <ul>
 *   <li>{@code job.json}: the identity of the job that it belongs to
 *   <li>{@code candidates/N/}: {@code model.zip}, the network of candidate N, and then {@code
 *       result.json}, with which it is finished: what a killed search left without it is done again
 *   <li>{@code worker-N.log}: what libraries printed
 *   <li>{@code results.csv}, {@code results.json}, {@code report.html}, {@code best.zip}: what was
 *       found, once the search ended
 * </ul>
 */
public final class SearchFolder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String JOB = "job.json";

    private final Path folder;

    public SearchFolder(Path folder) {
        this.folder = folder;
    }

    /** A file of it. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    public Path model(int candidate) {
        return candidate(candidate).resolve("model.zip");
    }

    private Path candidate(int index) {
        return candidates().resolve(Integer.toString(index));
    }

    private Path candidates() {
        return folder.resolve("candidates");
    }

    /**
     * Makes it ready for a job, and keeps other processes out until the result is closed. What a
     * search of another job left that finished no candidate is thrown away.
     *
     * @param job identity of the job
     * @param restart whether what is there is thrown away
     * @throws RunException if it holds a search of another job, is in use, or cannot be written
     */
    public Closeable open(String job, boolean restart) throws RunException {
        Closeable lock = FolderLock.lock(folder, "searching");
        try {
            Files.createDirectories(candidates());
            boolean isOther = Files.exists(file(JOB)) && !Files.readString(file(JOB)).equals(job);
            if (isOther && !restart && !stored().isEmpty()) {
                lock.close();
                throw new RunException(
                        "%s holds a search of another job; choose another --out, or --restart to throw it away"
                                .formatted(folder));
            }
            if (isOther || restart) {
                FileTree.delete(candidates());
                Files.createDirectories(candidates());
            }
            Checkpoint.save(job, file(JOB));
            return lock;
        } catch (IOException e) {
            throw FolderLock.notWritable(folder, e);
        }
    }

    /** The candidates that are finished, by index. */
    public Map<Integer, CandidateResult> stored() throws IOException {
        Map<Integer, CandidateResult> stored = new TreeMap<>();
        try (Stream<Path> all = Files.list(candidates())) {
            for (Path folder : all.toList()) {
                Path file = folder.resolve("result.json");
                if (Files.exists(file)) {
                    CandidateResult result = JSON.readValue(file.toFile(), CandidateResult.class);
                    stored.put(result.index(), result);
                }
            }
        }
        return stored;
    }

    /**
     * Stores a finished candidate.
     *
     * @param model null if it has none
     */
    public void store(CandidateResult result, byte[] model) throws IOException {
        Files.createDirectories(candidate(result.index()));
        if (model != null) {
            Path file = model(result.index());
            Files.write(Checkpoint.part(file), model);
            Files.move(Checkpoint.part(file), file, StandardCopyOption.ATOMIC_MOVE);
        }
        Checkpoint.save(
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result),
                candidate(result.index()).resolve("result.json"));
    }
}
