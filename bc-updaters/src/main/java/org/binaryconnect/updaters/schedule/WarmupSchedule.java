package org.binaryconnect.updaters.schedule;

import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Another schedule whose values rise to their full size in the first time of a training:
 *
 * <pre>{@code
 * (t + 1) / length * schedule    while t < length, then schedule
 * }</pre>
 *
 * <p>The other schedule's time is not shifted.
 *
 * @param type whether t counts epochs or iterations
 * @param length in epochs or iterations, at least 1
 * @param schedule the other schedule
 */
public record WarmupSchedule(
        @JsonProperty("type") ScheduleType type,
        @JsonProperty("length") int length,
        @JsonProperty("schedule") ISchedule schedule)
        implements ISchedule {

    public WarmupSchedule {
        Span.require("WarmupSchedule", type, length);
        Preconditions.checkNotNull(schedule, "WarmupSchedule needs a schedule");
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        int time = new Span(type, length).time(iteration, epoch);
        return Math.min(1, (time + 1.0) / length) * schedule.valueAt(iteration, epoch);
    }

    @Override
    public ISchedule clone() {
        return new WarmupSchedule(type, length, schedule.clone());
    }
}
