package org.binaryconnect.examples.training;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.batches.ShuffledBatches;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.layers.training.BatchNormStatistics;
import org.binaryconnect.layers.training.ClassificationError;
import org.binaryconnect.layers.training.HingeLabels;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains a recipe as the paper does: an epoch at a time, batch-norm statistics estimated anew
 * before each validation, the network of the lowest validation error kept (the later one of
 * equals). Every epoch ends in a checkpoint from which a run that was cut goes on exactly as if it
 * had not been.
 */
public final class Training {

    /** Examples that batch-norm statistics are estimated from. */
    public static final int STATISTICS_EXAMPLES = 5000;

    private final Recipe recipe;
    private final MultiLayerConfiguration configuration;
    private final TrainingData data;
    private final RunFolder folder;
    private final boolean restart;
    private final Progress progress;
    private final ShuffledBatches training;

    /**
     * @param configuration for the data's features and labels -1 and +1; a folder belongs to one
     * @param folder holds the run; see {@link RunFolder}
     * @param restart whether a run in the folder is thrown away instead of continued
     */
    public Training(
            Recipe recipe,
            MultiLayerConfiguration configuration,
            TrainingData data,
            Path folder,
            boolean restart,
            Progress progress) {
        this.recipe = recipe;
        this.configuration = configuration;
        this.data = data;
        this.folder = new RunFolder(folder, data.normalization());
        this.progress = progress;
        this.restart = restart;
        training = data.training(recipe.batchSize(), recipe.seed());
        training.setPreProcessor(new HingeLabels());
    }

    /**
     * The network with the lowest validation error.
     *
     * @param file where it is stored
     * @param metrics of all epochs
     */
    public record Result(Path file, MultiLayerNetwork network, List<EpochMetrics> metrics) {

        /** What all epochs took, over all runs that a training was cut into. */
        public double seconds() {
            return metrics.stream().mapToDouble(EpochMetrics::seconds).sum();
        }

        /** The epoch whose network it is. */
        public EpochMetrics best() {
            return Training.best(metrics);
        }
    }

    /**
     * Trains until the recipe's last epoch.
     *
     * @throws RunException if the folder holds another run, is in use, or cannot be written
     */
    public Result run() throws IOException, RunException {
        try (Closeable lock = folder.lock()) {
            folder.open(recipe, restart);
            return trainOn();
        }
    }

    private Result trainOn() throws IOException, RunException {
        MultiLayerNetwork network = folder.loadLatest();
        if (network == null) {
            network = new MultiLayerNetwork(configuration);
            network.init();
        }
        int done = network.getEpochCount();
        List<EpochMetrics> metrics = new ArrayList<>(folder.readMetrics(done));
        if (done > 0) {
            progress.resumed(done, recipe.epochs(), folder.path());
        }
        MeanLoss loss = new MeanLoss();
        network.addListeners(loss);
        for (int epoch = done + 1; epoch <= recipe.epochs(); epoch++) {
            metrics.add(train(network, epoch, loss));
            EpochMetrics best = best(metrics);
            folder.store(network, metrics, best.epoch() == epoch);
            progress.epochDone(metrics.get(epoch - 1), best, recipe.epochs());
        }
        return new Result(folder.best(), folder.loadBest(), List.copyOf(metrics));
    }

    private EpochMetrics train(MultiLayerNetwork network, int epoch, MeanLoss loss) {
        long start = System.nanoTime();
        int batches = (data.trainingExamples() + recipe.batchSize() - 1) / recipe.batchSize();
        double learningRate = network.getLearningRate(0);
        loss.start();
        try (Progress.Epoch ticks = progress.startEpoch(epoch, recipe.epochs(), batches)) {
            loss.tick = ticks::step;
            training.setEpoch(epoch - 1);
            // Noise of a run that was cut and goes on is that of one that was not.
            Nd4j.getRandom().setSeed(new SplittableRandom(recipe.seed() + epoch).nextLong());
            network.fit(training);
        }
        double iteration = (System.nanoTime() - start) / 1e6 / batches;
        BatchNormStatistics.reestimate(network, data.firstTraining(STATISTICS_EXAMPLES));
        double error = ClassificationError.of(network, data.validation());
        return new EpochMetrics(
                epoch,
                learningRate,
                loss.mean(),
                error,
                iteration,
                (System.nanoTime() - start) / 1e9);
    }

    /**
     * The epoch with the lowest validation error; the later one of equals, as in the paper's
     * program.
     */
    static EpochMetrics best(List<EpochMetrics> metrics) {
        EpochMetrics best = metrics.get(0);
        for (EpochMetrics epoch : metrics) {
            if (epoch.validationError() <= best.validationError()) {
                best = epoch;
            }
        }
        return best;
    }

    /** Averages the loss over an epoch's minibatches. */
    private static final class MeanLoss extends BaseTrainingListener {

        private double sum;
        private int count;
        private Runnable tick = () -> {};

        void start() {
            sum = 0;
            count = 0;
        }

        double mean() {
            return sum / count;
        }

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            sum += model.score();
            count++;
            tick.run();
        }
    }
}
