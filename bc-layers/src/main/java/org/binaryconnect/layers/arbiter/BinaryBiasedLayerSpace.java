package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;

/** A space of binary layers that can do without biases. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public abstract class BinaryBiasedLayerSpace<L extends FeedForwardLayer>
        extends BinaryFeedForwardLayerSpace<L> {

    private ParameterSpace<Boolean> hasBias;

    protected BinaryBiasedLayerSpace(Builder<?> builder) {
        super(builder);
        this.hasBias = builder.hasBias;
    }

    /** Builder with the options that all such spaces have. */
    @SuppressWarnings("unchecked") // as Arbiter's builders
    public abstract static class Builder<B extends Builder<B>>
            extends BinaryFeedForwardLayerSpace.Builder<B> {

        private ParameterSpace<Boolean> hasBias;

        public B hasBias(boolean hasBias) {
            return hasBias(new FixedValue<>(hasBias));
        }

        public B hasBias(ParameterSpace<Boolean> hasBias) {
            this.hasBias = hasBias;
            return (B) this;
        }
    }
}
