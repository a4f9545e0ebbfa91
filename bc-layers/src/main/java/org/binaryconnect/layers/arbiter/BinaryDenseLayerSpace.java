package org.binaryconnect.layers.arbiter;

import java.util.Objects;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.deeplearning4j.arbiter.layers.FeedForwardLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.util.LeafUtils;

/**
 * A space of {@link BinaryDenseLayer}: every option of Arbiter's {@code DenseLayerSpace} and of
 * {@link BinaryWeightsSpace}. Weights start uniform in [-H, H] unless the space names an
 * initialization.
 */
public class BinaryDenseLayerSpace extends FeedForwardLayerSpace<BinaryDenseLayer> {

    private ParameterSpace<Boolean> hasBias;
    private BinaryWeightsSpace binaryWeights = new BinaryWeightsSpace();

    /** For JSON. */
    protected BinaryDenseLayerSpace() {}

    protected BinaryDenseLayerSpace(Builder builder) {
        super(builder);
        this.hasBias = builder.hasBias;
        this.binaryWeights = builder.binaryWeights;
        this.numParameters = LeafUtils.countUniqueParameters(collectLeaves());
    }

    @Override
    public BinaryDenseLayer getValue(double[] values) {
        BinaryDenseLayer.Builder layer = new BinaryDenseLayer.Builder();
        setLayerOptionsBuilder(layer, values);
        if (hasBias != null) {
            layer.hasBias(hasBias.getValue(values));
        }
        if (!binaryWeights.isEmpty()) {
            layer.binaryWeights(binaryWeights.getValue(values));
        }
        return layer.build();
    }

    /** Null: not searched. */
    public ParameterSpace<Boolean> getHasBias() {
        return hasBias;
    }

    public BinaryWeightsSpace getBinaryWeights() {
        return binaryWeights;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinaryDenseLayerSpace that
                && super.equals(other)
                && Objects.equals(hasBias, that.hasBias)
                && binaryWeights.equals(that.binaryWeights);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof BinaryDenseLayerSpace;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), hasBias, binaryWeights);
    }

    @Override
    protected String toString(String delimiter) {
        return "BinaryDenseLayerSpace(" + super.toString(delimiter) + ")";
    }

    /**
     * Builder with the options of {@code DenseLayerSpace.Builder} and {@link
     * BinaryLayerSpaceBuilder}.
     */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends FeedForwardLayerSpace.Builder<Builder>
            implements BinaryLayerSpaceBuilder<Builder> {

        private ParameterSpace<Boolean> hasBias;
        private BinaryWeightsSpace binaryWeights = new BinaryWeightsSpace();

        public Builder hasBias(boolean hasBias) {
            return hasBias(new FixedValue<>(hasBias));
        }

        public Builder hasBias(ParameterSpace<Boolean> hasBias) {
            this.hasBias = hasBias;
            return this;
        }

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
        public BinaryDenseLayerSpace build() {
            return new BinaryDenseLayerSpace(this);
        }
    }
}
