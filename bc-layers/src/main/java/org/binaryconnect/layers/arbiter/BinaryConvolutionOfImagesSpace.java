package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;

/** A space of binary convolutions of images. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public abstract class BinaryConvolutionOfImagesSpace<L extends FeedForwardLayer>
        extends BinaryConvolutionSpace<L> {

    private ParameterSpace<CNN2DFormat> dataFormat;

    protected BinaryConvolutionOfImagesSpace(Builder<?> builder) {
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

        private ParameterSpace<CNN2DFormat> dataFormat;

        /** [batch, channels, height, width] (NCHW) or NHWC. */
        public B dataFormat(CNN2DFormat dataFormat) {
            return dataFormat(new FixedValue<>(dataFormat));
        }

        public B dataFormat(ParameterSpace<CNN2DFormat> dataFormat) {
            this.dataFormat = dataFormat;
            return (B) this;
        }
    }
}
