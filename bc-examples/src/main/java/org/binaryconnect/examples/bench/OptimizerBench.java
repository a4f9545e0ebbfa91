package org.binaryconnect.examples.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.examples.data.MnistFiles;
import org.binaryconnect.examples.recipe.DenseNetwork;
import org.binaryconnect.examples.recipe.Method;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.examples.training.Errors;
import org.binaryconnect.examples.training.ImageTraining;
import org.binaryconnect.examples.training.Progress;
import org.binaryconnect.examples.training.Training;
import org.binaryconnect.examples.training.TrainingData;
import org.binaryconnect.layers.training.ClassificationError;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Test error of the optimizers for binary weights on MNIST, with and without the step scale. */
@Command(
        name = "optimizers",
        description =
                "MNIST test error of BinaryConnect with and without the step scale, Bop and ProxQuant. A run that is cut goes on with the same command.",
        mixinStandardHelpOptions = true)
final class OptimizerBench implements Callable<Integer> {

    /**
     * What is compared. The first rates of Adam are the paper's, SGD's those of its MNIST run; the
     * tuned ones, Bop's and ProxQuant's settings were chosen on validation images.
     */
    enum Row {
        ADAM("BinaryConnect, Adam", Method.ADAM, 100, 1e-3, 3e-6, true),
        ADAM_TUNED("BinaryConnect, Adam, tuned", Method.ADAM, 100, 1e-2, 3e-5, true),
        ADAM_UNSCALED("  without the step scale", Method.ADAM, 100, 1e-3, 3e-6, false),
        SGD("BinaryConnect, SGD", Method.SGD, 200, 0.3, 3e-3, true),
        SGD_UNSCALED("  without the step scale", Method.SGD, 200, 0.3, 3e-3, false),
        BOP("Bop", Method.BOP, 100, 3e-3, 3e-5, true),
        PROX_QUANT("ProxQuant", Method.PROX_QUANT, 100, 1e-2, 1e-3, true);

        private final String title;
        private final Method method;
        private final int batchSize;
        private final double firstLearningRate;
        private final double lastLearningRate;
        private final boolean scaleStep;

        Row(
                String title,
                Method method,
                int batchSize,
                double firstLearningRate,
                double lastLearningRate,
                boolean scaleStep) {
            this.title = title;
            this.method = method;
            this.batchSize = batchSize;
            this.firstLearningRate = firstLearningRate;
            this.lastLearningRate = lastLearningRate;
            this.scaleStep = scaleStep;
        }

        Recipe recipe(int width, int epochs, long seed) {
            return Recipe.DENSE
                    .withWidth(width)
                    .withEpochs(epochs)
                    .withBatchSize(batchSize)
                    .withMethod(method)
                    .withFirstLearningRate(firstLearningRate)
                    .withLastLearningRate(lastLearningRate)
                    .withScaleStep(scaleStep)
                    .withSeed(seed);
        }
    }

    @Option(
            names = "--rows",
            split = ",",
            paramLabel = "ROW",
            description = "Some of ${COMPLETION-CANDIDATES}. Default: all.")
    private List<Row> rows = List.of(Row.values());

    @Option(
            names = "--seeds",
            description = "Runs of each, from seed 1 on. Default: ${DEFAULT-VALUE}.",
            defaultValue = "3")
    private int seeds;

    @Option(
            names = "--width",
            description = "Units of each of 3 hidden layers. Default: ${DEFAULT-VALUE}.",
            defaultValue = "512")
    private int width;

    @Option(
            names = "--epochs",
            description = "Length of the whole schedule. Default: ${DEFAULT-VALUE}.",
            defaultValue = "20")
    private int epochs;

    @Option(
            names = "--out",
            description = "Folder of the runs. Default: ${DEFAULT-VALUE}.",
            defaultValue = "runs/optimizers")
    private Path out;

    @Option(names = "--restart", description = "Throw away runs in the folder.")
    private boolean restart;

    @Override
    public Integer call() throws IOException, RunException {
        if (seeds < 1) {
            throw new RunException("seeds must be at least 1, got %d".formatted(seeds));
        }
        TrainingData data =
                ImageTraining.flat(MnistData.load(MnistFiles.defaultFolder()).imageSets());
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            double[] errors = new double[seeds];
            double seconds = 0;
            for (int i = 0; i < seeds; i++) {
                long seed = i + 1;
                Progress progress = new Progress();
                Path folder = out.resolve("%s-%dx%d-seed%d".formatted(row, width, epochs, seed));
                System.out.printf("%s, seed %d%n", row.title.strip(), seed);
                Training.Result trained = train(row, seed, data, folder, progress);
                errors[i] = ClassificationError.of(trained.network(), data.test());
                seconds += trained.seconds();
            }
            lines.add(line(row, errors, seconds));
        }
        System.out.printf(
                "%nMNIST, 3x%d, %d epochs, binary weights at test, test error at the best validation epoch:%n%n",
                width, epochs);
        System.out.printf(
                "%-28s %18s   %-20s %s%n",
                "update", "mean, deviation", "each seed", "minutes a run");
        lines.forEach(System.out::println);
        return 0;
    }

    private Training.Result train(
            Row row, long seed, TrainingData data, Path folder, Progress progress)
            throws IOException, RunException {
        try {
            Recipe recipe = row.recipe(width, epochs, seed);
            MultiLayerConfiguration configuration =
                    DenseNetwork.configuration(recipe, MnistData.INPUTS, MnistData.CLASSES);
            return new Training(recipe, configuration, data, folder, restart, progress).run();
        } catch (IllegalArgumentException e) {
            throw new RunException(e.getMessage());
        }
    }

    private static String line(Row row, double[] errors, double seconds) {
        Errors test = new Errors(errors);
        return String.format(
                Locale.ROOT,
                "%-28s %18s   %-20s %.1f",
                row.title,
                test.summary(),
                test.list(),
                seconds / errors.length / 60);
    }
}
