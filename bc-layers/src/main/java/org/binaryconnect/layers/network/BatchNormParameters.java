package org.binaryconnect.layers.network;

import java.util.Map;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Mean and variance of a batch normalization in a network, whichever of its two forms DL4J keeps
 * the variance in: itself, or the decimal logarithm of its root.
 */
public final class BatchNormParameters {

    /**
     * Keeps the logarithm of a constant input's standard deviation finite; small beside any usual
     * epsilon.
     */
    private static final double SMALLEST_VARIANCE = 1e-12;

    private final INDArray mean;
    private final INDArray spread;
    private final boolean isLogarithm;

    /**
     * @param parameters of the network
     * @param layer a batch normalization
     */
    public BatchNormParameters(Map<String, INDArray> parameters, NetworkLayer layer) {
        mean = parameters.get(layer.prefix() + BatchNormalizationParamInitializer.GLOBAL_MEAN);
        String logarithm = layer.prefix() + BatchNormalizationParamInitializer.GLOBAL_LOG_STD;
        isLogarithm = parameters.containsKey(logarithm);
        spread =
                parameters.get(
                        isLogarithm
                                ? logarithm
                                : layer.prefix() + BatchNormalizationParamInitializer.GLOBAL_VAR);
    }

    /** A copy in double, [channels]. */
    public INDArray mean() {
        return copy(mean);
    }

    /** A copy in double, [channels]. */
    public INDArray variance() {
        INDArray copy = copy(spread);
        return isLogarithm ? Transforms.exp(copy.muli(2 * Math.log(10)), false) : copy;
    }

    /**
     * Replaces both.
     *
     * @param newMean of as many elements as channels
     * @param newVariance alike; where it is too small, the smallest that DL4J can keep
     */
    public void set(INDArray newMean, INDArray newVariance) {
        assign(mean, newMean);
        INDArray variance = Transforms.max(newVariance, SMALLEST_VARIANCE);
        assign(
                spread,
                isLogarithm ? Transforms.log(variance, true).muli(0.5 / Math.log(10)) : variance);
    }

    private static INDArray copy(INDArray parameter) {
        INDArray copy = parameter.dup().castTo(DataType.DOUBLE);
        return copy.reshape(copy.length());
    }

    private static void assign(INDArray parameter, INDArray value) {
        parameter.assign(value.castTo(parameter.dataType()).reshape(parameter.shape()));
    }
}
