package org.binaryconnect.examples.mnist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.examples.data.MnistFiles;
import org.binaryconnect.examples.recipe.DenseNetwork;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.examples.training.ImageTraining;
import org.binaryconnect.examples.training.Progress;
import org.binaryconnect.examples.training.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The main job: data, training, export, and the exported program on this computer and on simulated
 * microcontrollers.
 */
@Command(
        name = "mnist",
        description =
                "Train the paper's MNIST network with binary weights, export it, and run the C program on simulated microcontrollers.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class MnistCommand implements Callable<Integer> {

    private static final int QUICK_WIDTH = 256;
    private static final int QUICK_EPOCHS = 5;

    @Option(
            names = "--quick",
            description = "A small network (3x256, 5 epochs): about two minutes.")
    private boolean quick;

    @Option(
            names = "--epochs",
            description = "Length of the whole schedule. Default: 20, with --quick 5.")
    private Integer epochs;

    @Option(
            names = "--width",
            description = "Units of each hidden layer. Default: 1024, with --quick 256.")
    private Integer width;

    @Option(
            names = "--seed",
            description = "Of initialization, shuffling and sampling. Default: 1.")
    private Long seed;

    @Option(
            names = "--out",
            description = "Folder of the run. Default: runs/mnist, with --quick runs/mnist-quick.")
    private Path out;

    @Option(
            names = "--restart",
            description = "Throw away a run in the folder instead of continuing it.")
    private boolean restart;

    @Override
    public Integer call() throws IOException, RunException {
        Recipe recipe = recipe();
        Path folder = out != null ? out : Path.of("runs", quick ? "mnist-quick" : "mnist");
        MnistData data = MnistData.load(MnistFiles.defaultFolder());
        Progress progress = new Progress();
        Training.Result trained =
                new Training(
                                recipe,
                                DenseNetwork.configuration(
                                        recipe, MnistData.INPUTS, MnistData.CLASSES),
                                ImageTraining.flat(data.imageSets()),
                                folder,
                                restart,
                                progress)
                        .run();
        return new FirmwareRun(data, progress).run(trained, folder) ? 0 : 1;
    }

    private Recipe recipe() throws RunException {
        int defaultWidth = quick ? QUICK_WIDTH : Recipe.DENSE.width();
        int defaultEpochs = quick ? QUICK_EPOCHS : Recipe.DENSE.epochs();
        try {
            return Recipe.DENSE
                    .withWidth(width != null ? width : defaultWidth)
                    .withEpochs(epochs != null ? epochs : defaultEpochs)
                    .withSeed(seed != null ? seed : Recipe.DENSE.seed());
        } catch (IllegalArgumentException e) {
            throw new RunException(e.getMessage());
        }
    }
}
