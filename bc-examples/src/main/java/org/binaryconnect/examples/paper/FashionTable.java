package org.binaryconnect.examples.paper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.FashionMnistData;
import org.binaryconnect.examples.data.ImageSets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The rows of Table 2 for MNIST on data that the paper does not have. */
@Command(
        name = "fashion-mnist",
        description =
                "The networks of Table 2, MNIST, on Fashion-MNIST. A run that is cut goes on with the same command.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class FashionTable implements Callable<Integer> {

    @Mixin private TableOptions options;

    @Option(
            names = "--data",
            description = "Folder of the data. Default: that of Debian's dataset-fashion-mnist.")
    private Path dataFolder;

    @Override
    public Integer call() throws IOException, RunException {
        List<Row> rows =
                options.select(
                        DenseRows.table().stream()
                                .map(row -> new Row(row.id(), row.title(), "", "", row.recipe()))
                                .toList());
        ImageSets images =
                FashionMnistData.load(
                        dataFolder != null ? dataFolder : FashionMnistData.defaultFolder());
        MnistTable.print(images, "Fashion-MNIST", rows, options, options.folder("fashion-mnist"));
        return 0;
    }
}
