package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryLayerBuilder;
import org.deeplearning4j.arbiter.layers.FeedForwardLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.util.LeafUtils;
import org.deeplearning4j.nn.conf.distribution.Distribution;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;

/**
 * What the spaces of all binary layers but the locally connected have in common: the options of
 * Arbiter's spaces, and those of {@link BinaryWeightsSpace}. Weights start uniform in [-H, H]
 * unless the space names an initialization.
 */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public abstract class BinaryFeedForwardLayerSpace<L extends FeedForwardLayer>
        extends FeedForwardLayerSpace<L> {

    private ParameterSpace<Double> weightDecay;
    private ParameterSpace<Double> weightDecayBias;
    private BinaryWeightsSpace binaryWeights = new BinaryWeightsSpace();

    protected BinaryFeedForwardLayerSpace(Builder<?> builder) {
        super(builder);
        this.weightDecay = builder.weightDecay;
        this.weightDecayBias = builder.weightDecayBias;
        this.binaryWeights = builder.binaryWeights;
    }

    @Override
    public int numParameters() {
        return LeafUtils.countUniqueParameters(collectLeaves());
    }

    /** Sets the options of this class and of all that it extends. */
    protected <B extends FeedForwardLayer.Builder<B> & BinaryLayerBuilder<B>> void setOptions(
            B layer, double[] values) {
        setLayerOptionsBuilder(layer, values);
        Options.set(weightDecay, values, layer::weightDecay);
        Options.set(weightDecayBias, values, layer::weightDecayBias);
        if (!binaryWeights.isEmpty()) {
            layer.binaryWeights(binaryWeights.getValue(values));
        }
    }

    @Override
    public String toString() {
        return toString(", ");
    }

    @Override
    protected String toString(String delimiter) {
        return getClass().getSimpleName() + getNestedSpaces();
    }

    /** Builder with the options that all spaces of binary layers but the locally connected have. */
    @SuppressWarnings("unchecked") // as Arbiter's builders
    public abstract static class Builder<B extends Builder<B>>
            extends FeedForwardLayerSpace.Builder<B> implements BinaryLayerSpaceBuilder<B> {

        private ParameterSpace<Double> weightDecay;
        private ParameterSpace<Double> weightDecayBias;
        private BinaryWeightsSpace binaryWeights = new BinaryWeightsSpace();

        @Override
        public B dropOut(ParameterSpace<Double> dropOut) {
            return iDropOut(new DropoutAdapter(dropOut));
        }

        /** Arbiter's method sets an initialization too that DL4J refuses. */
        @Override
        public B weightInit(Distribution distribution) {
            return dist(distribution);
        }

        /** In place of l2, as in the layer's builder. */
        public B weightDecay(double weightDecay) {
            return weightDecay(new FixedValue<>(weightDecay));
        }

        public B weightDecay(ParameterSpace<Double> weightDecay) {
            this.weightDecay = weightDecay;
            return (B) this;
        }

        public B weightDecayBias(double weightDecayBias) {
            return weightDecayBias(new FixedValue<>(weightDecayBias));
        }

        public B weightDecayBias(ParameterSpace<Double> weightDecayBias) {
            this.weightDecayBias = weightDecayBias;
            return (B) this;
        }

        @Override
        public BinaryWeightsSpace getBinaryWeights() {
            return binaryWeights;
        }

        @Override
        public B binaryWeights(BinaryWeightsSpace binaryWeights) {
            this.binaryWeights = binaryWeights;
            return (B) this;
        }
    }
}
