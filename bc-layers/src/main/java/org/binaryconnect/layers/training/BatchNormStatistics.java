package org.binaryconnect.layers.training;

import org.binaryconnect.layers.network.BatchNormParameters;
import org.binaryconnect.layers.network.NetworkLayer;
import org.binaryconnect.layers.network.Networks;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.adapter.MultiDataSetIteratorAdapter;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Estimates the mean and variance of batch normalization anew, with the weights that the network is
 * evaluated with.
 *
 * <p>While training, DL4J keeps moving averages that belong to past weights, and under stochastic
 * binarization to sampled ones; a conversion changes the weights altogether. The paper's MNIST
 * program accumulates the statistics again before each evaluation; so does this class, exactly:
 * each batch normalization sees its input as it is in inference, those before it already estimated.
 */
public final class BatchNormStatistics {

    private BatchNormStatistics() {}

    /**
     * Replaces mean and variance of every batch normalization of a network.
     *
     * @param network a {@code MultiLayerNetwork} or a {@code ComputationGraph} of one input;
     *     changed in place
     * @param data read once for each batch normalization, from its start; its labels are not used
     * @throws IllegalArgumentException if data is empty, a batch normalization is frozen, or its
     *     input is neither [batch, features] nor an image
     */
    public static void reestimate(Model network, DataSetIterator data) {
        reestimateFrom(network, new MultiDataSetIteratorAdapter(data));
    }

    /** As {@link #reestimate(Model, DataSetIterator)}, for a graph of several inputs. */
    public static void reestimate(ComputationGraph network, MultiDataSetIterator data) {
        reestimateFrom(network, data);
    }

    private static void reestimateFrom(Model network, MultiDataSetIterator data) {
        Networks.requireInitialized(network);
        LayerInputs inputs = LayerInputs.of(network);
        for (NetworkLayer layer : Networks.layers(network)) {
            if (layer.conf() instanceof BatchNormalization conf) {
                Preconditions.checkArgument(
                        !Networks.isFrozen(network, layer),
                        "Layer \"%s\": a frozen batch normalization cannot be re-estimated; unfreeze it first",
                        layer.name());
                reestimate(network, layer, conf, inputs, data);
            }
        }
    }

    private static void reestimate(
            Model network,
            NetworkLayer layer,
            BatchNormalization conf,
            LayerInputs inputs,
            MultiDataSetIterator data) {
        double count = 0;
        INDArray sum = null;
        INDArray sumOfSquares = null;
        data.reset();
        while (data.hasNext()) {
            MultiDataSet batch = data.next();
            try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                INDArray input = inputs.inputOf(layer, batch);
                int[] axes = axesToSumOver(layer, conf, input);
                // In double: single precision would lose the small difference of two large sums.
                INDArray values = input.castTo(DataType.DOUBLE);
                INDArray batchSum = values.sum(axes);
                INDArray batchSquares = values.mul(values).sum(axes);
                sum = sum == null ? batchSum : sum.addi(batchSum);
                sumOfSquares =
                        sumOfSquares == null ? batchSquares : sumOfSquares.addi(batchSquares);
                count += (double) values.length() / batchSum.length();
            }
        }
        Preconditions.checkArgument(
                count > 0, "Batch normalization cannot be re-estimated from an empty data set");
        INDArray mean = sum.divi(count);
        INDArray variance = sumOfSquares.divi(count).subi(mean.mul(mean));
        new BatchNormParameters(network.paramTable(), layer).set(mean, variance);
    }

    private static int[] axesToSumOver(
            NetworkLayer layer, BatchNormalization conf, INDArray input) {
        if (input.rank() == 2) {
            return new int[] {0};
        }
        Preconditions.checkArgument(
                input.rank() == 4,
                "Layer \"%s\": DL4J normalizes batches of [batch, features] and of images, not of rank %s",
                layer.name(),
                input.rank());
        return conf.getCnn2DFormat() == CNN2DFormat.NHWC
                ? new int[] {0, 1, 2}
                : new int[] {0, 2, 3};
    }
}
