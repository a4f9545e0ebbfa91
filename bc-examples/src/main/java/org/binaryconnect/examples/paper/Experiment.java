package org.binaryconnect.examples.paper;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.math3.stat.StatUtils;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.examples.recipe.Weights;
import org.binaryconnect.examples.training.EpochMetrics;
import org.binaryconnect.examples.training.Progress;
import org.binaryconnect.examples.training.Training;
import org.binaryconnect.examples.training.TrainingData;
import org.binaryconnect.layers.convert.Freezing;
import org.binaryconnect.layers.training.BatchNormStatistics;
import org.binaryconnect.layers.training.ClassificationError;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Trains rows with several seeds, one run after the other, each in a folder of its own. What the
 * results file has is not trained again.
 */
final class Experiment {

    private final String title;
    private final TrainingData data;
    private final Function<Recipe, MultiLayerConfiguration> network;
    private final Path folder;
    private final boolean restart;
    private final ResultsFile results;
    private final PrintStream out;

    /**
     * @param title of the data
     * @param network of a recipe
     * @param folder holds the results file and the folders of the runs
     * @param restart whether what they have of the rows is thrown away
     */
    Experiment(
            String title,
            TrainingData data,
            Function<Recipe, MultiLayerConfiguration> network,
            Path folder,
            boolean restart,
            PrintStream out) {
        this.title = title;
        this.data = data;
        this.network = network;
        this.folder = folder;
        this.restart = restart;
        this.results = new ResultsFile(folder);
        this.out = out;
    }

    /** Where a run is kept. */
    static Path runFolder(Path folder, String row, Recipe recipe) {
        return folder.resolve(
                "%s-width%d-epochs%d-seed%d"
                        .formatted(row, recipe.width(), recipe.epochs(), recipe.seed()));
    }

    /** The results of some rows, as a table with a heading. */
    void print(String heading, List<Row> rows, List<Long> seeds) throws IOException, RunException {
        List<List<RunResult>> results = run(rows, seeds);
        out.printf("%n%s:%n%n", heading);
        Table.print(out, rows, results);
    }

    /**
     * The results of some rows.
     *
     * @return for each row its results, in the order of the seeds
     */
    List<List<RunResult>> run(List<Row> rows, List<Long> seeds) throws IOException, RunException {
        int runs = rows.size() * seeds.size();
        results.claim(title);
        int furtherEpochs = 0;
        for (Row row : rows) {
            for (long seed : seeds) {
                furtherEpochs += epochsToTrain(row, seed);
            }
        }
        int number = 0;
        List<List<RunResult>> all = new ArrayList<>();
        for (Row row : rows) {
            List<RunResult> ofRow = new ArrayList<>();
            for (long seed : seeds) {
                number++;
                furtherEpochs -= epochsToTrain(row, seed);
                out.printf("Run %d of %d: %s, seed %d%n", number, runs, row.title(), seed);
                ofRow.add(run(row, row.recipe().withSeed(seed), furtherEpochs));
            }
            all.add(ofRow);
        }
        return all;
    }

    private int epochsToTrain(Row row, long seed) throws IOException, RunException {
        boolean isKnown =
                !restart && results.find(row.id(), row.recipe().withSeed(seed)).isPresent();
        return isKnown ? 0 : row.recipe().epochs();
    }

    private RunResult run(Row row, Recipe recipe, int furtherEpochs)
            throws IOException, RunException {
        Path runFolder = runFolder(folder, row.id(), recipe);
        if (restart) {
            results.remove(row.id(), recipe);
        }
        Optional<RunResult> known = results.find(row.id(), recipe);
        if (known.isPresent()) {
            out.printf("%s has it already (--restart begins anew)%n", results.path());
            return known.get();
        }
        Training.Result trained =
                new Training(
                                recipe,
                                network.apply(recipe),
                                data,
                                runFolder,
                                restart,
                                new Progress(furtherEpochs))
                        .run();
        return results.add(evaluate(row, recipe, trained));
    }

    private RunResult evaluate(Row row, Recipe recipe, Training.Result trained) {
        double error = error(trained.network());
        Double signError = null;
        if (recipe.weights() == Weights.STOCHASTIC) {
            MultiLayerNetwork signs = Freezing.freeze(trained.network());
            BatchNormStatistics.reestimate(signs, data.firstTraining(Training.STATISTICS_EXAMPLES));
            signError = error(signs);
        } else if (recipe.weights() == Weights.DETERMINISTIC) {
            signError = error;
        }
        double[] iterations =
                trained.metrics().stream()
                        .mapToDouble(EpochMetrics::iterationMilliseconds)
                        .toArray();
        return new RunResult(
                row.id(),
                recipe,
                trained.best().epoch(),
                trained.best().validationError(),
                error,
                signError,
                StatUtils.percentile(iterations, 50),
                trained.seconds());
    }

    private double error(MultiLayerNetwork network) {
        return ClassificationError.of(network, data.test());
    }
}
