package org.binaryconnect.layers.conf;

import java.util.Collection;
import java.util.List;
import lombok.EqualsAndHashCode;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A three-dimensional convolution whose weights, [nOut, nIn, depth, height, width], are binary in
 * the forward and the backward pass. Biases stay real; padding is zero.
 *
 * <p>Options and defaults are {@code Convolution3D}'s, except that weights start uniform in [-H, H]
 * unless the layer itself names another initialization.
 */
@EqualsAndHashCode(callSuper = true)
public class BinaryConvolution3D extends Convolution3D implements BinaryLayer {

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
                new org.binaryconnect.layers.runtime.BinaryConvolution3DLayer(conf, dataType),
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

    /** Builder with the options of {@link Convolution3D.Builder} and {@link BinaryLayerBuilder}. */
    @SuppressWarnings("unchecked") // DL4J declares "<E extends Layer> E build()"
    public static class Builder extends BinaryConvolutionBuilder<Builder>
            implements BinaryLayerBuilder<Builder> {

        private final Convolution3D.Builder options;

        public Builder() {
            this(new Convolution3D.Builder());
        }

        public Builder(int... kernelSize) {
            this(new Convolution3D.Builder(kernelSize));
        }

        public Builder(int[] kernelSize, int[] stride) {
            this(new Convolution3D.Builder(kernelSize, stride));
        }

        public Builder(int[] kernelSize, int[] stride, int[] padding) {
            this(new Convolution3D.Builder(kernelSize, stride, padding));
        }

        private Builder(Convolution3D.Builder options) {
            super(options);
            this.options = options;
        }

        public Builder(int[] kernelSize, int[] stride, int[] padding, int[] dilation) {
            this(new Convolution3D.Builder(kernelSize, stride, padding, dilation));
        }

        /** [batch, channels, depth, height, width] (NCDHW) or NDHWC. Default: NCDHW. */
        public Builder dataFormat(Convolution3D.DataFormat dataFormat) {
            options.dataFormat(dataFormat);
            return this;
        }

        @Override
        public BinaryConvolution3D build() {
            return Configurations.build(this, options, new BinaryConvolution3D());
        }
    }
}
