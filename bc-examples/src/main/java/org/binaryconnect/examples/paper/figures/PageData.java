package org.binaryconnect.examples.paper.figures;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What the page's script draws, as JSON has it.
 *
 * @param binStarts and last the end of the last bin, in units of the clip
 * @param lowestCount where logarithmic axes begin
 * @param highestError where the axis of errors ends, in percent; without meaning if there are no
 *     curves
 * @param lastEpoch where the axis of epochs ends
 */
record PageData(
        double[] binStarts,
        double lowestCount,
        List<Counts> histograms,
        double highestError,
        int lastEpoch,
        List<Curve> curves) {

    /** A run's histogram. */
    record Counts(String title, String color, int[] counts) {}

    /** A run's curves, each as {@code [epoch, value]}. */
    record Curve(String title, String color, List<double[]> errors, List<double[]> costs) {}

    static PageData of(Runs runs) {
        return new PageData(
                IntStream.rangeClosed(0, Histogram.BINS).mapToDouble(Histogram::start).toArray(),
                Histogram.LOWEST,
                runs.withFirstLayer().stream().map(run -> counts(runs, run)).toList(),
                Curves.highestError(runs.withCurve()),
                Curves.lastEpoch(runs.withCurve()),
                runs.withCurve().stream().map(run -> curve(runs, run)).toList());
    }

    private static Counts counts(Runs runs, TrainedRun run) {
        Histogram histogram = Histogram.of(run.firstLayer());
        return new Counts(histogram.title(run), color(runs, run), histogram.counts());
    }

    private static Curve curve(Runs runs, TrainedRun run) {
        return new Curve(run.title(), color(runs, run), Curves.errors(run), Curves.costs(run));
    }

    private static String color(Runs runs, TrainedRun run) {
        return "#%06x".formatted(runs.color(run).getRGB() & 0xffffff);
    }
}
