package org.binaryconnect.examples.paper.figures;

import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How many real weights of a first layer are in each of 105 bins from -1.25 to 1.25 times the clip,
 * the range of figure 2 of the paper. The clip and its negative, where binary layers collect
 * weights, are in the middle of bins, and so is 0.
 *
 * @param counts by bin
 * @param outside how many weights are in no bin
 */
record Histogram(int[] counts, int outside) {

    /** Bins from the middle of that of 0 to the middle of that of the clip. */
    private static final int BINS_TO_CLIP = 42;

    private static final int BINS_BESIDE_ZERO = 52;

    static final int BINS = 2 * BINS_BESIDE_ZERO + 1;

    /** Where logarithmic axes begin: below a count of 1, and where empty bins are drawn. */
    static final double LOWEST = 0.5;

    /** Counts the weights. */
    static Histogram of(FirstLayer layer) {
        int[] counts = new int[BINS];
        int outside = 0;
        for (float[] unit : layer.weights()) {
            for (float weight : unit) {
                long bin = BINS_BESIDE_ZERO + Math.round(weight / layer.clip() * BINS_TO_CLIP);
                if (bin >= 0 && bin < BINS) {
                    counts[(int) bin]++;
                } else {
                    outside++;
                }
            }
        }
        return new Histogram(counts, outside);
    }

    int highest() {
        return IntStream.of(counts).max().orElseThrow();
    }

    /** The title of a run, and how many of its weights are in no bin if there are such. */
    String title(TrainedRun run) {
        return outside == 0
                ? run.title()
                : String.format(
                        Locale.ENGLISH, "%s (%,d weights are outside)", run.title(), outside);
    }

    /** Where a bin begins, and the one before it ends, in units of the clip. */
    static double start(int bin) {
        return (bin - BINS_BESIDE_ZERO - 0.5) / BINS_TO_CLIP;
    }
}
