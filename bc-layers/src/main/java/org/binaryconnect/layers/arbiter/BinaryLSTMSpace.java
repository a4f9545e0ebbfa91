package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryLSTM;

/** A space of {@link BinaryLSTM}. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class BinaryLSTMSpace extends BinaryBaseLSTMSpace<BinaryLSTM> {

    protected BinaryLSTMSpace(Builder builder) {
        super(builder);
    }

    @Override
    public BinaryLSTM getValue(double[] values) {
        BinaryLSTM.Builder layer = new BinaryLSTM.Builder();
        setGateOptions(layer, values);
        return layer.build();
    }

    /** Builder with the options of {@link BinaryLSTM.Builder}. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BinaryBaseLSTMSpace.Builder<Builder> {

        @Override
        public BinaryLSTMSpace build() {
            return new BinaryLSTMSpace(this);
        }
    }
}
