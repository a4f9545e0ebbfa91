package org.binaryconnect.layers.conf;

import java.util.Collection;
import java.util.Objects;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A {@link DenseLayer} whose weights, [nIn, nOut], are binary in the forward and the backward pass.
 * Biases and layer-norm gains stay real.
 *
 * <p>Options and defaults are {@code DenseLayer}'s, except that weights start uniform in [-H, H]
 * unless the layer itself names another initialization.
 */
public class BinaryDenseLayer extends DenseLayer implements BinaryLayer {

    private static final long serialVersionUID = 1L;

    private BinaryWeights binaryWeights = BinaryWeights.DEFAULT;

    /** For JSON. */
    public BinaryDenseLayer() {}

    protected BinaryDenseLayer(Builder builder) {
        this.binaryWeights = builder.binaryWeights;
        Configurations.copy(builder, this, binaryWeights);
        setHasBias(builder.hasBias);
        setHasLayerNorm(builder.hasLayerNorm);
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
                "BinaryDenseLayer", getLayerName(), index, getNIn(), getNOut());
        return Configurations.initialize(
                new org.binaryconnect.layers.runtime.BinaryDenseLayer(conf, dataType),
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
        return other instanceof BinaryDenseLayer that
                && super.equals(other)
                && binaryWeights.equals(that.binaryWeights);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof BinaryDenseLayer;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), binaryWeights);
    }

    /** Builder with the options of {@link DenseLayer.Builder} and {@link BinaryLayerBuilder}. */
    @SuppressWarnings("unchecked") // DL4J declares "<E extends Layer> E build()"
    public static class Builder extends FeedForwardLayer.Builder<Builder>
            implements BinaryLayerBuilder<Builder> {

        private boolean hasBias = true;
        private boolean hasLayerNorm;
        private BinaryWeights binaryWeights = BinaryWeights.DEFAULT;

        /**
         * Whether the layer has biases (real-valued). Default: true; before batch normalization
         * they are redundant.
         */
        public Builder hasBias(boolean hasBias) {
            this.hasBias = hasBias;
            return this;
        }

        /** Whether layer normalization is applied. Default: false. */
        public Builder hasLayerNorm(boolean hasLayerNorm) {
            this.hasLayerNorm = hasLayerNorm;
            return this;
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
        public BinaryDenseLayer build() {
            return new BinaryDenseLayer(this);
        }
    }
}
