package org.binaryconnect.updaters.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.updaters.Bop;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/** A space of {@link Bop}. */
@Getter
@EqualsAndHashCode(callSuper = false)
@NoArgsConstructor(access = AccessLevel.PRIVATE) // for JSON
public final class BopSpace extends UpdaterSpace {

    private ParameterSpace<IUpdater> optimizer;
    private ParameterSpace<Double> threshold;
    private ParameterSpace<Double> gamma;
    private ParameterSpace<Double> finalGamma;
    private int epochs;

    private BopSpace(Builder builder) {
        Preconditions.checkArgument(
                builder.finalGamma == null || builder.epochs >= 1,
                "A falling gamma needs the number of epochs, at least 1, got %s",
                builder.epochs);
        this.optimizer = builder.optimizer;
        this.threshold = builder.threshold;
        this.gamma = builder.gamma;
        this.finalGamma = builder.finalGamma;
        this.epochs = builder.epochs;
    }

    @Override
    public IUpdater getValue(double[] values) {
        double first = value(gamma, values, Bop.DEFAULT_GAMMA);
        double fraction = value(finalGamma, values, 1.0);
        Schedule schedule = fraction == 1 ? Schedule.CONSTANT : Schedule.EXPONENTIAL;
        return new Bop(
                optimizer(optimizer, values, new Adam(0.01)),
                value(threshold, values, Bop.DEFAULT_THRESHOLD),
                schedule.of(first, first * fraction, epochs));
    }

    /** Every option takes a value or a space; without either it has its default. */
    public static final class Builder {

        private ParameterSpace<IUpdater> optimizer;
        private ParameterSpace<Double> threshold;
        private ParameterSpace<Double> gamma;
        private ParameterSpace<Double> finalGamma;
        private int epochs;

        /** Of all parameters that are no binary weights. Default: Adam at 0.01. */
        public Builder optimizer(IUpdater optimizer) {
            return optimizer(new FixedValue<>(optimizer));
        }

        public Builder optimizer(ParameterSpace<IUpdater> optimizer) {
            this.optimizer = optimizer;
            return this;
        }

        /** Default: {@link Bop#DEFAULT_THRESHOLD}. */
        public Builder threshold(double threshold) {
            return threshold(new FixedValue<>(threshold));
        }

        public Builder threshold(ParameterSpace<Double> threshold) {
            this.threshold = threshold;
            return this;
        }

        /** The first one. Default: {@link Bop#DEFAULT_GAMMA}. */
        public Builder gamma(double gamma) {
            return gamma(new FixedValue<>(gamma));
        }

        public Builder gamma(ParameterSpace<Double> gamma) {
            this.gamma = gamma;
            return this;
        }

        /**
         * The last gamma as a fraction of the first, to which it falls exponentially. Default: 1.
         */
        public Builder finalGamma(double finalGamma) {
            return finalGamma(new FixedValue<>(finalGamma));
        }

        public Builder finalGamma(ParameterSpace<Double> finalGamma) {
            this.finalGamma = finalGamma;
            return this;
        }

        /** The length of the training, which the schedule spans; not searched. */
        public Builder epochs(int epochs) {
            this.epochs = epochs;
            return this;
        }

        public BopSpace build() {
            return new BopSpace(this);
        }
    }
}
