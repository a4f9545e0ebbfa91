package org.binaryconnect.examples.spark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.binaryconnect.examples.Checkpoint;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.examples.data.MnistFiles;
import org.binaryconnect.examples.recipe.DenseNetwork;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.layers.training.BatchNormStatistics;
import org.binaryconnect.layers.training.ClassificationError;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The paper's network, with two hidden layers of 256, on Spark. */
final class SparkMnist {

    private static final int HIDDEN_LAYERS = 2;
    private static final int WIDTH = 256;
    private static final int BATCH = 100;
    private static final int EVALUATION_BATCH = 500;
    private static final int STATISTICS_IMAGES = 5000;

    private SparkMnist() {}

    static void train(String master, int epochs, long seed, Path file, PrintStream out)
            throws IOException, RunException {
        Recipe recipe = recipe(epochs, seed);
        try (JavaSparkContext context = SparkContexts.open(master, "BinaryConnect MNIST")) {
            MnistData data = MnistData.load(MnistFiles.defaultFolder());
            ByteExamples examples =
                    new ByteExamples(
                            data.calibration(MnistData.TRAINING),
                            data.trainingLabels(),
                            MnistData.CLASSES);
            SparkTraining training =
                    new SparkTraining(
                            context,
                            DenseNetwork.configuration(recipe, MnistData.INPUTS, MnistData.CLASSES),
                            examples,
                            BATCH,
                            seed);
            out.printf("training on %s%n", master);
            long start = System.nanoTime();
            MultiLayerNetwork network =
                    training.run(
                            epochs,
                            epoch ->
                                    out.printf(
                                            Locale.ROOT,
                                            "epoch %2d/%d  loss %.4f  %.1f s an epoch%n",
                                            epoch,
                                            epochs,
                                            training.loss(),
                                            (System.nanoTime() - start) / 1e9 / epoch));
            BatchNormStatistics.reestimate(
                    network, data.firstTraining(STATISTICS_IMAGES, EVALUATION_BATCH));
            double error = ClassificationError.of(network, data.test(EVALUATION_BATCH));
            out.printf("Test error, binary weights    %.2f %%%n", 100 * error);
            Checkpoint.save(network, file, true);
        }
    }

    private static Recipe recipe(int epochs, long seed) throws RunException {
        try {
            return Recipe.DENSE
                    .withHiddenLayers(HIDDEN_LAYERS)
                    .withWidth(WIDTH)
                    .withEpochs(epochs)
                    .withBatchSize(BATCH)
                    .withSeed(seed);
        } catch (IllegalArgumentException e) {
            throw new RunException(e.getMessage());
        }
    }
}
