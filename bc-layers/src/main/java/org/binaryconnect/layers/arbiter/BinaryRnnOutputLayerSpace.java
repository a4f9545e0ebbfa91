package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryRnnOutputLayer;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.nn.conf.RNNFormat;

/** A space of {@link BinaryRnnOutputLayer}. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class BinaryRnnOutputLayerSpace extends BinaryBaseOutputLayerSpace<BinaryRnnOutputLayer> {

    private ParameterSpace<RNNFormat> dataFormat;

    protected BinaryRnnOutputLayerSpace(Builder builder) {
        super(builder);
        this.dataFormat = builder.dataFormat;
    }

    @Override
    public BinaryRnnOutputLayer getValue(double[] values) {
        BinaryRnnOutputLayer.Builder layer = new BinaryRnnOutputLayer.Builder();
        setOutputOptions(layer, values);
        Options.set(dataFormat, values, layer::dataFormat);
        return layer.build();
    }

    /** Builder with the options of {@link BinaryRnnOutputLayer.Builder}. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BinaryBaseOutputLayerSpace.Builder<Builder> {

        private ParameterSpace<RNNFormat> dataFormat;

        /** [batch, size, length] (NCW) or [batch, length, size] (NWC). */
        public Builder dataFormat(RNNFormat dataFormat) {
            return dataFormat(new FixedValue<>(dataFormat));
        }

        public Builder dataFormat(ParameterSpace<RNNFormat> dataFormat) {
            this.dataFormat = dataFormat;
            return this;
        }

        @Override
        public BinaryRnnOutputLayerSpace build() {
            return new BinaryRnnOutputLayerSpace(this);
        }
    }
}
