package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;

/** A space of binary convolutions of volumes. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public abstract class BinaryConvolutionOfVolumesSpace<L extends FeedForwardLayer>
        extends BinaryConvolutionSpace<L> {

    private ParameterSpace<DataFormat> dataFormat;

    protected BinaryConvolutionOfVolumesSpace(Builder<?> builder) {
        super(builder);
        this.dataFormat = builder.dataFormat;
    }

    /**
     * Builder with the options of {@link BinaryConvolutionSpace.Builder} and the format of the
     * data.
     */
    @SuppressWarnings("unchecked") // as Arbiter's builders
    public abstract static class Builder<B extends Builder<B>>
            extends BinaryConvolutionSpace.Builder<B> {

        private ParameterSpace<DataFormat> dataFormat;

        /** [batch, channels, depth, height, width] (NCDHW) or NDHWC. */
        public B dataFormat(DataFormat dataFormat) {
            return dataFormat(new FixedValue<>(dataFormat));
        }

        public B dataFormat(ParameterSpace<DataFormat> dataFormat) {
            this.dataFormat = dataFormat;
            return (B) this;
        }
    }
}
