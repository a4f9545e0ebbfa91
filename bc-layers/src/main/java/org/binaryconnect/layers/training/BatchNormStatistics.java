package org.binaryconnect.layers.training;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Estimates the mean and variance of batch normalization anew, with the weights that the network is
 * evaluated with.
 *
 * <p>While training, DL4J keeps moving averages that belong to past weights, and under stochastic
 * binarization to sampled ones. The paper's MNIST program accumulates the statistics again before
 * each evaluation; so does this class, exactly: each batch normalization sees its input as it is in
 * inference, those before it already estimated.
 */
public final class BatchNormStatistics {

    /**
     * Keeps the logarithm of a constant input's standard deviation finite; small beside any usual
     * epsilon.
     */
    private static final double SMALLEST_VARIANCE = 1e-12;

    private BatchNormStatistics() {}

    /**
     * Replaces mean and variance of every batch normalization of a network of [batch, features]
     * layers.
     *
     * @param network changed in place
     * @param data read once for each batch normalization, from its start; its labels are not used
     * @throws IllegalArgumentException if data is empty or a batch normalization's input is not
     *     [batch, features]
     */
    public static void reestimate(MultiLayerNetwork network, DataSetIterator data) {
        Layer[] layers = network.getLayers();
        for (int i = 0; i < layers.length; i++) {
            Layer layer = layers[i];
            boolean isFrozen =
                    layer instanceof BaseWrapperLayer wrapper
                            && wrapper.getUnderlying() instanceof BatchNormalization;
            Preconditions.checkArgument(
                    !isFrozen,
                    "Layer %s: a frozen batch normalization cannot be re-estimated; unfreeze it first",
                    i);
            if (layer instanceof BatchNormalization) {
                Preconditions.checkArgument(
                        network.getLayerWiseConfigurations().getInputPreProcess(i) == null,
                        "Layer %s: batch normalization behind an input preprocessor cannot be re-estimated",
                        i);
                reestimate(network, i, data);
            }
        }
    }

    private static void reestimate(MultiLayerNetwork network, int index, DataSetIterator data) {
        double examples = 0;
        INDArray sum = null;
        INDArray sumOfSquares = null;
        data.reset();
        while (data.hasNext()) {
            INDArray features = data.next().getFeatures();
            try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                INDArray input = inputOf(network, index, features);
                Preconditions.checkArgument(
                        input.rank() == 2,
                        "Layer %s: batch normalization of rank %s input cannot be re-estimated, only [batch, features]",
                        index,
                        input.rank());
                // In double: single precision would lose the small difference of two large sums.
                INDArray values = input.castTo(DataType.DOUBLE);
                INDArray batchSum = values.sum(0);
                INDArray batchSquares = values.muli(values).sum(0);
                sum = sum == null ? batchSum : sum.addi(batchSum);
                sumOfSquares =
                        sumOfSquares == null ? batchSquares : sumOfSquares.addi(batchSquares);
                examples += input.size(0);
            }
        }
        Preconditions.checkArgument(
                examples > 0, "Batch normalization cannot be re-estimated from an empty data set");
        INDArray mean = sum.divi(examples);
        INDArray variance =
                Transforms.max(sumOfSquares.divi(examples).subi(mean.mul(mean)), SMALLEST_VARIANCE);
        set(network.getLayer(index), mean, variance);
    }

    private static INDArray inputOf(MultiLayerNetwork network, int index, INDArray features) {
        if (index == 0) {
            return features;
        }
        List<INDArray> activations = network.feedForwardToLayer(index - 1, features, false);
        return activations.get(activations.size() - 1);
    }

    private static void set(Layer layer, INDArray mean, INDArray variance) {
        INDArray layerMean = layer.getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN);
        layerMean.assign(mean.castTo(layerMean.dataType()).reshape(layerMean.shape()));
        INDArray logDeviation = layer.getParam(BatchNormalizationParamInitializer.GLOBAL_LOG_STD);
        if (logDeviation != null) {
            INDArray value = Transforms.log(variance, true).muli(0.5 / Math.log(10));
            logDeviation.assign(
                    value.castTo(logDeviation.dataType()).reshape(logDeviation.shape()));
        } else {
            INDArray layerVariance = layer.getParam(BatchNormalizationParamInitializer.GLOBAL_VAR);
            layerVariance.assign(
                    variance.castTo(layerVariance.dataType()).reshape(layerVariance.shape()));
        }
    }
}
