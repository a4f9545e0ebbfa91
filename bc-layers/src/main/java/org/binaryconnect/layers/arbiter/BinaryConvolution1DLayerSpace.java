package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryConvolution1DLayer;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.nn.conf.RNNFormat;

/** A space of {@link BinaryConvolution1DLayer}. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class BinaryConvolution1DLayerSpace
        extends BinaryConvolutionSpace<BinaryConvolution1DLayer> {

    private ParameterSpace<RNNFormat> rnnDataFormat;

    protected BinaryConvolution1DLayerSpace(Builder builder) {
        super(builder);
        this.rnnDataFormat = builder.rnnDataFormat;
    }

    @Override
    public BinaryConvolution1DLayer getValue(double[] values) {
        BinaryConvolution1DLayer.Builder layer = new BinaryConvolution1DLayer.Builder();
        setConvolutionOptions(layer, values);
        Options.set(rnnDataFormat, values, layer::rnnDataFormat);
        return layer.build();
    }

    /** Builder with the options of {@link BinaryConvolution1DLayer.Builder}. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BinaryConvolutionSpace.Builder<Builder> {

        private ParameterSpace<RNNFormat> rnnDataFormat;

        /** [batch, channels, length] (NCW) or [batch, length, channels] (NWC). */
        public Builder rnnDataFormat(RNNFormat rnnDataFormat) {
            return rnnDataFormat(new FixedValue<>(rnnDataFormat));
        }

        public Builder rnnDataFormat(ParameterSpace<RNNFormat> rnnDataFormat) {
            this.rnnDataFormat = rnnDataFormat;
            return this;
        }

        @Override
        public BinaryConvolution1DLayerSpace build() {
            return new BinaryConvolution1DLayerSpace(this);
        }
    }
}
