package org.binaryconnect.updaters.schedule;

import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Falls, or rises, from a first value to a last one along half a cosine, without restarts
 * (Loshchilov, Hutter, "SGDR", ICLR 2017, equation 5):
 *
 * <pre>{@code
 * last + (first - last) * (1 + cos(pi t / length)) / 2    while t <= length, then last
 * }</pre>
 *
 * @param type whether t counts epochs or iterations
 * @param first the value at t = 0, at least 0
 * @param last the value from t = length on, at least 0
 * @param length in epochs or iterations, at least 1
 */
public record CosineSchedule(
        @JsonProperty("type") ScheduleType type,
        @JsonProperty("first") double first,
        @JsonProperty("last") double last,
        @JsonProperty("length") int length)
        implements ISchedule {

    public CosineSchedule {
        Span.require("CosineSchedule", type, length);
        Preconditions.checkArgument(
                first >= 0 && Double.isFinite(first) && last >= 0 && Double.isFinite(last),
                "CosineSchedule: first and last value must be finite and at least 0, got %s and %s",
                first,
                last);
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        double progress = new Span(type, length).progress(iteration, epoch);
        if (progress == 1) {
            return last;
        }
        return last + (first - last) * (1 + Math.cos(Math.PI * progress)) / 2;
    }

    /** This instance, which cannot change. */
    @Override
    public ISchedule clone() {
        return this;
    }
}
