package org.binaryconnect.examples.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.binaryconnect.examples.RunException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Data-parallel training of one binary MNIST network on Spark. */
@Command(
        name = "spark",
        description = "Train a small MNIST network with binary weights on Spark, data-parallel.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SparkCommand implements Callable<Integer> {

    @Option(
            names = "--master",
            description =
                    "local[THREADS], local-cluster[EXECUTORS,CORES,MEGABYTES] or spark://HOST:PORT. Default: ${DEFAULT-VALUE}.",
            defaultValue = "local[2]")
    private String master;

    @Option(
            names = "--epochs",
            description = "Length of the whole schedule. Default: ${DEFAULT-VALUE}.",
            defaultValue = "5")
    private int epochs;

    @Option(
            names = "--seed",
            description = "Of initialization and shuffling. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private long seed;

    @Option(
            names = "--out",
            description = "Model file. Default: ${DEFAULT-VALUE}.",
            defaultValue = "runs/spark.zip")
    private Path out;

    @Override
    public Integer call() throws IOException, RunException {
        Path folder = out.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        SparkMnist.train(master, epochs, seed, out.toAbsolutePath(), System.out);
        System.out.printf("Model                         %s%n", out);
        return 0;
    }
}
