package org.binaryconnect.examples.paper;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.binaryconnect.examples.ResidentMemory;
import org.binaryconnect.examples.data.ImageShape;
import org.binaryconnect.layers.network.Networks;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** What training a network costs, found without its data. */
final class IterationCost {

    private static final int WARM_UP = 2;
    private static final int ITERATIONS = 5;

    private IterationCost() {}

    /** Trains each row's network on a batch of noise, and prints a line for it. */
    static void print(PrintStream out, ImageTask task, List<Row> rows) throws IOException {
        out.printf("%s, batches of noise, median of %d iterations:%n%n", task.title(), ITERATIONS);
        out.printf(
                "%-26s %8s %14s %16s %24s%n",
                "network", "batch", "weights", "ms/iteration", "peak memory, up to here");
        for (Row row : rows) {
            MultiLayerNetwork network = new MultiLayerNetwork(task.network(row.recipe()));
            network.init();
            double milliseconds = median(network, noise(task.shape(), row.recipe().batchSize()));
            out.printf(
                    "%-26s %8d %,14d %16.0f %24s%n",
                    row.title(),
                    row.recipe().batchSize(),
                    Networks.weights(network).stream()
                            .mapToLong(weight -> weight.latent().length())
                            .sum(),
                    milliseconds,
                    ResidentMemory.peakText());
        }
    }

    private static DataSet noise(ImageShape shape, int batch) {
        INDArray features =
                Nd4j.randn(DataType.FLOAT, batch, shape.channels(), shape.height(), shape.width());
        INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, 10).subi(1);
        for (int i = 0; i < batch; i++) {
            labels.putScalar(i, i % 10, 1);
        }
        return new DataSet(features, labels);
    }

    private static double median(MultiLayerNetwork network, DataSet batch) {
        double[] milliseconds = new double[ITERATIONS];
        for (int i = -WARM_UP; i < ITERATIONS; i++) {
            long start = System.nanoTime();
            network.fit(batch);
            if (i >= 0) {
                milliseconds[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        return StatUtils.percentile(milliseconds, 50);
    }
}
