package org.binaryconnect.layers.conf;

import java.util.Collection;
import java.util.List;
import lombok.EqualsAndHashCode;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A {@link DenseLayer} whose weights, [nIn, nOut], are binary in the forward and the backward pass.
 * Biases and layer-norm gains stay real.
 *
 * <p>Options and defaults are {@code DenseLayer}'s, except that weights start uniform in [-H, H]
 * unless the layer itself names another initialization.
 */
@EqualsAndHashCode(callSuper = true)
public class BinaryDenseLayer extends DenseLayer implements BinaryLayer {

    private static final long serialVersionUID = 1L;

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray paramsView,
            boolean initializeParams,
            DataType dataType) {
        return Configurations.ready(
                new org.binaryconnect.layers.runtime.BinaryDenseLayer(conf, dataType),
                listeners,
                index,
                paramsView,
                initializeParams);
    }

    @Override
    public IUpdater getUpdaterByParam(String param) {
        return Configurations.updater(this, param, super.getUpdaterByParam(param));
    }

    @Override
    public List<Regularization> getRegularizationByParam(String param) {
        return Configurations.regularization(
                this, param, super.getRegularizationByParam(param), super.getUpdaterByParam(param));
    }

    @Override
    public List<LayerConstraint> getConstraints() {
        constraints = Configurations.constraints(this, constraints);
        return constraints;
    }

    @Override
    public IWeightInit getWeightInitFn() {
        return Configurations.weightInit(this, super.getWeightInitFn());
    }

    /** Builder with the options of {@link DenseLayer.Builder} and {@link BinaryLayerBuilder}. */
    @SuppressWarnings("unchecked") // DL4J declares "<E extends Layer> E build()"
    public static class Builder extends FeedForwardLayer.Builder<Builder>
            implements BinaryLayerBuilder<Builder> {

        private final DenseLayer.Builder options = new DenseLayer.Builder();

        public Builder() {
            CommonFields.copy(options, this);
        }

        /**
         * Whether the layer has biases (real-valued). Default: true; before batch normalization
         * they are redundant.
         */
        public Builder hasBias(boolean hasBias) {
            options.hasBias(hasBias);
            return this;
        }

        /** Whether layer normalization is applied. Default: false. */
        public Builder hasLayerNorm(boolean hasLayerNorm) {
            options.hasLayerNorm(hasLayerNorm);
            return this;
        }

        @Override
        public BinaryDenseLayer build() {
            return Configurations.build(this, options, new BinaryDenseLayer());
        }
    }
}
