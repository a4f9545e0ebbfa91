package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryGravesLSTM;

/** A space of {@link BinaryGravesLSTM}. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class BinaryGravesLSTMSpace extends BinaryBaseLSTMSpace<BinaryGravesLSTM> {

    protected BinaryGravesLSTMSpace(Builder builder) {
        super(builder);
    }

    @Override
    public BinaryGravesLSTM getValue(double[] values) {
        BinaryGravesLSTM.Builder layer = new BinaryGravesLSTM.Builder();
        setGateOptions(layer, values);
        return layer.build();
    }

    /** Builder with the options of {@link BinaryGravesLSTM.Builder}. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BinaryBaseLSTMSpace.Builder<Builder> {

        @Override
        public BinaryGravesLSTMSpace build() {
            return new BinaryGravesLSTMSpace(this);
        }
    }
}
