package org.binaryconnect.examples.paper.figures;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The numbers of figure 3. */
final class Curves {

    /** Above so many times the worst last error, a curve leaves the picture. */
    private static final double TIMES_LAST = 3;

    private Curves() {}

    /** Validation errors in percent, as {@code [epoch, value]}, where they were measured. */
    static List<double[]> errors(TrainedRun run) {
        return points(run, point -> 100 * point.validationError());
    }

    /** Training costs, as {@code [epoch, value]}, where they are numbers. */
    static List<double[]> costs(TrainedRun run) {
        return points(run, CurvePoint::trainingLoss);
    }

    private static List<double[]> points(TrainedRun run, ToDoubleFunction<CurvePoint> value) {
        return run.curve().stream()
                .map(point -> new double[] {point.epoch(), value.applyAsDouble(point)})
                .filter(point -> Double.isFinite(point[1]))
                .toList();
    }

    /**
     * Up to which error the axis goes. The paper's goes to 25 %, some 3 times the errors in which
     * its curves end: with the errors of the first epochs in the picture, those of the last would
     * look alike.
     *
     * @return in percent, more than 0
     */
    static double highestError(List<TrainedRun> runs) {
        double highest = 0;
        double highestLast = 0;
        for (TrainedRun run : runs) {
            double last = 0;
            for (double[] point : errors(run)) {
                highest = Math.max(highest, point[1]);
                last = point[1];
            }
            highestLast = Math.max(highestLast, last);
        }
        double limit = Math.min(1.05 * highest, TIMES_LAST * highestLast);
        return limit > 0 ? limit : 1;
    }

    /** Where the axis of epochs ends, beyond the point of a run of one epoch. */
    static int lastEpoch(List<TrainedRun> runs) {
        int last = 2;
        for (TrainedRun run : runs) {
            last = Math.max(last, run.curve().get(run.curve().size() - 1).epoch());
        }
        return last;
    }
}
