package org.binaryconnect.layers.conf;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.Setter;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A {@link LocallyConnected1D} whose weights, [positions, nIn * length, nOut], are binary in the
 * forward and the backward pass, which DL4J's weight noise cannot do for it. Biases stay real;
 * padding is zero.
 *
 * <p>Options and defaults are {@code LocallyConnected1D}'s, except that weights start uniform in
 * [-H, H]. DL4J gives such a layer no network-wide options; set {@link BinaryLayerBuilder}'s here.
 * Dilation and causal convolution, which DL4J takes and ignores, are refused; so is [batch, length,
 * channels].
 */
@EqualsAndHashCode(callSuper = true)
public class BinaryLocallyConnected1D extends LocallyConnected1D implements BinaryLayer {

    private static final long serialVersionUID = 1L;

    @Getter @Setter private IWeightNoise weightNoise;

    /** For JSON. */
    public BinaryLocallyConnected1D() {
        super(new LocallyConnected1D.Builder());
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray paramsView,
            boolean initializeParams,
            DataType dataType) {
        Configurations.require(
                getDilation() == 1,
                this,
                "ignores the dilation of locally connected layers; set dilation(1)");
        Configurations.require(
                getCm() != ConvolutionMode.Causal,
                this,
                "does not pad locally connected layers for causal convolution; use another convolutionMode");
        return Configurations.ready(
                new org.binaryconnect.layers.runtime.BinaryLocallyConnectedLayer(conf, dataType),
                listeners,
                index,
                paramsView,
                initializeParams);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        Configurations.require(
                !(inputType instanceof InputType.InputTypeRecurrent sequence
                        && sequence.getFormat() == RNNFormat.NWC),
                this,
                "computes locally connected layers of [batch, channels, length] only; use RNNFormat.NCW");
        LayerValidation.assertNOutSet(
                getClass().getSimpleName(), getLayerName(), layerIndex, getNOut());
        return super.getOutputType(layerIndex, inputType);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> params) {
        if (weightInit != null) {
            super.initializeParameters(params);
        } else {
            Configurations.initialize(this, params, paramWeightInit);
        }
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

    /**
     * Builder with the options of {@link LocallyConnected1D.Builder} and {@link
     * BinaryLayerBuilder}.
     */
    @SuppressWarnings("unchecked") // DL4J declares "<E extends Layer> E build()"
    public static class Builder extends SameDiffLayer.Builder<Builder>
            implements BinaryLayerBuilder<Builder> {

        private final LocallyConnected1D.Builder options = new LocallyConnected1D.Builder();
        @Getter private IWeightNoise weightNoise;

        public Builder() {
            CommonFields.copy(options, this);
            setWeightInit(null); // Not chosen: the paper's.
        }

        @Override
        public Builder weightNoise(IWeightNoise weightNoise) {
            this.weightNoise = weightNoise;
            return this;
        }

        /** Input channels. Default: those of the input. */
        public Builder nIn(int nIn) {
            options.nIn(nIn);
            return this;
        }

        /** Output channels. */
        public Builder nOut(int nOut) {
            options.nOut(nOut);
            return this;
        }

        /** Default: tanh. */
        public Builder activation(Activation activation) {
            options.activation(activation);
            return this;
        }

        /** Default: 2. */
        public Builder kernelSize(int kernelSize) {
            options.kernelSize(kernelSize);
            return this;
        }

        /** Default: 1. */
        public Builder stride(int stride) {
            options.stride(stride);
            return this;
        }

        /** Default: 0. */
        public Builder padding(int padding) {
            options.padding(padding);
            return this;
        }

        /** Default: 1; DL4J 1.0.0-M2.1 ignores any other. */
        public Builder dilation(int dilation) {
            options.dilation(dilation);
            return this;
        }

        /** Default: same. */
        public Builder convolutionMode(ConvolutionMode convolutionMode) {
            options.convolutionMode(convolutionMode);
            return this;
        }

        /** Whether the layer has biases (real-valued). Default: true. */
        public Builder hasBias(boolean hasBias) {
            options.hasBias(hasBias);
            return this;
        }

        /** Length of the input. Default: that of the input type. */
        public Builder setInputSize(int inputSize) {
            options.setInputSize(inputSize);
            return this;
        }

        @Override
        public BinaryLocallyConnected1D build() {
            BinaryLocallyConnected1D layer =
                    Configurations.build(this, options, new BinaryLocallyConnected1D());
            layer.setWeightNoise(weightNoise);
            // DL4J forgets all constraints of this layer.
            Configurations.constrain(
                    layer,
                    this,
                    Set.of(ConvolutionParamInitializer.WEIGHT_KEY),
                    layer.isHasBias() ? Set.of(ConvolutionParamInitializer.BIAS_KEY) : Set.of());
            return layer;
        }
    }
}
