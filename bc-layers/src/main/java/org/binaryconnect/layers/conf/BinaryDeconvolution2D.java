package org.binaryconnect.layers.conf;

import java.util.Collection;
import java.util.List;
import lombok.EqualsAndHashCode;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A two-dimensional transposed convolution whose weights, [nIn, nOut, height, width], are binary in
 * the forward and the backward pass. Biases stay real.
 *
 * <p>Options and defaults are {@code Deconvolution2D}'s, except that weights start uniform in [-H,
 * H] unless the layer itself names another initialization.
 */
@EqualsAndHashCode(callSuper = true)
public class BinaryDeconvolution2D extends Deconvolution2D implements BinaryLayer {

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
                new org.binaryconnect.layers.runtime.BinaryDeconvolution2DLayer(conf, dataType),
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
     * Builder with the options of {@link Deconvolution2D.Builder} and {@link BinaryLayerBuilder}.
     */
    @SuppressWarnings("unchecked") // DL4J declares "<E extends Layer> E build()"
    public static class Builder extends BinaryConvolutionBuilder<Builder>
            implements BinaryLayerBuilder<Builder> {

        private final Deconvolution2D.Builder options;

        public Builder() {
            this(new Deconvolution2D.Builder());
        }

        public Builder(int... kernelSize) {
            this(new Deconvolution2D.Builder(kernelSize));
        }

        public Builder(int[] kernelSize, int[] stride) {
            this(new Deconvolution2D.Builder(kernelSize, stride));
        }

        public Builder(int[] kernelSize, int[] stride, int[] padding) {
            this(new Deconvolution2D.Builder(kernelSize, stride, padding));
        }

        private Builder(Deconvolution2D.Builder options) {
            super(options);
            this.options = options;
        }

        /** [batch, channels, height, width] (NCHW) or NHWC. Default: NCHW. */
        public Builder dataFormat(CNN2DFormat dataFormat) {
            options.dataFormat(dataFormat);
            return this;
        }

        @Override
        public BinaryDeconvolution2D build() {
            return Configurations.build(this, options, new BinaryDeconvolution2D());
        }
    }
}
