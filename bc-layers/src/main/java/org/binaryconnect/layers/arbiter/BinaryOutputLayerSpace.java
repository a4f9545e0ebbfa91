package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryOutputLayer;

/** A space of {@link BinaryOutputLayer}. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class BinaryOutputLayerSpace extends BinaryBaseOutputLayerSpace<BinaryOutputLayer> {

    protected BinaryOutputLayerSpace(Builder builder) {
        super(builder);
    }

    @Override
    public BinaryOutputLayer getValue(double[] values) {
        BinaryOutputLayer.Builder layer = new BinaryOutputLayer.Builder();
        setOutputOptions(layer, values);
        return layer.build();
    }

    /** Builder with the options of {@link BinaryOutputLayer.Builder}. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BinaryBaseOutputLayerSpace.Builder<Builder> {

        @Override
        public BinaryOutputLayerSpace build() {
            return new BinaryOutputLayerSpace(this);
        }
    }
}
