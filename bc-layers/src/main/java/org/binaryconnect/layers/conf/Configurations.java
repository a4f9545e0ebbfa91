package org.binaryconnect.layers.conf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.updaters.WeightClip;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What DL4J's private constructors and {@code instantiate} methods do, for configurations that
 * extend its classes.
 */
final class Configurations {

    private Configurations() {}

    /**
     * Copies what DL4J's constructor chain would copy from a builder, with the paper's
     * initialization unless the user chose one.
     */
    static void copy(
            FeedForwardLayer.Builder<?> builder,
            FeedForwardLayer layer,
            BinaryWeights binaryWeights) {
        layer.setLayerName(builder.getLayerName());
        layer.setIDropout(builder.getIDropout());
        layer.setActivationFn(builder.getActivationFn());
        layer.setWeightInitFn(
                builder.getWeightInitFn() != null
                        ? builder.getWeightInitFn()
                        : binaryWeights.weightInit());
        layer.setBiasInit(builder.getBiasInit());
        layer.setGainInit(builder.getGainInit());
        layer.setRegularization(builder.getRegularization());
        layer.setRegularizationBias(builder.getRegularizationBias());
        layer.setIUpdater(builder.getIupdater());
        layer.setBiasUpdater(builder.getBiasUpdater());
        layer.setGradientNormalization(builder.getGradientNormalization());
        layer.setGradientNormalizationThreshold(builder.getGradientNormalizationThreshold());
        layer.setWeightNoise(builder.getWeightNoise());
        layer.setNIn(builder.getNIn());
        layer.setNOut(builder.getNOut());
    }

    /** Puts the clip in front of the constraints that the user set, in place of an earlier one. */
    static void setClip(FeedForwardLayer layer, BinaryWeights binaryWeights, String... weights) {
        List<LayerConstraint> constraints = new ArrayList<>();
        WeightClip clip = binaryWeights.constraint(weights);
        constraints.add(clip);
        if (layer.getConstraints() != null) {
            layer.getConstraints().stream()
                    .filter(
                            constraint ->
                                    !(constraint instanceof WeightClip)
                                            || !constraint.getParams().equals(clip.getParams()))
                    .forEach(constraints::add);
        }
        layer.setConstraints(constraints);
    }

    /** Readies a new runtime layer, as DL4J's {@code instantiate} methods do. */
    static <L extends org.deeplearning4j.nn.layers.BaseLayer<?>> L initialize(
            L layer,
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray paramsView,
            boolean initializeParams) {
        FeedForwardLayer layerConf = (FeedForwardLayer) conf.getLayer();
        if (layerConf.getWeightNoise() != null) {
            throw new DL4JInvalidConfigException(
                    "Layer \"%s\" (index %d) has binary weights and weight noise %s: a binary weight cannot carry noise; remove weightNoise from this layer or from the global configuration"
                            .formatted(
                                    layerConf.getLayerName(),
                                    index,
                                    layerConf.getWeightNoise().getClass().getSimpleName()));
        }
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(paramsView);
        layer.setParamTable(layerConf.initializer().init(conf, paramsView, initializeParams));
        layer.setConf(conf);
        return layer;
    }
}
