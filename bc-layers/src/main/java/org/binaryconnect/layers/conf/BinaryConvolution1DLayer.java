package org.binaryconnect.layers.conf;

import java.util.Collection;
import java.util.List;
import lombok.EqualsAndHashCode;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A one-dimensional {@link Convolution1DLayer} whose weights, [nOut, nIn, length, 1], are binary in
 * the forward and the backward pass, which DL4J's weight noise cannot do for it. Biases stay real;
 * padding is zero.
 *
 * <p>Options and defaults are {@code Convolution1DLayer}'s, except that weights start uniform in
 * [-H, H] unless the layer itself names another initialization.
 */
@EqualsAndHashCode(callSuper = true)
public class BinaryConvolution1DLayer extends Convolution1DLayer implements BinaryLayer {

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
                new org.binaryconnect.layers.runtime.BinaryConvolution1DLayer(conf, dataType),
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

    /**
     * Builder with the options of {@link Convolution1DLayer.Builder} and {@link
     * BinaryLayerBuilder}.
     */
    @SuppressWarnings("unchecked") // DL4J declares "<E extends Layer> E build()"
    public static class Builder extends BinaryConvolutionBuilder<Builder>
            implements BinaryLayerBuilder<Builder> {

        private final Convolution1DLayer.Builder options;

        public Builder() {
            this(new Convolution1DLayer.Builder());
        }

        public Builder(int kernelSize) {
            this(new Convolution1DLayer.Builder(kernelSize));
        }

        public Builder(int kernelSize, int stride) {
            this(new Convolution1DLayer.Builder(kernelSize, stride));
        }

        public Builder(int kernelSize, int stride, int padding) {
            this(new Convolution1DLayer.Builder(kernelSize, stride, padding));
        }

        private Builder(Convolution1DLayer.Builder options) {
            super(options);
            this.options = options;
        }

        /** Causal convolution exists in one dimension only. */
        @Override
        protected boolean allowCausal() {
            return true;
        }

        /** [batch, channels, length] (NCW) or [batch, length, channels] (NWC). Default: NCW. */
        public Builder rnnDataFormat(RNNFormat rnnDataFormat) {
            options.rnnDataFormat(rnnDataFormat);
            return this;
        }

        @Override
        public BinaryConvolution1DLayer build() {
            return Configurations.build(this, options, new BinaryConvolution1DLayer());
        }
    }
}
