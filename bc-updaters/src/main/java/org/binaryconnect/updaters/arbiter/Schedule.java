package org.binaryconnect.updaters.arbiter;

import org.binaryconnect.updaters.schedule.CosineSchedule;
import org.binaryconnect.updaters.schedule.ExponentialDecaySchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** How a learning rate changes over the epochs of a training. */
public enum Schedule {
    /** The first rate for all time. */
    CONSTANT,

    /** {@link ExponentialDecaySchedule}. */
    EXPONENTIAL,

    /** {@link CosineSchedule}. */
    COSINE;

    ISchedule of(double first, double last, int epochs) {
        return switch (this) {
            case CONSTANT -> new FixedSchedule(first);
            case EXPONENTIAL ->
                    new ExponentialDecaySchedule(ScheduleType.EPOCH, first, last, epochs);
            case COSINE -> new CosineSchedule(ScheduleType.EPOCH, first, last, epochs);
        };
    }
}
