package org.binaryconnect.examples.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.binaryconnect.examples.Checkpoint;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.layers.weights.Binarization;

/**
 * The files of one search.
 *
 * <ul>
 *   <li>{@code results.json}: every candidate, the ranked ones first
 *   <li>{@code best.zip}: the network of the best candidate
 *   <li>{@code candidates/N/}: what Arbiter's {@code FileModelSaver} writes of candidate N, {@code
 *       model.bin} being its network, or {@code failure.txt}, why it failed
 * </ul>
 */
final class SearchFolder {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CANDIDATE_FILES =
            List.of("model.bin", "score.txt", "numEpochs.txt", "failure.txt");

    private final Path folder;

    SearchFolder(Path folder) {
        this.folder = folder;
    }

    Path candidates() {
        return folder.resolve("candidates");
    }

    Path model(int candidate) {
        return candidate(candidate).resolve("model.bin");
    }

    Path best() {
        return folder.resolve("best.zip");
    }

    Path results() {
        return folder.resolve("results.json");
    }

    private Path candidate(int index) {
        return candidates().resolve(Integer.toString(index));
    }

    /**
     * Makes the folder ready: the files of an earlier search are deleted, any others stay.
     *
     * @throws RunException if the folder cannot be written
     */
    void open() throws RunException {
        try {
            Files.createDirectories(candidates());
            Files.deleteIfExists(results());
            Files.deleteIfExists(best());
            try (DirectoryStream<Path> earlier = Files.newDirectoryStream(candidates(), "[0-9]*")) {
                for (Path candidate : earlier) {
                    for (String file : CANDIDATE_FILES) {
                        Files.deleteIfExists(candidate.resolve(file));
                    }
                    Files.delete(candidate);
                }
            }
        } catch (IOException e) {
            throw new RunException(
                    "Cannot write to %s (%s); choose another --out".formatted(folder, e));
        }
    }

    void storeFailure(int candidate, String stackTrace) throws IOException {
        Files.createDirectories(candidate(candidate));
        Files.writeString(candidate(candidate).resolve("failure.txt"), stackTrace);
    }

    void storeBest(int candidate) throws IOException {
        Files.copy(model(candidate), best(), StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * @param ranking complete candidates, the best first
     * @param failures the others
     * @param testError of the best candidate, null if there is none
     */
    void storeResults(
            long seed,
            int epochs,
            List<CandidateResult> ranking,
            List<CandidateResult> failures,
            Double testError)
            throws IOException {
        List<Row> rows = new ArrayList<>();
        for (CandidateResult result : ranking) {
            int rank = rows.size() + 1;
            rows.add(row(result, rank, rank == 1 ? testError : null));
        }
        for (CandidateResult result : failures) {
            rows.add(row(result, null, null));
        }
        Checkpoint.save(
                JSON.writerWithDefaultPrettyPrinter()
                                .writeValueAsString(new Results(seed, epochs, rows))
                        + "\n",
                results());
    }

    private Row row(CandidateResult result, Integer rank, Double testError) {
        Settings settings = result.settings();
        return new Row(
                rank,
                result.index(),
                result.score(),
                testError,
                settings == null ? null : settings.width(),
                settings == null ? null : settings.learningRate(),
                settings == null ? null : settings.binarization(),
                settings == null ? null : settings.binaryWeights(),
                result.seconds(),
                result.isComplete() ? folder.relativize(model(result.index())).toString() : null,
                result.failure());
    }

    /** The form of {@code results.json}. */
    record Results(long seed, int epochs, List<Row> candidates) {}

    /** One candidate; errors are fractions, 0 to 1; what a candidate does not have is left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            Integer rank,
            int candidate,
            Double validationError,
            Double testError,
            Long width,
            Double learningRate,
            Binarization binarization,
            Long binaryWeights,
            double seconds,
            String model,
            String failure) {}
}
