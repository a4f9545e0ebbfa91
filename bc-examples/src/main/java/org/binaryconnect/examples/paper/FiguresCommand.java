package org.binaryconnect.examples.paper;

import static java.util.Comparator.comparingInt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BinaryOperator;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.paper.figures.CurvePoint;
import org.binaryconnect.examples.paper.figures.Figures;
import org.binaryconnect.examples.paper.figures.FirstLayer;
import org.binaryconnect.examples.paper.figures.TrainedRun;
import org.binaryconnect.examples.training.RunFolder;
import org.binaryconnect.examples.training.Training;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Figures 1 to 3, of runs that a table left. */
@Command(
        name = "figures",
        description =
                "Figures 1 to 3 as PNG and as a page: first-layer features, histograms of real weights, training curves.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class FiguresCommand implements Callable<Integer> {

    @Option(
            names = "--runs",
            description =
                    "Folder in which a table keeps its results and runs. Default: ${DEFAULT-VALUE}.",
            defaultValue = "runs/paper/mnist")
    private Path runs;

    @Option(
            names = "--rows",
            split = ",",
            paramLabel = "ROW",
            description =
                    "At most 7 rows of the table, in their order, of each the run with the most epochs. Default: of ${DEFAULT-VALUE} those that have ended.",
            defaultValue = "no-regularizer,deterministic,stochastic,dropout,best")
    private List<String> rows;

    @Option(
            names = "--seed",
            description = "The runs' seed. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private long seed;

    @Option(
            names = "--out",
            description = "Folder of the figures. Default: the folder of the runs, figures/.")
    private Path out;

    @Override
    public Integer call() throws IOException, RunException {
        List<TrainedRun> trained = new ArrayList<>();
        for (RunResult result : longestOfEachRow()) {
            trained.add(read(result));
        }
        Path folder = out != null ? out : runs.resolve("figures");
        String caption = "Runs of %s, seed %d".formatted(runs, seed);
        try {
            for (Path file : Figures.write(folder, caption, trained)) {
                System.out.println(file);
            }
        } catch (IllegalArgumentException e) {
            throw new RunException(e.getMessage());
        }
        return 0;
    }

    private Collection<RunResult> longestOfEachRow() throws IOException, RunException {
        Map<String, RunResult> longest = new TreeMap<>(Comparator.comparing(rows::indexOf));
        for (RunResult result : new ResultsFile(runs).read()) {
            if (result.recipe().seed() == seed && rows.contains(result.row())) {
                longest.merge(
                        result.row(),
                        result,
                        BinaryOperator.maxBy(comparingInt(run -> run.recipe().epochs())));
            }
        }
        if (longest.isEmpty()) {
            throw new RunException(
                    "%s has no ended run of seed %d of %s; train it first, with ./bc paper mnist, cifar10 or svhn"
                            .formatted(runs, seed, String.join(", ", rows)));
        }
        return longest.values();
    }

    private TrainedRun read(RunResult result) throws IOException, RunException {
        Path folder = Experiment.runFolder(runs, result.row(), result.recipe());
        if (!Files.isDirectory(folder)) {
            throw new RunException(
                    "%s is missing, which %s names; delete its line there and train it again"
                            .formatted(folder, new ResultsFile(runs).path()));
        }
        Training.Result run = new RunFolder(folder).result(result.recipe().epochs());
        List<CurvePoint> curve =
                run.metrics().stream()
                        .map(
                                epoch ->
                                        new CurvePoint(
                                                epoch.epoch(),
                                                epoch.trainingLoss(),
                                                epoch.validationError()))
                        .toList();
        String title = "%s, %d epochs".formatted(result.row(), result.recipe().epochs());
        return new TrainedRun(title, firstLayer(run.network()), curve);
    }

    /** Null for a network whose first layer does not see square gray images. */
    private static FirstLayer firstLayer(MultiLayerNetwork network) {
        INDArray weights = network.getLayer(0).getParam("W");
        int side = (int) Math.round(Math.sqrt(weights.size(0)));
        boolean isDense = network.getLayer(0).conf().getLayer() instanceof DenseLayer;
        if (!isDense || (long) side * side != weights.size(0)) {
            return null;
        }
        return new FirstLayer(weights.transpose().toFloatMatrix(), side, side, 1);
    }
}
