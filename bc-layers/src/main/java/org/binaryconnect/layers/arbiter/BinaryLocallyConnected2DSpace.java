package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryLocallyConnected2D;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.nn.conf.CNN2DFormat;

/** A space of {@link BinaryLocallyConnected2D}. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class BinaryLocallyConnected2DSpace
        extends BinaryLocallyConnectedSpace<BinaryLocallyConnected2D> {

    private ParameterSpace<CNN2DFormat> dataFormat;

    protected BinaryLocallyConnected2DSpace(Builder builder) {
        super(builder);
        this.dataFormat = builder.dataFormat;
    }

    @Override
    public BinaryLocallyConnected2D getValue(double[] values) {
        BinaryLocallyConnected2D.Builder layer = new BinaryLocallyConnected2D.Builder();
        setOptions(layer, values);
        Options.set(getNIn(), values, layer::nIn);
        Options.set(getNOut(), values, layer::nOut);
        Options.set(getActivation(), values, layer::activation);
        Options.set(getKernelSize(), values, layer::kernelSize);
        Options.set(getStride(), values, layer::stride);
        Options.set(getPadding(), values, layer::padding);
        Options.set(getConvolutionMode(), values, layer::convolutionMode);
        Options.set(getHasBias(), values, layer::hasBias);
        Options.set(dataFormat, values, layer::dataFormat);
        return layer.build();
    }

    /** Builder with the options of {@link BinaryLocallyConnected2D.Builder}. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BinaryLocallyConnectedSpace.Builder<Builder> {

        private ParameterSpace<CNN2DFormat> dataFormat;

        /** [batch, channels, height, width] (NCHW) or NHWC. */
        public Builder dataFormat(CNN2DFormat dataFormat) {
            return dataFormat(new FixedValue<>(dataFormat));
        }

        public Builder dataFormat(ParameterSpace<CNN2DFormat> dataFormat) {
            this.dataFormat = dataFormat;
            return this;
        }

        @Override
        public BinaryLocallyConnected2DSpace build() {
            return new BinaryLocallyConnected2DSpace(this);
        }
    }
}
