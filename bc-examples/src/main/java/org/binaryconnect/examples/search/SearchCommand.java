package org.binaryconnect.examples.search;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.examples.data.MnistFiles;
import org.binaryconnect.layers.arbiter.ClassificationErrorScore;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The search job: random candidates around the paper's network, trained on MNIST, ranked by their
 * validation error.
 */
@Command(
        name = "search",
        description =
                "Search width, learning rate and binarization of the MNIST network with Arbiter, and rank the candidates by their"
                        + " validation error with binary weights.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SearchCommand implements Callable<Integer> {

    private static final List<Integer> WIDTHS = List.of(64, 128, 256);
    private static final int EVALUATION_BATCH = 500;
    private static final int STATISTICS_BATCHES = 5000 / MnistSource.BATCH;

    @Spec private CommandSpec spec;

    @Option(names = "--candidates", description = "Networks to train, 1 or more. Default: 6.")
    private int candidates = 6;

    @Option(
            names = "--epochs",
            description =
                    "Epochs of each, 1 or more; the learning rate falls over all of them. Default: 3.")
    private int epochs = 3;

    @Option(
            names = "--seed",
            description =
                    "Of the choice of candidates, and of the initialization, shuffling and sampling that all of them share. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--minutes",
            description =
                    "Time limit of the whole search, 1 or more: what has finished by then is ranked. Default: 60.")
    private int minutes = 60;

    @Option(
            names = "--out",
            description =
                    "Folder of the search; an earlier search in it is replaced. Default: runs/search.")
    private Path out = Path.of("runs", "search");

    @Override
    public Integer call() throws IOException, RunException {
        atLeastOne("--candidates", candidates);
        atLeastOne("--epochs", epochs);
        atLeastOne("--minutes", minutes);
        Path mnist = MnistFiles.defaultFolder();
        // Before the search: a candidate that finds no data would fail, or hang.
        MnistData data = MnistData.load(mnist);
        SearchFolder folder = new SearchFolder(out);
        folder.open();

        Duration limit = Duration.ofMinutes(minutes);
        SearchReport report = new SearchReport(System.out);
        report.start(candidates, epochs, WIDTHS, limit);
        ClassificationErrorScore score = new ClassificationErrorScore(STATISTICS_BATCHES);
        List<CandidateResult> results =
                new SearchRun(
                                SearchSpace.of(
                                        MnistData.INPUTS, MnistData.CLASSES, WIDTHS, epochs, seed),
                                candidates,
                                seed,
                                MnistSource.class,
                                MnistSource.properties(mnist, seed),
                                score,
                                folder,
                                limit)
                        .run(report);
        return finish(results, score.minimize(), data, folder, report);
    }

    /** Ranks, evaluates the best on the test images, and tells and stores it all. */
    int finish(
            List<CandidateResult> results,
            boolean lowIsGood,
            MnistData data,
            SearchFolder folder,
            SearchReport report)
            throws IOException, RunException {
        List<CandidateResult> ranking = CandidateResult.ranking(results, lowIsGood);
        List<CandidateResult> failures = CandidateResult.failures(results);
        int notStarted = candidates - results.size();
        if (ranking.isEmpty()) {
            folder.storeResults(seed, epochs, ranking, failures, null);
            report.unranked(failures, notStarted);
            throw new RunException(
                    "no candidate finished; %s has the reasons".formatted(folder.results()));
        }
        folder.storeBest(ranking.get(0).index());
        MultiLayerNetwork best =
                ModelSerializer.restoreMultiLayerNetwork(folder.best().toFile(), false);
        double testError = 1 - best.evaluate(data.test(EVALUATION_BATCH)).accuracy();
        folder.storeResults(seed, epochs, ranking, failures, testError);
        report.ranking(ranking, testError);
        report.unranked(failures, notStarted);
        report.files(folder);
        return 0;
    }

    private void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new ParameterException(
                    spec.commandLine(), "%s must be at least 1, got %d".formatted(option, value));
        }
    }
}
