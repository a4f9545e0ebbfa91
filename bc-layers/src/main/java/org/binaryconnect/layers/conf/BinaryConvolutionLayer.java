package org.binaryconnect.layers.conf;

import java.util.Collection;
import java.util.List;
import lombok.EqualsAndHashCode;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A two-dimensional {@link ConvolutionLayer} whose weights, [nOut, nIn, height, width], are binary
 * in the forward and the backward pass. Biases stay real; padding is zero.
 *
 * <p>Options and defaults are {@code ConvolutionLayer}'s, except that weights start uniform in [-H,
 * H] unless the layer itself names another initialization. DL4J cannot train NHWC with {@code
 * dropOut}: put a {@code DropoutLayer} in front.
 */
@EqualsAndHashCode(callSuper = true)
public class BinaryConvolutionLayer extends ConvolutionLayer implements BinaryLayer {

    private static final long serialVersionUID = 1L;

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray paramsView,
            boolean initializeParams,
            DataType dataType) {
        Configurations.require(
                getCnn2dDataFormat() != CNN2DFormat.NHWC || getIDropout() == null,
                this,
                "cannot train a convolution of [batch, height, width, channels] with dropOut; put a DropoutLayer in front, or use dataFormat(NCHW)");
        return Configurations.ready(
                new org.binaryconnect.layers.runtime.BinaryConvolutionLayer(conf, dataType),
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
     * Builder with the options of {@link ConvolutionLayer.Builder} and {@link BinaryLayerBuilder}.
     */
    @SuppressWarnings("unchecked") // DL4J declares "<E extends Layer> E build()"
    public static class Builder extends BinaryConvolutionBuilder<Builder>
            implements BinaryLayerBuilder<Builder> {

        private final ConvolutionLayer.Builder options;

        public Builder() {
            this(new ConvolutionLayer.Builder());
        }

        public Builder(int... kernelSize) {
            this(new ConvolutionLayer.Builder(kernelSize));
        }

        public Builder(int[] kernelSize, int[] stride) {
            this(new ConvolutionLayer.Builder(kernelSize, stride));
        }

        public Builder(int[] kernelSize, int[] stride, int[] padding) {
            this(new ConvolutionLayer.Builder(kernelSize, stride, padding));
        }

        private Builder(ConvolutionLayer.Builder options) {
            super(options);
            this.options = options;
        }

        /** [batch, channels, height, width] (NCHW) or NHWC. Default: NCHW. */
        public Builder dataFormat(CNN2DFormat dataFormat) {
            options.dataFormat(dataFormat);
            return this;
        }

        @Override
        public BinaryConvolutionLayer build() {
            return Configurations.build(this, options, new BinaryConvolutionLayer());
        }
    }
}
