package org.binaryconnect.examples.paper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.examples.data.MnistFiles;
import org.binaryconnect.examples.recipe.DenseNetwork;
import org.binaryconnect.examples.training.ImageTraining;
import org.binaryconnect.examples.training.TrainingData;
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
        List<Row> rows = options.select(DenseRows.mnist());
        Path folder = options.folder("mnist");
        TrainingData data =
                ImageTraining.flat(MnistData.load(MnistFiles.defaultFolder()).imageSets());
        Experiment experiment =
                new Experiment(
                        data,
                        recipe ->
                                DenseNetwork.configuration(
                                        recipe, MnistData.INPUTS, MnistData.CLASSES),
                        folder,
                        System.out);
        List<List<RunResult>> results = experiment.run(rows, options.seeds());
        System.out.printf(
                "%nMNIST, %d hidden layers, test error at the epoch of the lowest validation error:%n%n",
                rows.get(0).recipe().hiddenLayers());
        Table.print(System.out, rows, results);
        return 0;
    }
}
