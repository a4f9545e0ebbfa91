package org.binaryconnect.updaters.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.updaters.BinaryConnectUpdater;
import org.binaryconnect.updaters.StepScale;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.learning.config.IUpdater;

/** A space of {@link BinaryConnectUpdater}. */
@Getter
@EqualsAndHashCode(callSuper = false)
@NoArgsConstructor(access = AccessLevel.PRIVATE) // for JSON
public final class BinaryConnectUpdaterSpace extends UpdaterSpace {

    private ParameterSpace<IUpdater> optimizer;
    private ParameterSpace<StepScale> stepScale;

    private BinaryConnectUpdaterSpace(Builder builder) {
        Preconditions.checkNotNull(
                builder.optimizer,
                "BinaryConnectUpdaterSpace needs an optimizer or a space of them");
        this.optimizer = builder.optimizer;
        this.stepScale = builder.stepScale;
    }

    @Override
    public IUpdater getValue(double[] values) {
        return new BinaryConnectUpdater(
                optimizer(optimizer, values, null),
                value(stepScale, values, StepScale.BY_OPTIMIZER));
    }

    /** Every option takes a value or a space; without either it has its default. */
    public static final class Builder {

        private ParameterSpace<IUpdater> optimizer;
        private ParameterSpace<StepScale> stepScale;

        /** Needed; for instance an {@link OptimizerSpace}. */
        public Builder optimizer(IUpdater optimizer) {
            return optimizer(new FixedValue<>(optimizer));
        }

        public Builder optimizer(ParameterSpace<IUpdater> optimizer) {
            this.optimizer = optimizer;
            return this;
        }

        /** Default: by the optimizer. */
        public Builder stepScale(StepScale stepScale) {
            return stepScale(new FixedValue<>(stepScale));
        }

        public Builder stepScale(ParameterSpace<StepScale> stepScale) {
            this.stepScale = stepScale;
            return this;
        }

        public BinaryConnectUpdaterSpace build() {
            return new BinaryConnectUpdaterSpace(this);
        }
    }
}
