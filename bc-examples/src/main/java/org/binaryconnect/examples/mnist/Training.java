package org.binaryconnect.examples.mnist;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.IdxRecordReader;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.layers.training.BatchNormStatistics;
import org.binaryconnect.layers.training.HingeLabels;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Trains a recipe on MNIST as the paper does: an epoch at a time, batch-norm statistics estimated
 * anew before each validation, the network of the lowest validation error kept (the later one of
 * equals). Every epoch ends in a checkpoint from which a run that was cut goes on exactly as if it
 * had not been.
 */
public final class Training {

    private static final int EVALUATION_BATCH = 500;
    private static final int STATISTICS_IMAGES = 5000;

    private final Recipe recipe;
    private final Function<Recipe, MultiLayerConfiguration> configuration;
    private final MnistData data;
    private final RunFolder folder;
    private final boolean restart;
    private final Progress progress;
    private final IdxRecordReader reader;
    private final DataSetIterator training;
    private final DataSetIterator validation;

    /**
     * Of the paper's network.
     *
     * @param folder holds the run; see {@link RunFolder}
     * @param restart whether a run in the folder is thrown away instead of continued
     */
    public Training(Recipe recipe, MnistData data, Path folder, boolean restart, Progress progress)
            throws IOException {
        this(
                recipe,
                r -> PaperNetwork.configuration(r, MnistData.INPUTS, MnistData.CLASSES),
                data,
                folder,
                restart,
                progress);
    }

    /**
     * Of another network.
     *
     * @param configuration for inputs [batch, 784] and labels -1 and +1, [batch, 10]; a folder
     *     belongs to one
     */
    public Training(
            Recipe recipe,
            Function<Recipe, MultiLayerConfiguration> configuration,
            MnistData data,
            Path folder,
            boolean restart,
            Progress progress)
            throws IOException {
        this.recipe = recipe;
        this.configuration = configuration;
        this.data = data;
        this.folder = new RunFolder(folder);
        this.progress = progress;
        this.restart = restart;
        reader = data.trainingReader(recipe.seed());
        training = MnistData.batches(reader, recipe.batchSize());
        training.setPreProcessor(new HingeLabels());
        validation = data.validation(EVALUATION_BATCH);
    }

    /**
     * The network with the lowest validation error.
     *
     * @param file where it is stored
     * @param seconds that all epochs took, over all runs that a training was cut into
     */
    public record Result(Path file, MultiLayerNetwork network, double seconds) {}

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
            network = new MultiLayerNetwork(configuration.apply(recipe));
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
        double seconds = metrics.stream().mapToDouble(EpochMetrics::seconds).sum();
        return new Result(folder.best(), folder.loadBest(), seconds);
    }

    private EpochMetrics train(MultiLayerNetwork network, int epoch, MeanLoss loss)
            throws IOException {
        long start = System.nanoTime();
        int batches = (MnistData.TRAINING + recipe.batchSize() - 1) / recipe.batchSize();
        double learningRate = network.getLearningRate(0);
        loss.start();
        try (Progress.Epoch ticks = progress.startEpoch(epoch, recipe.epochs(), batches)) {
            loss.tick = ticks::step;
            reader.setEpoch(epoch - 1);
            network.fit(training);
        }
        BatchNormStatistics.reestimate(
                network, data.firstTraining(STATISTICS_IMAGES, EVALUATION_BATCH));
        double error = 1 - network.evaluate(validation).accuracy();
        return new EpochMetrics(
                epoch, learningRate, loss.mean(), error, (System.nanoTime() - start) / 1e9);
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
