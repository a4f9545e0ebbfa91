package org.binaryconnect.examples.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.math3.stat.StatUtils;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.batches.ShuffledBatches;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.examples.data.MnistFiles;
import org.binaryconnect.examples.recipe.DenseNetwork;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.examples.recipe.Weights;
import org.binaryconnect.examples.training.ImageTraining;
import org.binaryconnect.layers.convert.Freezing;
import org.binaryconnect.layers.training.HingeLabels;
import org.deeplearning4j.datasets.iterator.impl.MnistDataSetIterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Time of whole training epochs with binary weights, against DL4J's own layers and iterator. */
@Command(
        name = "training",
        description =
                "Whole epochs of the paper's MNIST recipe with binary weights against plain DL4J: ratios, interleaved, and how an epoch's time splits.",
        mixinStandardHelpOptions = true)
final class TrainingBench implements Callable<Integer> {

    @Option(
            names = "--epochs",
            description = "Timed epochs of each, after one to warm up. Default: ${DEFAULT-VALUE}.",
            defaultValue = "5")
    private int epochs;

    /** A network that is trained, and where its batches come from. */
    private static final class Subject {

        private final String title;
        private final MultiLayerNetwork network;
        private final Epochs data;
        private final EpochClock clock = new EpochClock();
        private final List<Double> seconds = new ArrayList<>();
        private final List<double[]> splits = new ArrayList<>();

        Subject(String title, MultiLayerNetwork network, Epochs data) {
            this.title = title;
            this.network = network;
            this.data = data;
            network.setListeners(clock);
        }

        void train(int epoch, boolean isTimed) {
            long start = System.nanoTime();
            clock.start();
            network.fit(clock.watch(data.of(epoch)));
            if (isTimed) {
                seconds.add((System.nanoTime() - start) / 1e9);
                splits.add(
                        Arrays.stream(EpochClock.Part.values())
                                .mapToDouble(clock::seconds)
                                .toArray());
            }
        }

        double secondsOf(EpochClock.Part part) {
            return median(splits.stream().map(split -> split[part.ordinal()]).toList());
        }
    }

    /** Gives the batches of an epoch, which nothing reads ahead any more. */
    @FunctionalInterface
    private interface Epochs {
        DataSetIterator of(int epoch);
    }

    @Override
    public Integer call() throws IOException, RunException {
        if (epochs < 1) {
            throw new RunException("epochs must be at least 1, got %d".formatted(epochs));
        }
        ImageTraining data =
                ImageTraining.flat(MnistData.load(MnistFiles.defaultFolder()).imageSets());
        List<Subject> subjects =
                List.of(
                        plain(),
                        binary("binary, deterministic", Weights.DETERMINISTIC, data),
                        binary("binary, stochastic", Weights.STOCHASTIC, data));
        for (int epoch = 0; epoch <= epochs; epoch++) {
            System.out.printf(
                    "epoch %d of %d%s%n", epoch, epochs, epoch == 0 ? " (to warm up)" : "");
            for (int i = 0; i < subjects.size(); i++) {
                subjects.get((epoch + i) % subjects.size()).train(epoch, epoch > 0);
            }
        }
        print(subjects);
        return 0;
    }

    /** DL4J's own layers and iterator, read ahead by a thread as {@code fit} does. */
    private static Subject plain() throws IOException {
        MnistDataSetIterator mnist =
                new MnistDataSetIterator(
                        Recipe.DENSE.batchSize(),
                        MnistData.TRAINING,
                        false,
                        true,
                        true,
                        Recipe.DENSE.seed(),
                        MnistFiles.defaultFolder().toFile());
        mnist.setPreProcessor(new HingeLabels());
        AsyncDataSetIterator ahead = new AsyncDataSetIterator(mnist, 2, true);
        Recipe recipe = Recipe.DENSE.withWeights(Weights.REAL);
        return new Subject("plain DL4J", Freezing.freeze(network(recipe)), epoch -> ahead);
    }

    private static Subject binary(String title, Weights weights, ImageTraining data) {
        Recipe recipe = Recipe.DENSE.withWeights(weights);
        ShuffledBatches batches = data.training(recipe.batchSize(), recipe.seed());
        batches.setPreProcessor(new HingeLabels());
        return new Subject(
                title,
                network(recipe),
                epoch -> {
                    batches.setEpoch(epoch);
                    return batches;
                });
    }

    private static MultiLayerNetwork network(Recipe recipe) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        DenseNetwork.configuration(recipe, MnistData.INPUTS, MnistData.CLASSES));
        network.init();
        return network;
    }

    private static void print(List<Subject> subjects) {
        System.out.printf(
                "%n%d-%dx%d-%d, batch %d, an epoch of %,d images; median of %d, and of the ratios of each round:%n%n",
                MnistData.INPUTS,
                Recipe.DENSE.hiddenLayers(),
                Recipe.DENSE.width(),
                MnistData.CLASSES,
                Recipe.DENSE.batchSize(),
                MnistData.TRAINING,
                subjects.get(0).seconds.size());
        System.out.printf("%-24s %9s %7s", "", "seconds", "ratio");
        for (EpochClock.Part part : EpochClock.Part.values()) {
            System.out.printf(" %9s", part.name().toLowerCase(Locale.ROOT));
        }
        System.out.println();
        for (Subject subject : subjects) {
            System.out.printf(
                    "%-24s %9.1f %7.3f",
                    subject.title,
                    median(subject.seconds),
                    median(ratios(subject.seconds, subjects.get(0).seconds)));
            for (EpochClock.Part part : EpochClock.Part.values()) {
                System.out.printf(" %9.1f", subject.secondsOf(part));
            }
            System.out.println();
        }
    }

    private static List<Double> ratios(List<Double> seconds, List<Double> plain) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < seconds.size(); i++) {
            ratios.add(seconds.get(i) / plain.get(i));
        }
        return ratios;
    }

    private static double median(List<Double> values) {
        return StatUtils.percentile(values.stream().mapToDouble(value -> value).toArray(), 50);
    }
}
