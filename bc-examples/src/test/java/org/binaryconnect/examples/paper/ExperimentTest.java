package org.binaryconnect.examples.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.examples.data.MnistFiles;
import org.binaryconnect.examples.recipe.DenseNetwork;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.examples.recipe.Weights;
import org.binaryconnect.examples.training.ImageTraining;
import org.binaryconnect.examples.training.TrainingData;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows of real data, with networks small enough for seconds an epoch. */
@Tag("data")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ExperimentTest {

    private static final List<Long> SEEDS = List.of(1L, 2L);

    private static TrainingData data;

    @TempDir private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeAll
    static void loadData() throws IOException {
        data = ImageTraining.flat(MnistData.load(MnistFiles.defaultFolder()).imageSets());
    }

    private static Row row(Weights weights) {
        Recipe recipe =
                Recipe.DENSE.withHiddenLayers(1).withWidth(24).withEpochs(2).withWeights(weights);
        return new Row(weights.name(), "of weights " + weights, "1.29", "1.08", recipe);
    }

    private List<List<RunResult>> run(List<Row> rows) throws IOException, RunException {
        return run(rows, false);
    }

    private List<List<RunResult>> run(List<Row> rows, boolean restart)
            throws IOException, RunException {
        return new Experiment(
                        "MNIST",
                        data,
                        recipe ->
                                DenseNetwork.configuration(
                                        recipe, MnistData.INPUTS, MnistData.CLASSES),
                        folder,
                        restart,
                        new PrintStream(printed, true))
                .run(rows, SEEDS);
    }

    @Test
    void everyRowIsTrainedWithEverySeedAndNotAgain() throws IOException, RunException {
        List<Row> rows = List.of(row(Weights.REAL), row(Weights.STOCHASTIC));

        List<List<RunResult>> results = run(rows);

        assertEquals(2, results.size());
        for (int i = 0; i < rows.size(); i++) {
            for (int s = 0; s < SEEDS.size(); s++) {
                RunResult result = results.get(i).get(s);
                assertEquals(rows.get(i).recipe().withSeed(SEEDS.get(s)), result.recipe());
                assertTrue(
                        result.testError() > 0.005 && result.testError() < 0.15, result::toString);
            }
        }
        assertNotEquals(results.get(0).get(0).testError(), results.get(0).get(1).testError());
        assertEquals(results, run(rows));
        assertEquals(4, Files.readAllLines(new ResultsFile(folder).path()).size());
    }

    /** Real weights are what the stored network computes with; signs are another network. */
    @Test
    void aStochasticNetworkIsTestedWithRealWeightsAndWithSigns() throws IOException, RunException {
        RunResult result = run(List.of(row(Weights.STOCHASTIC))).get(0).get(0);

        MultiLayerNetwork network = network(result);
        assertEquals(1 - network.evaluate(data.test()).accuracy(), result.testError(), 1e-9);
        assertNotEquals(result.testError(), result.signError());
        assertTrue(result.signError() < 0.3, result::toString);
        assertNull(run(List.of(row(Weights.REAL))).get(0).get(0).signError());
    }

    /** A result is lost by a kill between the end of a run and its line: the line comes again. */
    @Test
    void aRunWithoutItsLineIsEvaluatedAgainAndNotTrained() throws IOException, RunException {
        List<Row> rows = List.of(row(Weights.DETERMINISTIC));
        List<List<RunResult>> results = run(rows);
        Files.delete(new ResultsFile(folder).path());
        byte[] latest = Files.readAllBytes(latest(results.get(0).get(0)));

        assertEquals(results, run(rows));
        assertEquals(results.get(0).get(0).testError(), results.get(0).get(0).signError());
        assertEquals(latest.length, Files.readAllBytes(latest(results.get(0).get(0))).length);
    }

    @Test
    void aRestartTrainsItsRowsAnewAndKeepsTheOthers() throws IOException, RunException {
        List<Row> one = List.of(row(Weights.DETERMINISTIC));
        List<Row> other = List.of(row(Weights.REAL));
        double seconds = run(one).get(0).get(0).seconds();
        List<List<RunResult>> kept = run(other);

        RunResult anew = run(one, true).get(0).get(0);

        assertNotEquals(seconds, anew.seconds());
        assertEquals(kept, run(other));
        assertEquals(4, Files.readAllLines(new ResultsFile(folder).path()).size());
    }

    private Path latest(RunResult result) {
        return Experiment.runFolder(folder, result.row(), result.recipe()).resolve("latest.zip");
    }

    private MultiLayerNetwork network(RunResult result) throws IOException {
        Path best = Experiment.runFolder(folder, result.row(), result.recipe()).resolve("best.zip");
        return ModelSerializer.restoreMultiLayerNetwork(best.toFile(), false);
    }
}
