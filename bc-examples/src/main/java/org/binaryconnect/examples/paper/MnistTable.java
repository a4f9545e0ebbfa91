package org.binaryconnect.examples.paper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.ImageSets;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.examples.data.MnistFiles;
import org.binaryconnect.examples.recipe.DenseNetwork;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.examples.training.ImageTraining;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Table 2, MNIST. */
@Command(
        name = "mnist",
        description =
                "Table 2, MNIST, permutation-invariant: fully connected networks. A run that is cut goes on with the same command.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class MnistTable implements Callable<Integer> {

    @Mixin private TableOptions options;

    @Override
    public Integer call() throws IOException, RunException {
        List<Row> rows = options.select(DenseRows.table());
        ImageSets images = MnistData.load(MnistFiles.defaultFolder()).imageSets();
        print(images, "MNIST", rows, options, options.folder("mnist"));
        return 0;
    }

    /** Trains the rows' dense networks on images of 784 pixels, and prints the table. */
    static void print(
            ImageSets images, String title, List<Row> rows, TableOptions options, Path folder)
            throws IOException, RunException {
        Recipe first = rows.get(0).recipe();
        new Experiment(
                        title,
                        ImageTraining.flat(images),
                        recipe ->
                                DenseNetwork.configuration(
                                        recipe,
                                        images.training().shape().length(),
                                        images.training().classes()),
                        folder,
                        options.restart(),
                        System.out)
                .print(
                        "%s, %d hidden layers of %d, test error at the epoch of the lowest validation error"
                                .formatted(title, first.hiddenLayers(), first.width()),
                        rows,
                        options.seeds());
    }
}
