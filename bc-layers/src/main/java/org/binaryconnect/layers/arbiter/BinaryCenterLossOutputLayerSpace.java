package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryCenterLossOutputLayer;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;

/** A space of {@link BinaryCenterLossOutputLayer}. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class BinaryCenterLossOutputLayerSpace
        extends BinaryBaseOutputLayerSpace<BinaryCenterLossOutputLayer> {

    private ParameterSpace<Double> alpha;
    private ParameterSpace<Double> lambda;

    protected BinaryCenterLossOutputLayerSpace(Builder builder) {
        super(builder);
        this.alpha = builder.alpha;
        this.lambda = builder.lambda;
    }

    @Override
    public BinaryCenterLossOutputLayer getValue(double[] values) {
        BinaryCenterLossOutputLayer.Builder layer = new BinaryCenterLossOutputLayer.Builder();
        setOutputOptions(layer, values);
        Options.set(alpha, values, layer::alpha);
        Options.set(lambda, values, layer::lambda);
        return layer.build();
    }

    /** Builder with the options of {@link BinaryCenterLossOutputLayer.Builder}. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BinaryBaseOutputLayerSpace.Builder<Builder> {

        private ParameterSpace<Double> alpha;
        private ParameterSpace<Double> lambda;

        /** Learning rate of the class centres. */
        public Builder alpha(double alpha) {
            return alpha(new FixedValue<>(alpha));
        }

        public Builder alpha(ParameterSpace<Double> alpha) {
            this.alpha = alpha;
            return this;
        }

        /** Weight of the centre loss. */
        public Builder lambda(double lambda) {
            return lambda(new FixedValue<>(lambda));
        }

        public Builder lambda(ParameterSpace<Double> lambda) {
            this.lambda = lambda;
            return this;
        }

        @Override
        public BinaryCenterLossOutputLayerSpace build() {
            return new BinaryCenterLossOutputLayerSpace(this);
        }
    }
}
