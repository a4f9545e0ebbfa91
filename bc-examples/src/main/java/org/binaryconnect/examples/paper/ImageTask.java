package org.binaryconnect.examples.paper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.binaryconnect.examples.batches.ImageExamples;
import org.binaryconnect.examples.batches.OrderedBatches;
import org.binaryconnect.examples.data.Cifar10Data;
import org.binaryconnect.examples.data.ImageSet;
import org.binaryconnect.examples.data.ImageSets;
import org.binaryconnect.examples.data.ImageShape;
import org.binaryconnect.examples.data.SvhnData;
import org.binaryconnect.examples.recipe.ConvolutionalNetwork;
import org.binaryconnect.examples.recipe.Method;
import org.binaryconnect.examples.recipe.Noise;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.examples.recipe.Weights;
import org.binaryconnect.layers.normalization.GlobalContrastNormalization;
import org.binaryconnect.layers.normalization.LocalContrastNormalization;
import org.binaryconnect.layers.normalization.NormalizationChain;
import org.binaryconnect.layers.normalization.ZcaWhitening;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/** The paper's experiments with convolutional networks: data, preparation, recipe, table. */
enum ImageTask {

    /** Section 3.2. */
    CIFAR10("CIFAR-10", "cifar10", Cifar10Data.SHAPE, 128, 500, 3e-3, 2e-6) {
        @Override
        Path defaultFolder() {
            return Cifar10Data.defaultFolder();
        }

        @Override
        ImageSets load(Path folder) throws IOException {
            return Cifar10Data.load(folder);
        }

        /** Fitted to all training images, those to validate on included, as the paper's are. */
        @Override
        DataNormalization normalization(ImageSets images) {
            NormalizationChain chain =
                    new NormalizationChain(
                            new GlobalContrastNormalization(55), new ZcaWhitening(0.1));
            ImageSet all = images.training().join(images.validation());
            chain.fit(new OrderedBatches(ImageExamples.images(all, null), all.count(), FIT_BATCH));
            return chain;
        }

        @Override
        List<Row> rows() {
            return rows("10.64", "9.90", "8.25", "8.27", "7.64");
        }
    },

    /**
     * Section 3.3, prepared as the paper's program has it, not its text, which has whitening; but
     * that program contrast-normalizes the first channel only.
     */
    SVHN("SVHN", "svhn", SvhnData.SHAPE, 64, 200, 1e-2, 3e-6) {
        @Override
        Path defaultFolder() {
            return SvhnData.defaultFolder();
        }

        @Override
        ImageSets load(Path folder) throws IOException {
            return SvhnData.load(folder);
        }

        @Override
        DataNormalization normalization(ImageSets images) {
            return new NormalizationChain(
                    new GlobalContrastNormalization(1), new LocalContrastNormalization(7, 1e-4));
        }

        @Override
        List<Row> rows() {
            return rows("2.44", "2.30", "2.05", "2.15", "2.00");
        }
    };

    private static final int FIT_BATCH = 500;
    private static final int CLASSES = 10;
    private static final int DENSE_UNITS = 1024;

    private final String title;
    private final String id;
    private final ImageShape shape;
    private final Recipe recipe;

    ImageTask(
            String title,
            String id,
            ImageShape shape,
            int channels,
            int epochs,
            double firstLearningRate,
            double lastLearningRate) {
        this.title = title;
        this.id = id;
        this.shape = shape;
        this.recipe =
                new Recipe(
                        3,
                        channels,
                        epochs,
                        50,
                        Method.ADAM,
                        firstLearningRate,
                        lastLearningRate,
                        Weights.DETERMINISTIC,
                        true,
                        Noise.NONE,
                        Noise.NONE,
                        1);
    }

    abstract Path defaultFolder();

    /** Checks and reads the data. */
    abstract ImageSets load(Path folder) throws IOException;

    /** What is done to the images, fitted. */
    abstract DataNormalization normalization(ImageSets images);

    /** The rows of the paper's Table 2. */
    abstract List<Row> rows();

    String title() {
        return title;
    }

    /** Names folders. */
    String id() {
        return id;
    }

    ImageShape shape() {
        return shape;
    }

    /** The paper's test errors, and the best known of deterministic and stochastic weights. */
    List<Row> rows(
            String paperReal,
            String paperDeterministic,
            String knownDeterministic,
            String paperStochastic,
            String knownStochastic) {
        return List.of(
                new Row(
                        "no-regularizer",
                        "No regularizer",
                        paperReal,
                        "-",
                        recipe.withWeights(Weights.REAL)),
                new Row(
                        "deterministic",
                        "BinaryConnect (det.)",
                        paperDeterministic,
                        knownDeterministic,
                        recipe.withWeights(Weights.DETERMINISTIC)),
                new Row(
                        "stochastic",
                        "BinaryConnect (stoch.)",
                        paperStochastic,
                        knownStochastic,
                        recipe.withWeights(Weights.STOCHASTIC)));
    }

    /** A recipe's network: fully connected layers are as much narrower as convolutions are. */
    MultiLayerConfiguration network(Recipe resized) {
        int units = Math.max(1, DENSE_UNITS * resized.width() / recipe.width());
        return ConvolutionalNetwork.configuration(resized, units, shape, CLASSES);
    }
}
