package org.binaryconnect.layers.convert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.layers.network.BatchNormParameters;
import org.binaryconnect.layers.network.NetworkLayer;
import org.binaryconnect.layers.network.NetworkWeight;
import org.binaryconnect.layers.network.Networks;
import org.binaryconnect.layers.network.Topology;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.updaters.arrays.Clipper;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Real weights of a trained network as latent weights of a binary one. */
final class TrainedWeights {

    private final Topology topology;
    private final Map<String, LayerConversion> plan;

    /** Each layer's factor from trained to latent weights, and back. */
    private final Map<String, Double> toLatent = new HashMap<>();

    private final Map<String, Double> toTrained = new HashMap<>();

    /**
     * @param plan what is to become of each layer, by its prefix
     */
    TrainedWeights(Model network, Map<String, LayerConversion> plan) {
        this.topology = Topology.of(network);
        this.plan = plan;
        Map<String, double[]> sums = new HashMap<>();
        for (NetworkWeight weight : Networks.weights(network)) {
            weight.requireFinite();
            double[] sum = sums.computeIfAbsent(weight.layer().prefix(), key -> new double[2]);
            sum[0] += weight.latent().norm1Number().doubleValue();
            sum[1] += weight.matrix().size();
        }
        sums.forEach(
                (prefix, sum) ->
                        toLatent.put(
                                prefix, sum[0] == 0 ? 1 : 0.5 * clip(prefix) * sum[1] / sum[0]));
        measureCut(network, sums);
    }

    /** Cutting off the largest weights makes the mean magnitude smaller than H / 2. */
    private void measureCut(Model network, Map<String, double[]> sums) {
        Map<String, Double> latentSums = new HashMap<>();
        for (NetworkWeight weight : Networks.weights(network)) {
            String prefix = weight.layer().prefix();
            INDArray latent = latent(weight.latent(), prefix);
            latentSums.merge(prefix, latent.norm1Number().doubleValue(), Double::sum);
        }
        latentSums.forEach(
                (prefix, sum) -> toTrained.put(prefix, sum == 0 ? 1 : sums.get(prefix)[0] / sum));
    }

    private INDArray latent(INDArray trained, String prefix) {
        INDArray latent = trained.mul(toLatent.get(prefix));
        Clipper.clip(latent, clip(prefix));
        return latent;
    }

    private double clip(String prefix) {
        return plan.get(prefix).weights().getClip();
    }

    /** Gives a layer a channel scale if nothing behind it divides the channel's factor out. */
    LayerConversion plan(LayerConversion conversion) {
        if (!isRescaled(conversion) || !normalizations(conversion.layer()).isEmpty()) {
            return conversion;
        }
        double scale = toTrained.get(conversion.layer().prefix());
        return conversion.withWeights(conversion.weights().withChannelScale(scale));
    }

    /** The weights of a retrofitted layer are latent already. */
    private static boolean isRescaled(LayerConversion conversion) {
        return conversion.isBinary() && BinaryWeights.of(conversion.layer().conf()) == null;
    }

    private List<NetworkLayer> normalizations(NetworkLayer layer) {
        // The depthwise channels' factors are mixed by the pointwise weights.
        return layer.conf() instanceof SeparableConvolution2D
                ? List.of()
                : topology.normalizationsBehind(layer);
    }

    /** Rescales weights, biases and batch normalization of the converted network, in place. */
    void rescale(Model converted) {
        for (NetworkWeight weight : Networks.weights(converted)) {
            LayerConversion conversion = plan.get(weight.layer().prefix());
            if (!isRescaled(conversion)) {
                continue;
            }
            INDArray latent = weight.latent();
            if (conversion.weights().getChannelScale() == 0) {
                divideByMagnitude(converted, conversion.layer(), weight, latent);
            }
            latent.assign(latent(latent, weight.layer().prefix()));
        }
    }

    private void divideByMagnitude(
            Model converted, NetworkLayer layer, NetworkWeight weight, INDArray trained) {
        long weightsOfAChannel = weight.matrix().size() / weight.matrix().outputs();
        INDArray magnitude = trained.norm1(weight.matrix().inputAxes()).divi(weightsOfAChannel);
        magnitude = magnitude.reshape(magnitude.length());
        // A channel without weights has no factor.
        magnitude.addi(magnitude.eq(0).castTo(magnitude.dataType()));
        Map<String, INDArray> parameters = converted.paramTable();
        INDArray bias = parameters.get(layer.prefix() + DefaultParamInitializer.BIAS_KEY);
        if (bias != null) {
            bias.divi(magnitude.reshape(bias.shape()));
        }
        for (NetworkLayer normalization : normalizations(layer)) {
            rescale(normalization, parameters, magnitude);
        }
    }

    /** Such that the quotient (x - mean) / sqrt(variance + epsilon) stays what it was. */
    private static void rescale(
            NetworkLayer normalization, Map<String, INDArray> parameters, INDArray magnitude) {
        BatchNormParameters statistics = new BatchNormParameters(parameters, normalization);
        INDArray factor = magnitude.castTo(DataType.DOUBLE);
        double epsilon = ((BatchNormalization) normalization.conf()).getEps();
        INDArray variance = statistics.variance().addi(epsilon).divi(factor).divi(factor);
        statistics.set(statistics.mean().divi(factor), variance.subi(epsilon));
    }
}
