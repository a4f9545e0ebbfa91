package org.binaryconnect.updaters.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.updaters.BinaryConnectUpdater;
import org.binaryconnect.updaters.schedule.WarmupSchedule;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * A space of ND4J's optimizers with their learning rates by epoch. What else an optimizer has is
 * ND4J's default, of which Arbiter's own spaces get some wrong.
 */
@Getter
@EqualsAndHashCode(callSuper = false)
@NoArgsConstructor(access = AccessLevel.PRIVATE) // for JSON
public final class OptimizerSpace extends UpdaterSpace {

    public static final double DEFAULT_FINAL_RATE = 0.01;

    private ParameterSpace<Optimizer> optimizer;
    private ParameterSpace<Double> learningRate;
    private ParameterSpace<Schedule> schedule;
    private ParameterSpace<Double> finalRate;
    private ParameterSpace<Integer> warmupEpochs;
    private int epochs;

    private OptimizerSpace(Builder builder) {
        Preconditions.checkArgument(
                builder.schedule == null || builder.epochs >= 1,
                "A schedule needs the number of epochs, at least 1, got %s",
                builder.epochs);
        this.optimizer = builder.optimizer;
        this.learningRate = builder.learningRate;
        this.schedule = builder.schedule;
        this.finalRate = builder.finalRate;
        this.warmupEpochs = builder.warmupEpochs;
        this.epochs = builder.epochs;
    }

    @Override
    public IUpdater getValue(double[] values) {
        IUpdater updater = value(optimizer, values, Optimizer.ADAM).withDefaults();
        double rate = value(learningRate, values, updater.getLearningRate(0, 0));
        ISchedule rates = rates(rate, values);
        if (rates instanceof FixedSchedule) {
            updater.setLrAndSchedule(rate, null);
            return updater;
        }
        updater.setLrAndSchedule(Double.NaN, rates);
        // DL4J's copies of AdaGrad lose the schedule; binary layers update with this class anyway.
        return updater instanceof AdaGrad ? new BinaryConnectUpdater(updater) : updater;
    }

    private ISchedule rates(double first, double[] values) {
        double last = first * value(finalRate, values, DEFAULT_FINAL_RATE);
        ISchedule rates = value(schedule, values, Schedule.CONSTANT).of(first, last, epochs);
        int warmup = value(warmupEpochs, values, 0);
        return warmup == 0 ? rates : new WarmupSchedule(ScheduleType.EPOCH, warmup, rates);
    }

    /** Every option takes a value or a space; without either it has its default. */
    public static final class Builder {

        private ParameterSpace<Optimizer> optimizer;
        private ParameterSpace<Double> learningRate;
        private ParameterSpace<Schedule> schedule;
        private ParameterSpace<Double> finalRate;
        private ParameterSpace<Integer> warmupEpochs;
        private int epochs;

        /** Default: Adam. */
        public Builder optimizer(Optimizer optimizer) {
            return optimizer(new FixedValue<>(optimizer));
        }

        public Builder optimizer(ParameterSpace<Optimizer> optimizer) {
            this.optimizer = optimizer;
            return this;
        }

        /** The largest one. Default: ND4J's of the optimizer. */
        public Builder learningRate(double learningRate) {
            return learningRate(new FixedValue<>(learningRate));
        }

        public Builder learningRate(ParameterSpace<Double> learningRate) {
            this.learningRate = learningRate;
            return this;
        }

        /** Default: constant. */
        public Builder schedule(Schedule schedule) {
            return schedule(new FixedValue<>(schedule));
        }

        public Builder schedule(ParameterSpace<Schedule> schedule) {
            this.schedule = schedule;
            return this;
        }

        /**
         * The last learning rate as a fraction of the first, for both falling schedules. Default:
         * 0.01.
         */
        public Builder finalRate(double finalRate) {
            return finalRate(new FixedValue<>(finalRate));
        }

        public Builder finalRate(ParameterSpace<Double> finalRate) {
            this.finalRate = finalRate;
            return this;
        }

        /** The first epochs, in which the rate rises to its full size. Default: 0. */
        public Builder warmupEpochs(int warmupEpochs) {
            return warmupEpochs(new FixedValue<>(warmupEpochs));
        }

        public Builder warmupEpochs(ParameterSpace<Integer> warmupEpochs) {
            this.warmupEpochs = warmupEpochs;
            return this;
        }

        /** The length of the training, which the schedule spans; not searched. */
        public Builder epochs(int epochs) {
            this.epochs = epochs;
            return this;
        }

        public OptimizerSpace build() {
            return new OptimizerSpace(this);
        }
    }
}
