package org.binaryconnect.layers.conf;

import java.util.Collection;
import java.util.Objects;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * An {@link OutputLayer} whose weights, [nIn, nOut], are binary in the forward and the backward
 * pass. Biases stay real.
 *
 * <p>Options and defaults are {@code OutputLayer}'s, except that weights start uniform in [-H, H]
 * unless the layer itself names another initialization. Its pre-activations are of the order of
 * sqrt(nIn); the paper therefore puts batch normalization behind the last weights, which is a
 * {@link BinaryDenseLayer}, a batch normalization and a {@code LossLayer}.
 */
public class BinaryOutputLayer extends OutputLayer implements BinaryLayer {

    private static final long serialVersionUID = 1L;

    private BinaryWeights binaryWeights = BinaryWeights.DEFAULT;

    /** For JSON. */
    public BinaryOutputLayer() {}

    protected BinaryOutputLayer(Builder builder) {
        this.binaryWeights = builder.binaryWeights;
        Configurations.copy(builder, this, binaryWeights);
        setLossFn(builder.getLossFn());
        setHasBias(builder.isHasBias());
        initializeConstraints(builder);
        Configurations.setClip(this, binaryWeights, DefaultParamInitializer.WEIGHT_KEY);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray paramsView,
            boolean initializeParams,
            DataType dataType) {
        LayerValidation.assertNInNOutSet(
                "BinaryOutputLayer", getLayerName(), index, getNIn(), getNOut());
        return Configurations.initialize(
                new org.binaryconnect.layers.runtime.BinaryOutputLayer(conf, dataType),
                conf,
                listeners,
                index,
                paramsView,
                initializeParams);
    }

    @Override
    public IUpdater getUpdaterByParam(String param) {
        IUpdater updater = super.getUpdaterByParam(param);
        return DefaultParamInitializer.WEIGHT_KEY.equals(param)
                ? binaryWeights.updater(updater, getNIn(), getNOut())
                : updater;
    }

    /** Keeps what makes the layer binary: the paper's initialization and the clip. */
    @Override
    public void resetLayerDefaultConfig() {
        super.resetLayerDefaultConfig();
        setWeightInitFn(binaryWeights.weightInit());
        Configurations.setClip(this, binaryWeights, DefaultParamInitializer.WEIGHT_KEY);
    }

    @Override
    public BinaryWeights getBinaryWeights() {
        return binaryWeights;
    }

    @Override
    public void setBinaryWeights(BinaryWeights binaryWeights) {
        this.binaryWeights = binaryWeights;
        Configurations.setClip(this, binaryWeights, DefaultParamInitializer.WEIGHT_KEY);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinaryOutputLayer that
                && super.equals(other)
                && binaryWeights.equals(that.binaryWeights);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof BinaryOutputLayer;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), binaryWeights);
    }

    /** Builder with the options of {@link OutputLayer.Builder} and {@link BinaryLayerBuilder}. */
    @SuppressWarnings("unchecked") // DL4J declares "<E extends Layer> E build()"
    public static class Builder extends BaseOutputLayer.Builder<Builder>
            implements BinaryLayerBuilder<Builder> {

        private BinaryWeights binaryWeights = BinaryWeights.DEFAULT;

        /** Softmax and multi-class cross-entropy, as DL4J's {@code OutputLayer}. */
        public Builder() {
            setActivationFn(new ActivationSoftmax());
        }

        public Builder(LossFunction lossFunction) {
            this();
            lossFunction(lossFunction);
        }

        public Builder(ILossFunction lossFunction) {
            this();
            lossFunction(lossFunction);
        }

        @Override
        public BinaryWeights getBinaryWeights() {
            return binaryWeights;
        }

        @Override
        public Builder binaryWeights(BinaryWeights binaryWeights) {
            this.binaryWeights = binaryWeights;
            return this;
        }

        @Override
        public BinaryOutputLayer build() {
            return new BinaryOutputLayer(this);
        }
    }
}
