package org.binaryconnect.layers.conf;

import java.util.Collection;
import java.util.List;
import lombok.EqualsAndHashCode;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A {@link SeparableConvolution2D} whose depthwise weights, [depthMultiplier, nIn, height, width],
 * and pointwise weights, [nOut, nIn * depthMultiplier, 1, 1], are binary in the forward and the
 * backward pass. Biases stay real; padding is zero.
 *
 * <p>Options and defaults are {@code SeparableConvolution2D}'s, except that weights start uniform
 * in [-H, H] unless the layer itself names another initialization. A single input channel is
 * refused: DL4J leaves out the pointwise weights there.
 */
@EqualsAndHashCode(callSuper = true)
public class BinarySeparableConvolution2D extends SeparableConvolution2D implements BinaryLayer {

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
                getNIn() != 1,
                this,
                "leaves out the pointwise weights where there is one input channel; use BinaryConvolutionLayer");
        return Configurations.ready(
                new org.binaryconnect.layers.runtime.BinarySeparableConvolution2DLayer(
                        conf, dataType),
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
     * Builder with the options of {@link SeparableConvolution2D.Builder} and {@link
     * BinaryLayerBuilder}.
     */
    @SuppressWarnings("unchecked") // DL4J declares "<E extends Layer> E build()"
    public static class Builder extends BinaryConvolutionBuilder<Builder>
            implements BinaryLayerBuilder<Builder> {

        private final SeparableConvolution2D.Builder options;

        public Builder() {
            this(new SeparableConvolution2D.Builder());
        }

        public Builder(int... kernelSize) {
            this(new SeparableConvolution2D.Builder(kernelSize));
        }

        public Builder(int[] kernelSize, int[] stride) {
            this(new SeparableConvolution2D.Builder(kernelSize, stride));
        }

        public Builder(int[] kernelSize, int[] stride, int[] padding) {
            this(new SeparableConvolution2D.Builder(kernelSize, stride, padding));
        }

        private Builder(SeparableConvolution2D.Builder options) {
            super(options);
            this.options = options;
        }

        /** [batch, channels, height, width] (NCHW) or NHWC. Default: that of the input. */
        public Builder dataFormat(CNN2DFormat dataFormat) {
            options.dataFormat(dataFormat);
            return this;
        }

        /** Depthwise output channels of each input channel. Default: 1. */
        public Builder depthMultiplier(int depthMultiplier) {
            options.depthMultiplier(depthMultiplier);
            return this;
        }

        /** Constraints of the pointwise weights. */
        public Builder constrainPointWise(LayerConstraint... constraints) {
            options.constrainPointWise(constraints);
            return this;
        }

        @Override
        public BinarySeparableConvolution2D build() {
            return Configurations.build(this, options, new BinarySeparableConvolution2D());
        }
    }
}
