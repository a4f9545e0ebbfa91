package org.binaryconnect.updaters.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.updaters.ProxQuant;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/** A space of {@link ProxQuant}. */
@Getter
@EqualsAndHashCode(callSuper = false)
@NoArgsConstructor(access = AccessLevel.PRIVATE) // for JSON
public final class ProxQuantSpace extends UpdaterSpace {

    private ParameterSpace<IUpdater> optimizer;
    private ParameterSpace<Double> strength;
    private ParameterSpace<Integer> freezeEpoch;

    private ProxQuantSpace(Builder builder) {
        this.optimizer = builder.optimizer;
        this.strength = builder.strength;
        this.freezeEpoch = builder.freezeEpoch;
    }

    @Override
    public IUpdater getValue(double[] values) {
        return new ProxQuant(
                optimizer(optimizer, values, new Adam(0.01)),
                value(strength, values, ProxQuant.DEFAULT_STRENGTH),
                value(freezeEpoch, values, ProxQuant.DEFAULT_FREEZE_EPOCH));
    }

    /** Every option takes a value or a space; without either it has its default. */
    public static final class Builder {

        private ParameterSpace<IUpdater> optimizer;
        private ParameterSpace<Double> strength;
        private ParameterSpace<Integer> freezeEpoch;

        /** Of all parameters. Default: Adam at 0.01. */
        public Builder optimizer(IUpdater optimizer) {
            return optimizer(new FixedValue<>(optimizer));
        }

        public Builder optimizer(ParameterSpace<IUpdater> optimizer) {
            this.optimizer = optimizer;
            return this;
        }

        /** Default: {@link ProxQuant#DEFAULT_STRENGTH}. */
        public Builder strength(double strength) {
            return strength(new FixedValue<>(strength));
        }

        public Builder strength(ParameterSpace<Double> strength) {
            this.strength = strength;
            return this;
        }

        /** Default: {@link ProxQuant#DEFAULT_FREEZE_EPOCH}. */
        public Builder freezeEpoch(int freezeEpoch) {
            return freezeEpoch(new FixedValue<>(freezeEpoch));
        }

        public Builder freezeEpoch(ParameterSpace<Integer> freezeEpoch) {
            this.freezeEpoch = freezeEpoch;
            return this;
        }

        public ProxQuantSpace build() {
            return new ProxQuantSpace(this);
        }
    }
}
