package org.binaryconnect.examples.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.ImageSets;
import org.binaryconnect.examples.data.StandIns;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.examples.training.ImageTraining;
import org.binaryconnect.layers.network.Networks;
import org.binaryconnect.layers.normalization.ModelNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/** One epoch of the paper's convolutional networks, at full size, on stand-ins of the data. */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ImageTaskTest {

    @TempDir private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private Row deterministic(ImageTask task) {
        Row row =
                task.rows().stream().filter(r -> r.id().equals("deterministic")).findFirst().get();
        return new Row(row.id(), row.title(), row.paper(), row.known(), row.recipe().withEpochs(1));
    }

    private MultiLayerNetwork train(ImageTask task, ImageSets images, DataNormalization fitted)
            throws IOException, RunException {
        Experiment experiment =
                new Experiment(
                        task.title(),
                        ImageTraining.images(images, fitted),
                        task::network,
                        folder,
                        false,
                        new PrintStream(printed, true));
        List<Row> rows = List.of(deterministic(task));
        List<List<RunResult>> results = experiment.run(rows, List.of(1L));

        RunResult result = results.get(0).get(0);
        assertTrue(result.iterationMilliseconds() > 1, result::toString);
        Table.print(new PrintStream(printed, true), rows, results);
        return ModelSerializer.restoreMultiLayerNetwork(best(rows.get(0).recipe()).toFile(), false);
    }

    private Path best(Recipe recipe) {
        return Experiment.runFolder(folder, "deterministic", recipe).resolve("best.zip");
    }

    private static long weights(MultiLayerNetwork network) {
        return Networks.weights(network).stream()
                .mapToLong(weight -> weight.latent().length())
                .sum();
    }

    /** The normalization takes most of this test's time: 3,072 eigenvectors. */
    @Test
    void cifar10() throws IOException, RunException {
        ImageSets images = StandIns.cifar10(folder, 20);
        DataNormalization fitted = ImageTask.CIFAR10.normalization(images);

        MultiLayerNetwork network = train(ImageTask.CIFAR10, images, fitted);

        assertEquals(14_022_016, weights(network));
        assertRestored(fitted, images, best(deterministic(ImageTask.CIFAR10).recipe()));
    }

    @Test
    void svhn() throws IOException, RunException {
        ImageSets images = StandIns.svhn(folder, 60);
        DataNormalization fitted = ImageTask.SVHN.normalization(images);

        MultiLayerNetwork network = train(ImageTask.SVHN, images, fitted);

        assertEquals(6_397_632, weights(network));
        assertRestored(fitted, images, best(deterministic(ImageTask.SVHN).recipe()));
    }

    /** What the model's file has does to images what was done in training. */
    private static void assertRestored(DataNormalization fitted, ImageSets images, Path model)
            throws IOException {
        INDArray raw = ImageTraining.images(images, null).test().next().getFeatures();
        INDArray expected = ImageTraining.images(images, fitted).test().next().getFeatures();
        INDArray found = raw.dup();
        ModelNormalization.restore(model).transform(found);

        assertEquals(expected, found);
        assertTrue(raw.sub(found).amaxNumber().doubleValue() > 0.01);
    }

    /** Weights, memory and time without data, as {@code --measure} prints them. */
    @Test
    void theCostOfAnIterationNeedsNoData() throws IOException {
        Row row = deterministic(ImageTask.SVHN);
        Row narrow = new Row(row.id(), row.title(), "", "", row.recipe().withWidth(8));

        IterationCost.print(new PrintStream(printed, true), ImageTask.SVHN, List.of(narrow));

        // 8, 16 and 32 channels and 128 units: 18,072 of convolutions and 83,200 of dense layers.
        String text = printed.toString();
        assertTrue(text.contains(" 101,272 ") && text.contains(" MB"), text);
    }
}
