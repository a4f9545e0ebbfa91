package org.binaryconnect.layers.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.binaryconnect.layers.network.NetworkLayer;
import org.binaryconnect.layers.network.Networks;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.layers.weights.WeightMatrices;
import org.binaryconnect.layers.weights.WeightMatrix;
import org.binaryconnect.updaters.StepScaling;
import org.binaryconnect.updaters.WeightClip;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Binary weights in layers of DL4J's own classes, and of anybody's that ask DL4J for weight noise:
 * one line between the configuration and the network.
 *
 * <pre>{@code
 * MultiLayerConfiguration configuration = BinaryRetrofit.apply(builder.list() … .build());
 * }</pre>
 *
 * <p>Each layer with weight matrices gets the hook, the clip and the step scale, and starts uniform
 * in [-H, H]. Layers that would silently go on with real weights are refused. Where a binary layer
 * of the same kind exists, {@link BinaryConversion} is the better choice: it is faster, and the
 * layer says what it is.
 */
public final class BinaryRetrofit {

    private BinaryRetrofit() {}

    /** Retrofits every layer that has weight matrices, with the paper's settings. */
    public static MultiLayerConfiguration apply(MultiLayerConfiguration configuration) {
        return apply(configuration, BinaryWeights.DEFAULT, layer -> true);
    }

    /**
     * Retrofits layers.
     *
     * @param configuration changed in place
     * @param weights how weights are binarized and updated
     * @param layers which layers; those without weight matrices stay as they are in any case
     * @return the configuration
     * @throws DL4JInvalidConfigException if a layer would ignore its binary weights; the message
     *     names it and the remedy; the configuration is then unchanged
     */
    public static MultiLayerConfiguration apply(
            MultiLayerConfiguration configuration, BinaryWeights weights, Predicate<Layer> layers) {
        apply(Networks.layers(configuration), weights, layers);
        return configuration;
    }

    /** As {@link #apply(MultiLayerConfiguration)}. */
    public static ComputationGraphConfiguration apply(ComputationGraphConfiguration configuration) {
        return apply(configuration, BinaryWeights.DEFAULT, layer -> true);
    }

    /** As {@link #apply(MultiLayerConfiguration, BinaryWeights, Predicate)}. */
    public static ComputationGraphConfiguration apply(
            ComputationGraphConfiguration configuration,
            BinaryWeights weights,
            Predicate<Layer> layers) {
        apply(Networks.layers(configuration), weights, layers);
        return configuration;
    }

    private static void apply(
            List<NetworkLayer> all, BinaryWeights weights, Predicate<Layer> layers) {
        List<NetworkLayer> chosen =
                all.stream()
                        .filter(layer -> layers.test(layer.conf()))
                        .filter(layer -> !(layer.conf() instanceof BinaryLayer))
                        .filter(layer -> hasWeights(layer.conf()))
                        .toList();
        for (NetworkLayer layer : chosen) {
            String reason = reasonToRefuse(layer.conf());
            if (reason != null) {
                throw new DL4JInvalidConfigException(
                        "Layer \"%s\" (%s) cannot be retrofitted with binary weights: %s"
                                .formatted(
                                        layer.name(),
                                        layer.conf().getClass().getSimpleName(),
                                        reason));
            }
        }
        chosen.forEach(layer -> retrofit((BaseLayer) layer.conf(), weights));
    }

    /** Whether a layer multiplies activations with matrices of weights. */
    static boolean hasWeights(Layer layer) {
        boolean hasOnlyFactors =
                layer instanceof PReLULayer || layer instanceof ElementWiseMultiplicationLayer;
        return !hasOnlyFactors && !layer.initializer().weightKeys(layer).isEmpty();
    }

    /** Why DL4J's hook does not work in a layer, and what to do instead; null if it does. */
    @SuppressWarnings("deprecation") // DL4J has deprecated Graves' layers, not dropped them
    static String reasonToRefuse(Layer layer) {
        if (layer instanceof Convolution1DLayer
                || layer instanceof EmbeddingLayer
                || layer instanceof EmbeddingSequenceLayer) {
            return "it never asks DL4J for weight noise; use BinaryConversion";
        }
        if (layer instanceof GravesBidirectionalLSTM) {
            return "it never asks DL4J for weight noise; use Bidirectional around BinaryGravesLSTM";
        }
        if (layer instanceof VariationalAutoencoder || layer instanceof AutoEncoder) {
            return "it would keep the first minibatch's weights while it is pretrained; leave it real";
        }
        if (layer instanceof AbstractSameDiffLayer) {
            return LayerTypes.hasBinary(layer)
                    ? "SameDiff layers have no weight noise; use BinaryConversion"
                    : "SameDiff layers have no weight noise; leave it real";
        }
        boolean isPerChannel =
                layer instanceof DepthwiseConvolution2D || layer instanceof SeparableConvolution2D;
        if (isPerChannel && ((ConvolutionLayer) layer).hasBias()) {
            return "DL4J's updater mixes up its weights and biases; set hasBias(false), or use BinaryConversion";
        }
        List<WeightMatrix> matrices = WeightMatrices.of(layer);
        if (matrices.isEmpty()) {
            return "the layout of its weights is unknown; leave it real";
        }
        Map<Long, Long> fans = new HashMap<>();
        for (WeightMatrix matrix : matrices) {
            long sum = matrix.fanIn() + matrix.fanOut();
            Long other = fans.put(matrix.size(), sum);
            if (matrix.realColumns() > 0 || other != null && other != sum) {
                return "DL4J cannot scale the steps of its weights apart; use BinaryConversion";
            }
        }
        return null;
    }

    /** Takes away what a retrofit, or a binary layer, puts into DL4J's properties. */
    static void undo(Layer layer) {
        if (layer.getConstraints() != null) {
            List<LayerConstraint> kept = new ArrayList<>(layer.getConstraints());
            kept.removeIf(c -> c instanceof WeightClip || c instanceof HookCheck);
            layer.setConstraints(kept.isEmpty() ? null : kept);
        }
        if (layer instanceof BaseLayer base) {
            if (base.getWeightNoise() instanceof BinaryWeights) {
                base.setWeightNoise(null);
            }
            if (base.getRegularization() != null) {
                base.setRegularization(new ArrayList<>(base.getRegularization()));
                base.getRegularization().removeIf(StepScaling.class::isInstance);
            }
        }
    }

    static void retrofit(BaseLayer layer, BinaryWeights weights) {
        undo(layer);
        Map<Long, Double> scales = BinaryWeights.stepScales(layer);
        if (scales.containsValue(Double.NaN)) {
            throw new DL4JInvalidConfigException(
                    "Layer \"%s\" (%s) cannot be retrofitted with binary weights: DL4J cannot scale the steps of its weights apart; use BinaryConversion"
                            .formatted(layer.getLayerName(), layer.getClass().getSimpleName()));
        }
        List<LayerConstraint> clips = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (WeightMatrix matrix : WeightMatrices.of(layer)) {
            clips.add(weights.clip(matrix));
            names.add(matrix.name());
        }
        List<LayerConstraint> constraints = new ArrayList<>();
        constraints.add(new HookCheck(names));
        if (layer.getConstraints() != null) {
            constraints.addAll(layer.getConstraints());
        }
        // Last, so that no constraint can leave weights outside.
        constraints.addAll(clips);
        layer.setConstraints(constraints);
        if (weights.isScaleStep()) {
            List<Regularization> regularization = new ArrayList<>();
            if (layer.getRegularization() != null) {
                regularization.addAll(layer.getRegularization());
            }
            // Last, so that weight decay is scaled as the step is.
            regularization.add(new StepScaling(scales));
            layer.setRegularization(regularization);
        }
        layer.setWeightNoise(weights);
        layer.setWeightInitFn(weights.weightInit());
    }
}
