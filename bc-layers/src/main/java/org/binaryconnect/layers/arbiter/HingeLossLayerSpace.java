package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.HingeLossLayer;
import org.deeplearning4j.arbiter.layers.LayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** {@link HingeLossLayer} in a search; it has nothing to be searched but {@code dropOut}. */
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class HingeLossLayerSpace extends LayerSpace<HingeLossLayer> {

    protected HingeLossLayerSpace(Builder builder) {
        super(builder);
    }

    @Override
    public HingeLossLayer getValue(double[] values) {
        HingeLossLayer.Builder layer = new HingeLossLayer.Builder();
        setLayerOptionsBuilder(layer, values);
        return layer.build();
    }

    @Override
    public String toString() {
        return toString(", ");
    }

    @Override
    protected String toString(String delimiter) {
        return "HingeLossLayerSpace(" + super.toString(delimiter) + ")";
    }

    /** Builder with the options that every layer space has. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends LayerSpace.Builder<Builder> {

        @Override
        public Builder dropOut(ParameterSpace<Double> dropOut) {
            return iDropOut(new DropoutAdapter(dropOut));
        }

        @Override
        public HingeLossLayerSpace build() {
            return new HingeLossLayerSpace(this);
        }
    }
}
