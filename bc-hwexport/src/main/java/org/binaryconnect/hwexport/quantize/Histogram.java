package org.binaryconnect.hwexport.quantize;

/**
 * How often values fall into equal steps from a smallest to a largest value.
 *
 * @param minimum smallest value
 * @param maximum largest value
 * @param bins [{@link #BINS}]
 */
public record Histogram(double minimum, double maximum, long[] bins) {

    /** Eight for every step of an 8-bit value. */
    public static final int BINS = 2048;

    /** An empty one. */
    static Histogram over(double minimum, double maximum) {
        return new Histogram(minimum, maximum, new long[BINS]);
    }

    void add(double[] values) {
        double factor = maximum > minimum ? BINS / (maximum - minimum) : 0;
        for (double value : values) {
            bins[(int) Math.min(BINS - 1, (value - minimum) * factor)]++;
        }
    }

    void add(Histogram other) {
        for (int b = 0; b < BINS; b++) {
            bins[b] += other.bins[b];
        }
    }

    /** Number of values. */
    public long count() {
        long count = 0;
        for (long bin : bins) {
            count += bin;
        }
        return count;
    }

    /** Where a bin begins. */
    public double edge(int bin) {
        return minimum + bin * (maximum - minimum) / BINS;
    }

    /** Sum of the squared errors of 8-bit values of a range. */
    public double squaredError(Range range) {
        double step = (range.maximum() - range.minimum()) / 255;
        double error = 0;
        for (int b = 0; b < BINS; b++) {
            if (bins[b] > 0) {
                double value = (edge(b) + edge(b + 1)) / 2;
                double beyond =
                        Math.max(0, Math.max(value - range.maximum(), range.minimum() - value));
                // Rounding to steps errs by a twelfth of their square.
                error += bins[b] * (beyond > 0 ? beyond * beyond : step * step / 12);
            }
        }
        return error;
    }
}
