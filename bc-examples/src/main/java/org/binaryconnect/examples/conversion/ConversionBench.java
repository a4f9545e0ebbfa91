package org.binaryconnect.examples.conversion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.examples.data.MnistFiles;
import org.binaryconnect.layers.convert.BinaryConversion;
import org.binaryconnect.layers.summary.BinarySummary;
import org.binaryconnect.layers.training.BatchNormStatistics;
import org.binaryconnect.layers.training.ClassificationError;
import org.binaryconnect.updaters.schedule.ExponentialDecaySchedule;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ScheduleType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a trained float network loses when it is made binary, and what fine-tuning brings back. */
@Command(
        name = "conversion",
        description =
                "Test error of a float MNIST network, of the binary network made of it, and after two epochs of fine-tuning.",
        mixinStandardHelpOptions = true)
public final class ConversionBench implements Callable<Integer> {

    private static final int FINE_TUNING_EPOCHS = 2;
    private static final int BATCH = 100;
    private static final int EVALUATION_BATCH = 500;
    private static final int STATISTICS_IMAGES = 5000;

    @Option(
            names = "--seed",
            description = "Of initialization and shuffling. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private long seed;

    @Option(names = "--out", description = "Folder of the run. Default: runs/conversion-SEED.")
    private Path out;

    @Option(
            names = "--restart",
            description = "Throw away the networks in the folder instead of continuing.")
    private boolean restart;

    @Override
    public Integer call() throws IOException, RunException {
        MnistData data = MnistData.load(MnistFiles.defaultFolder());
        Path folder = out != null ? out : Path.of("runs", "conversion-" + seed);
        Path floatFile = folder.resolve("float.zip");
        Path binaryFile = folder.resolve("binary.zip");
        prepare(folder, floatFile, binaryFile);
        MultiLayerNetwork real =
                new Stage("float", floatFile, FloatNetwork.EPOCHS)
                        .run(this::newFloatNetwork, data, seed, BATCH);
        BinaryConversion<MultiLayerNetwork> conversion =
                new BinaryConversion.Builder<>(real)
                        .fineTuneConfiguration(fineTuning())
                        .statistics(statistics(data))
                        .build();
        double convertedError = testError(conversion.result(), data);
        MultiLayerNetwork binary =
                new Stage("fine-tuning", binaryFile, FINE_TUNING_EPOCHS)
                        .run(() -> fromTheStart(conversion.result()), data, seed, BATCH);
        BatchNormStatistics.reestimate(binary, statistics(data));

        System.out.printf("%n%s%n%s%n", conversion.report(), BinarySummary.of(binary));
        print("float, %d epochs".formatted(FloatNetwork.EPOCHS), testError(real, data));
        print("converted", convertedError);
        print(
                "after %d epochs of fine-tuning".formatted(FINE_TUNING_EPOCHS),
                testError(binary, data));
        return 0;
    }

    private void prepare(Path folder, Path... files) throws RunException {
        try {
            Files.createDirectories(folder);
            for (Path file : files) {
                if (restart) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new RunException(
                    "Cannot write to %s (%s); choose another --out".formatted(folder, e));
        }
    }

    private MultiLayerNetwork newFloatNetwork() {
        MultiLayerNetwork network = new MultiLayerNetwork(FloatNetwork.configuration(seed));
        network.init();
        return network;
    }

    /** The learning rate falls once more, over the whole of fine-tuning. */
    private static FineTuneConfiguration fineTuning() {
        int steps = FINE_TUNING_EPOCHS * MnistData.TRAINING / BATCH;
        return new FineTuneConfiguration.Builder()
                .updater(
                        new Adam(
                                new ExponentialDecaySchedule(
                                        ScheduleType.ITERATION,
                                        FloatNetwork.FIRST_LEARNING_RATE,
                                        FloatNetwork.LAST_LEARNING_RATE,
                                        steps)))
                .build();
    }

    private static MultiLayerNetwork fromTheStart(MultiLayerNetwork network) {
        network.setIterationCount(0);
        network.setEpochCount(0);
        return network;
    }

    private static DataSetIterator statistics(MnistData data) throws IOException {
        return data.firstTraining(STATISTICS_IMAGES, EVALUATION_BATCH);
    }

    private static double testError(MultiLayerNetwork network, MnistData data) throws IOException {
        return ClassificationError.of(network, data.test(EVALUATION_BATCH));
    }

    private static void print(String what, double error) {
        System.out.printf("test error, %-30s %5.2f %%%n", what, 100 * error);
    }
}
