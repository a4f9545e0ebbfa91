package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;

/** A space of {@link BinaryDenseLayer}. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class BinaryDenseLayerSpace extends BinaryBiasedLayerSpace<BinaryDenseLayer> {

    private ParameterSpace<Boolean> hasLayerNorm;
    private ParameterSpace<Double> gainInit;

    protected BinaryDenseLayerSpace(Builder builder) {
        super(builder);
        this.hasLayerNorm = builder.hasLayerNorm;
        this.gainInit = builder.gainInit;
    }

    @Override
    public BinaryDenseLayer getValue(double[] values) {
        BinaryDenseLayer.Builder layer = new BinaryDenseLayer.Builder();
        setOptions(layer, values);
        Options.set(getHasBias(), values, layer::hasBias);
        Options.set(hasLayerNorm, values, layer::hasLayerNorm);
        Options.set(gainInit, values, layer::gainInit);
        return layer.build();
    }

    /** Builder with the options of {@link BinaryDenseLayer.Builder}. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BinaryBiasedLayerSpace.Builder<Builder> {

        private ParameterSpace<Boolean> hasLayerNorm;
        private ParameterSpace<Double> gainInit;

        public Builder hasLayerNorm(boolean hasLayerNorm) {
            return hasLayerNorm(new FixedValue<>(hasLayerNorm));
        }

        public Builder hasLayerNorm(ParameterSpace<Boolean> hasLayerNorm) {
            this.hasLayerNorm = hasLayerNorm;
            return this;
        }

        /** Of the gains of layer normalization. */
        public Builder gainInit(double gainInit) {
            return gainInit(new FixedValue<>(gainInit));
        }

        public Builder gainInit(ParameterSpace<Double> gainInit) {
            this.gainInit = gainInit;
            return this;
        }

        @Override
        public BinaryDenseLayerSpace build() {
            return new BinaryDenseLayerSpace(this);
        }
    }
}
