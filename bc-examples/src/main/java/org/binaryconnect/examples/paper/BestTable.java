package org.binaryconnect.examples.paper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.examples.data.MnistFiles;
import org.binaryconnect.examples.mnist.FirmwareRun;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.examples.training.Progress;
import org.binaryconnect.examples.training.RunFolder;
import org.binaryconnect.examples.training.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The recipe that goes below the paper's error, its ablation, and its export. */
@Command(
        name = "best",
        description =
                "The best recipe for permutation-invariant MNIST with one bit a weight, what each of its parts adds, and its export. A run that is cut goes on with the same command.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BestTable implements Callable<Integer> {

    @Mixin private TableOptions options;

    @Override
    public Integer call() throws IOException, RunException {
        List<Row> rows = options.select(BestRows.rows());
        // Its first row is one of that table: with as many epochs, one run serves both.
        Path folder = options.folder("mnist");
        MnistData data = MnistData.load(MnistFiles.defaultFolder());
        MnistTable.print(data.imageSets(), "MNIST", rows, options, folder);
        Row last = rows.get(rows.size() - 1);
        Recipe recipe = last.recipe().withSeed(options.seeds().get(0));
        System.out.printf("%nExport of \"%s\", seed %d%n", last.title(), recipe.seed());
        Path run = Experiment.runFolder(folder, last.id(), recipe);
        Training.Result trained = new RunFolder(run).result(recipe.epochs());
        return new FirmwareRun(data, new Progress()).run(trained, run) ? 0 : 1;
    }
}
