package org.binaryconnect.updaters.schedule;

import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Falls, or rises, exponentially from a first value towards a last one:
 *
 * <pre>{@code
 * first * (last / first)^(t / length)    while t <= length, then last
 * }</pre>
 *
 * <p>With epochs counted from 0 it is the learning rate of BinaryConnect's own programs: the last
 * of {@code length} epochs trains at one factor above {@code last}.
 *
 * @param type whether t counts epochs or iterations
 * @param first the value at t = 0, above 0
 * @param last the value from t = length on, above 0
 * @param length in epochs or iterations, at least 1
 */
public record ExponentialDecaySchedule(
        @JsonProperty("type") ScheduleType type,
        @JsonProperty("first") double first,
        @JsonProperty("last") double last,
        @JsonProperty("length") int length)
        implements ISchedule {

    public ExponentialDecaySchedule {
        Span.require("ExponentialDecaySchedule", type, length);
        Preconditions.checkArgument(
                first > 0 && Double.isFinite(first) && last > 0 && Double.isFinite(last),
                "ExponentialDecaySchedule: first and last value must be finite and above 0, got %s and %s",
                first,
                last);
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        double progress = new Span(type, length).progress(iteration, epoch);
        if (progress == 1) {
            return last;
        }
        return first * Math.pow(last / first, progress);
    }

    /** This instance, which cannot change. */
    @Override
    public ISchedule clone() {
        return this;
    }
}
