package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryEmbeddingSequenceLayer;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.nn.conf.RNNFormat;

/** A space of {@link BinaryEmbeddingSequenceLayer}. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class BinaryEmbeddingSequenceLayerSpace
        extends BinaryBiasedLayerSpace<BinaryEmbeddingSequenceLayer> {

    private ParameterSpace<Integer> inputLength;
    private ParameterSpace<Boolean> inferInputLength;
    private ParameterSpace<RNNFormat> outputDataFormat;

    protected BinaryEmbeddingSequenceLayerSpace(Builder builder) {
        super(builder);
        this.inputLength = builder.inputLength;
        this.inferInputLength = builder.inferInputLength;
        this.outputDataFormat = builder.outputDataFormat;
    }

    @Override
    public BinaryEmbeddingSequenceLayer getValue(double[] values) {
        BinaryEmbeddingSequenceLayer.Builder layer = new BinaryEmbeddingSequenceLayer.Builder();
        setOptions(layer, values);
        Options.set(getHasBias(), values, layer::hasBias);
        Options.set(inputLength, values, layer::inputLength);
        Options.set(inferInputLength, values, layer::inferInputLength);
        Options.set(outputDataFormat, values, layer::outputDataFormat);
        return layer.build();
    }

    /** Builder with the options of {@link BinaryEmbeddingSequenceLayer.Builder}. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BinaryBiasedLayerSpace.Builder<Builder> {

        private ParameterSpace<Integer> inputLength;
        private ParameterSpace<Boolean> inferInputLength;
        private ParameterSpace<RNNFormat> outputDataFormat;

        public Builder inputLength(int inputLength) {
            return inputLength(new FixedValue<>(inputLength));
        }

        public Builder inputLength(ParameterSpace<Integer> inputLength) {
            this.inputLength = inputLength;
            return this;
        }

        public Builder inferInputLength(boolean inferInputLength) {
            return inferInputLength(new FixedValue<>(inferInputLength));
        }

        public Builder inferInputLength(ParameterSpace<Boolean> inferInputLength) {
            this.inferInputLength = inferInputLength;
            return this;
        }

        /** [batch, nOut, length] (NCW) or [batch, length, nOut] (NWC). */
        public Builder outputDataFormat(RNNFormat outputDataFormat) {
            return outputDataFormat(new FixedValue<>(outputDataFormat));
        }

        public Builder outputDataFormat(ParameterSpace<RNNFormat> outputDataFormat) {
            this.outputDataFormat = outputDataFormat;
            return this;
        }

        @Override
        public BinaryEmbeddingSequenceLayerSpace build() {
            return new BinaryEmbeddingSequenceLayerSpace(this);
        }
    }
}
