package org.binaryconnect.examples.paper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.binaryconnect.examples.ResidentMemory;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.ImageSets;
import org.binaryconnect.examples.training.ImageTraining;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Table 2, a column of images. */
abstract class ConvolutionalTable implements Callable<Integer> {

    @Mixin private TableOptions options;

    @Option(
            names = "--data",
            description = "Folder of the data. Default: in $BC_DATA or ~/.cache/binaryconnect.")
    private Path dataFolder;

    @Option(
            names = "--measure",
            description =
                    "Instead of the table: weights, memory and time of an iteration, of each row's network on noise; needs no data.")
    private boolean measures;

    private final ImageTask task;

    ConvolutionalTable(ImageTask task) {
        this.task = task;
    }

    @Override
    public Integer call() throws IOException, RunException {
        List<Row> rows = options.select(task.rows());
        if (measures) {
            IterationCost.print(System.out, task, rows);
            return 0;
        }
        ImageSets images = task.load(dataFolder != null ? dataFolder : task.defaultFolder());
        System.out.println("Fitting the normalization of the images");
        ImageTraining data = ImageTraining.images(images, task.normalization(images));
        new Experiment(
                        task.title(),
                        data,
                        task::network,
                        options.folder(task.id()),
                        options.restart(),
                        System.out)
                .print(
                        task.title() + ", test error at the epoch of the lowest validation error",
                        rows,
                        options.seeds());
        System.out.printf("%nPeak memory of this process: %s%n", ResidentMemory.peakText());
        return 0;
    }
}
