package org.binaryconnect.examples.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.binaryconnect.examples.Checkpoint;
import org.binaryconnect.examples.FolderLock;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.layers.normalization.ModelNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/**
 * The files of one training run. Each is replaced in one step, so that a run that is killed at any
 * moment can go on from its last whole epoch.
 *
 * <ul>
 *   <li>{@code recipe.json}: what is trained
 *   <li>{@code metrics.jsonl}: one {@link EpochMetrics} a line
 *   <li>{@code latest.zip}: the network after the last whole epoch, with the optimizer's state
 *   <li>{@code best.zip}: the network of the epoch with the lowest validation error, and the
 *       normalization of its inputs, if there is one
 * </ul>
 */
public final class RunFolder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Optional<DataNormalization> normalization;

    /** Of a run that has ended. */
    public RunFolder(Path folder) {
        this(folder, Optional.empty());
    }

    /**
     * @param normalization is stored with the best network
     */
    RunFolder(Path folder, Optional<DataNormalization> normalization) {
        this.folder = folder;
        this.normalization = normalization;
    }

    Path best() {
        return folder.resolve("best.zip");
    }

    Path path() {
        return folder;
    }

    private Path metricsFile() {
        return folder.resolve("metrics.jsonl");
    }

    private Path latest() {
        return folder.resolve("latest.zip");
    }

    private Path recipeFile() {
        return folder.resolve("recipe.json");
    }

    /**
     * Makes the folder ready for a recipe: new, or one that holds a run of the same recipe.
     *
     * @param restart whether a run that it holds is thrown away
     * @throws RunException if it holds a run of another recipe, or cannot be written
     */
    void open(Recipe recipe, boolean restart) throws RunException {
        try {
            if (restart) {
                for (Path file : List.of(recipeFile(), metricsFile(), latest(), best())) {
                    Files.deleteIfExists(file);
                    Files.deleteIfExists(Checkpoint.part(file));
                }
            }
            if (!Files.exists(recipeFile())) {
                if (Files.exists(latest())) {
                    throw new RunException(
                            "%s holds a run without recipe.json; choose another --out or begin anew with --restart"
                                    .formatted(folder));
                }
                Checkpoint.save(
                        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(recipe) + "\n",
                        recipeFile());
            } else if (!recipe.equals(JSON.readValue(recipeFile().toFile(), Recipe.class))) {
                throw new RunException(
                        "%s holds a run with other settings (see its recipe.json); choose another --out or begin anew with --restart"
                                .formatted(folder));
            }
        } catch (JsonProcessingException e) {
            throw new RunException(
                    "%s is damaged (%s); begin anew with --restart"
                            .formatted(recipeFile(), e.getOriginalMessage()));
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    /**
     * Takes the folder for this process, creating it if it is absent: two runs in one folder would
     * write into one another's files. Closing gives it back.
     *
     * @throws RunException if another process has it, or it cannot be written
     */
    Closeable lock() throws RunException {
        return FolderLock.lock(folder, "training");
    }

    private RunException notWritable(IOException e) {
        return FolderLock.notWritable(folder, e);
    }

    /** The network after the last whole epoch, or null for a new run. */
    MultiLayerNetwork loadLatest() throws RunException {
        return Files.exists(latest()) ? load(latest(), true) : null;
    }

    /** What a run has left that has ended. */
    public Training.Result result(int epochs) throws IOException, RunException {
        return new Training.Result(best(), loadBest(), readMetrics(epochs));
    }

    /** The network with the lowest validation error. */
    MultiLayerNetwork loadBest() throws RunException {
        return load(best(), false);
    }

    private static MultiLayerNetwork load(Path file, boolean withUpdater) throws RunException {
        try {
            return ModelSerializer.restoreMultiLayerNetwork(file.toFile(), withUpdater);
        } catch (IOException | RuntimeException e) {
            throw new RunException(
                    "%s is missing or damaged (%s); begin anew with --restart"
                            .formatted(file, e.getMessage()));
        }
    }

    /**
     * The metrics of the first epochs. A line of a later epoch belongs to a checkpoint that was
     * never written, and is dropped.
     */
    List<EpochMetrics> readMetrics(int epochs) throws IOException, RunException {
        List<EpochMetrics> metrics = new ArrayList<>();
        if (Files.exists(metricsFile())) {
            try (Stream<String> lines = Files.lines(metricsFile())) {
                for (String line : lines.limit(epochs).toList()) {
                    metrics.add(JSON.readValue(line, EpochMetrics.class));
                }
            } catch (JsonProcessingException e) {
                throw new RunException(
                        "%s is damaged (%s); begin anew with --restart"
                                .formatted(metricsFile(), e.getOriginalMessage()));
            }
        }
        if (metrics.size() != epochs) {
            throw new RunException(
                    "%s has %d epochs, but the checkpoint %d; begin anew with --restart"
                            .formatted(metricsFile(), metrics.size(), epochs));
        }
        return metrics;
    }

    /**
     * Stores an epoch: best network first and checkpoint last, so that whatever a kill leaves out
     * is done again.
     */
    void store(MultiLayerNetwork network, List<EpochMetrics> metrics, boolean isBest)
            throws IOException {
        if (isBest) {
            Checkpoint.save(network, best(), false);
            if (normalization.isPresent()) {
                ModelNormalization.save(best(), normalization.get());
            }
        }
        StringBuilder lines = new StringBuilder();
        for (EpochMetrics epoch : metrics) {
            lines.append(JSON.writeValueAsString(epoch)).append('\n');
        }
        Checkpoint.save(lines.toString(), metricsFile());
        Checkpoint.save(network, latest(), true);
    }
}
