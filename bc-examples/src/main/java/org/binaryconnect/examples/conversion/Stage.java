package org.binaryconnect.examples.conversion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.binaryconnect.examples.Checkpoint;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.IdxRecordReader;
import org.binaryconnect.examples.data.MnistData;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * A training of some epochs, of which the last whole epoch is kept in a file: what was cut goes on
 * from there as if it had not been.
 */
final class Stage {

    private final String name;
    private final Path file;
    private final int epochs;

    /**
     * @param name for the lines that tell how far it is
     */
    Stage(String name, Path file, int epochs) {
        this.name = name;
        this.file = file;
        this.epochs = epochs;
    }

    /** What a stage starts with if its file does not exist. */
    @FunctionalInterface
    interface Start {
        MultiLayerNetwork create() throws IOException, RunException;
    }

    /**
     * The trained network.
     *
     * @param start gives a network whose epoch count is 0
     * @throws RunException if the file is damaged, or of another seed
     */
    MultiLayerNetwork run(Start start, MnistData data, long seed, int batchSize)
            throws IOException, RunException {
        MultiLayerNetwork network = Files.exists(file) ? load() : start.create();
        if (network.getLayerWiseConfigurations().getConf(0).getSeed() != seed) {
            throw new RunException(
                    "%s was trained with another seed; choose another --out or begin anew with --restart"
                            .formatted(file));
        }
        int done = network.getEpochCount();
        if (done > 0) {
            System.out.printf(
                    "%s: %d of %d epochs are in %s (--restart begins anew)%n",
                    name, done, epochs, file);
        }
        IdxRecordReader reader = data.trainingReader(seed);
        DataSetIterator training = MnistData.batches(reader, batchSize);
        long begin = System.nanoTime();
        for (int epoch = done; epoch < epochs; epoch++) {
            reader.setEpoch(epoch);
            network.fit(training);
            Checkpoint.save(network, file, true);
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    "%s: epoch %d/%d  loss %.4f  %.0f s left%n",
                    name,
                    epoch + 1,
                    epochs,
                    network.score(),
                    seconds / (epoch + 1 - done) * (epochs - epoch - 1));
        }
        return network;
    }

    private MultiLayerNetwork load() throws RunException {
        try {
            return ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
        } catch (IOException | RuntimeException e) {
            throw new RunException(
                    "%s is damaged (%s); begin anew with --restart"
                            .formatted(file, e.getMessage()));
        }
    }
}
