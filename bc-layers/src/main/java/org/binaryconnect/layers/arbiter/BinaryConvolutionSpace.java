package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryConvolutionBuilder;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;

/** A space of binary convolutions. Sizes have one number for each dimension, or one for all. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public abstract class BinaryConvolutionSpace<L extends FeedForwardLayer>
        extends BinaryBiasedLayerSpace<L> {

    private ParameterSpace<int[]> kernelSize;
    private ParameterSpace<int[]> stride;
    private ParameterSpace<int[]> padding;
    private ParameterSpace<int[]> dilation;
    private ParameterSpace<ConvolutionMode> convolutionMode;

    protected BinaryConvolutionSpace(Builder<?> builder) {
        super(builder);
        this.kernelSize = builder.kernelSize;
        this.stride = builder.stride;
        this.padding = builder.padding;
        this.dilation = builder.dilation;
        this.convolutionMode = builder.convolutionMode;
    }

    protected <B extends BinaryConvolutionBuilder<B>> void setConvolutionOptions(
            B layer, double[] values) {
        setOptions(layer, values);
        Options.set(getHasBias(), values, layer::hasBias);
        Options.set(kernelSize, values, layer::kernelSize);
        Options.set(stride, values, layer::stride);
        Options.set(padding, values, layer::padding);
        Options.set(dilation, values, layer::dilation);
        Options.set(convolutionMode, values, layer::convolutionMode);
    }

    /** Builder with the options that all binary convolutions have. */
    @SuppressWarnings("unchecked") // as Arbiter's builders
    public abstract static class Builder<B extends Builder<B>>
            extends BinaryBiasedLayerSpace.Builder<B> {

        private ParameterSpace<int[]> kernelSize;
        private ParameterSpace<int[]> stride;
        private ParameterSpace<int[]> padding;
        private ParameterSpace<int[]> dilation;
        private ParameterSpace<ConvolutionMode> convolutionMode;

        public B kernelSize(int... kernelSize) {
            return kernelSize(new FixedValue<>(kernelSize));
        }

        public B kernelSize(ParameterSpace<int[]> kernelSize) {
            this.kernelSize = kernelSize;
            return (B) this;
        }

        public B stride(int... stride) {
            return stride(new FixedValue<>(stride));
        }

        public B stride(ParameterSpace<int[]> stride) {
            this.stride = stride;
            return (B) this;
        }

        public B padding(int... padding) {
            return padding(new FixedValue<>(padding));
        }

        public B padding(ParameterSpace<int[]> padding) {
            this.padding = padding;
            return (B) this;
        }

        public B dilation(int... dilation) {
            return dilation(new FixedValue<>(dilation));
        }

        public B dilation(ParameterSpace<int[]> dilation) {
            this.dilation = dilation;
            return (B) this;
        }

        public B convolutionMode(ConvolutionMode convolutionMode) {
            return convolutionMode(new FixedValue<>(convolutionMode));
        }

        public B convolutionMode(ParameterSpace<ConvolutionMode> convolutionMode) {
            this.convolutionMode = convolutionMode;
            return (B) this;
        }
    }
}
