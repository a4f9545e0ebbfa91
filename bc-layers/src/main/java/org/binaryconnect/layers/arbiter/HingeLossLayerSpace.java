package org.binaryconnect.layers.arbiter;

import org.binaryconnect.layers.conf.HingeLossLayer;
import org.deeplearning4j.arbiter.layers.LayerSpace;

/** {@link HingeLossLayer} in a search; it has nothing to be searched but {@code dropOut}. */
public class HingeLossLayerSpace extends LayerSpace<HingeLossLayer> {

    /** For JSON. */
    protected HingeLossLayerSpace() {}

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
    public boolean equals(Object other) {
        return other instanceof HingeLossLayerSpace && super.equals(other);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof HingeLossLayerSpace;
    }

    @Override
    public int hashCode() {
        return super.hashCode();
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
        public HingeLossLayerSpace build() {
            return new HingeLossLayerSpace(this);
        }
    }
}
