package org.binaryconnect.updaters.schedule;

import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * The first part of a training, in which a schedule's value changes.
 *
 * @param type whether epochs or iterations are counted
 * @param length in epochs or iterations, at least 1
 */
record Span(ScheduleType type, int length) {

    /**
     * Refuses what is no span.
     *
     * @param schedule whose it is, for the message
     */
    static void require(String schedule, ScheduleType type, int length) {
        Preconditions.checkNotNull(type, "%s counts EPOCH or ITERATION, got null", schedule);
        Preconditions.checkArgument(
                length >= 1, "%s: length must be at least 1, got %s", schedule, length);
    }

    /** Epochs or iterations so far, from 0. */
    int time(int iteration, int epoch) {
        return type == ScheduleType.EPOCH ? epoch : iteration;
    }

    /** The part of the span that is over: 0 at first, 1 at its end and ever after. */
    double progress(int iteration, int epoch) {
        return Math.min(1, (double) time(iteration, epoch) / length);
    }
}
