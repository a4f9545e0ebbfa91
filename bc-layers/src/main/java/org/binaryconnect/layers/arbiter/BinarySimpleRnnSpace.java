package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinarySimpleRnn;

/** A space of {@link BinarySimpleRnn}. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class BinarySimpleRnnSpace extends BinaryRecurrentLayerSpace<BinarySimpleRnn> {

    protected BinarySimpleRnnSpace(Builder builder) {
        super(builder);
    }

    @Override
    public BinarySimpleRnn getValue(double[] values) {
        BinarySimpleRnn.Builder layer = new BinarySimpleRnn.Builder();
        setRecurrentOptions(layer, values);
        return layer.build();
    }

    /** Builder with the options of {@link BinarySimpleRnn.Builder}. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BinaryRecurrentLayerSpace.Builder<Builder> {

        @Override
        public BinarySimpleRnnSpace build() {
            return new BinarySimpleRnnSpace(this);
        }
    }
}
