package org.binaryconnect.layers.arbiter;

import java.util.Objects;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.deeplearning4j.arbiter.layers.BaseOutputLayerSpace;
import org.deeplearning4j.arbiter.util.LeafUtils;

/**
 * A space of {@link BinaryOutputLayer}: every option of Arbiter's {@code OutputLayerSpace} and of
 * {@link BinaryWeightsSpace}. Weights start uniform in [-H, H] unless the space names an
 * initialization.
 */
public class BinaryOutputLayerSpace extends BaseOutputLayerSpace<BinaryOutputLayer> {

    private BinaryWeightsSpace binaryWeights = new BinaryWeightsSpace();

    /** For JSON. */
    protected BinaryOutputLayerSpace() {}

    protected BinaryOutputLayerSpace(Builder builder) {
        super(builder);
        this.binaryWeights = builder.binaryWeights;
        this.numParameters = LeafUtils.countUniqueParameters(collectLeaves());
    }

    @Override
    public BinaryOutputLayer getValue(double[] values) {
        BinaryOutputLayer.Builder layer = new BinaryOutputLayer.Builder();
        setLayerOptionsBuilder(layer, values);
        if (!binaryWeights.isEmpty()) {
            layer.binaryWeights(binaryWeights.getValue(values));
        }
        return layer.build();
    }

    public BinaryWeightsSpace getBinaryWeights() {
        return binaryWeights;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinaryOutputLayerSpace that
                && super.equals(other)
                && binaryWeights.equals(that.binaryWeights);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof BinaryOutputLayerSpace;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), binaryWeights);
    }

    @Override
    public String toString() {
        return toString(", ");
    }

    @Override
    protected String toString(String delimiter) {
        return "BinaryOutputLayerSpace(" + super.toString(delimiter) + ")";
    }

    /**
     * Builder with the options of {@code OutputLayerSpace.Builder} and {@link
     * BinaryLayerSpaceBuilder}.
     */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BaseOutputLayerSpace.Builder<Builder>
            implements BinaryLayerSpaceBuilder<Builder> {

        private BinaryWeightsSpace binaryWeights = new BinaryWeightsSpace();

        @Override
        public BinaryWeightsSpace getBinaryWeights() {
            return binaryWeights;
        }

        @Override
        public Builder binaryWeights(BinaryWeightsSpace binaryWeights) {
            this.binaryWeights = binaryWeights;
            return this;
        }

        @Override
        public BinaryOutputLayerSpace build() {
            return new BinaryOutputLayerSpace(this);
        }
    }
}
