package org.binaryconnect.hwexport.quantize;

import java.util.Locale;
import org.binaryconnect.hwexport.ExportException;

/** How the range of an activation is chosen from its values on the calibration inputs. */
public sealed interface RangeMethod {

    /** From a histogram of values. */
    Range choose(Histogram histogram);

    /** Smallest to largest value: nothing saturates, but one outlier makes all steps coarse. */
    record MinimumMaximum() implements RangeMethod {
        @Override
        public Range choose(Histogram histogram) {
            return new Range(histogram.minimum(), histogram.maximum());
        }
    }

    /**
     * Leaves out the most extreme values.
     *
     * @param percent of the values that the range contains, above 50, at most 100
     */
    record Percentile(double percent) implements RangeMethod {
        public Percentile {
            if (!(percent > 50 && percent <= 100)) {
                throw new ExportException(
                        "The percentile must be above 50 and at most 100, got " + percent);
            }
        }

        @Override
        public Range choose(Histogram histogram) {
            double outside = (1 - percent / 100) * histogram.count();
            double left = outside;
            int last = Histogram.BINS - 1;
            while (last > 0 && histogram.bins()[last] <= left) {
                left -= histogram.bins()[last--];
            }
            left = outside;
            int first = 0;
            while (first < last && histogram.bins()[first] <= left) {
                left -= histogram.bins()[first++];
            }
            return new Range(histogram.edge(first), histogram.edge(last + 1));
        }
    }

    /** The range whose 8-bit steps and limits give the least squared error. */
    record LeastSquares() implements RangeMethod {

        private static final int CANDIDATES = 64;

        @Override
        public Range choose(Histogram histogram) {
            Range best = new Range(histogram.minimum(), histogram.maximum());
            double least = histogram.squaredError(best);
            for (int c = 1; c < CANDIDATES; c++) {
                double share = 1 - (double) c / CANDIDATES;
                Range range = new Range(share * histogram.minimum(), share * histogram.maximum());
                double error = range.isEmpty() ? least : histogram.squaredError(range);
                if (error < least) {
                    least = error;
                    best = range;
                }
            }
            return best;
        }
    }

    /**
     * By its name on the command line: {@code min-max}, {@code percentile:P} or {@code
     * least-squares}.
     *
     * @throws ExportException if there is no such method
     */
    static RangeMethod of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("min-max")) {
            return new MinimumMaximum();
        } else if (lower.equals("least-squares")) {
            return new LeastSquares();
        } else if (lower.equals("percentile")) {
            return new Percentile(99.99);
        } else if (lower.startsWith("percentile:")) {
            try {
                return new Percentile(Double.parseDouble(lower.substring("percentile:".length())));
            } catch (NumberFormatException e) {
                throw new ExportException(
                        "\"%s\" has no number behind the colon; write percentile:99.99"
                                .formatted(name),
                        e);
            }
        }
        throw new ExportException(
                "There is no range method \"%s\"; use min-max, percentile:99.99 or least-squares"
                        .formatted(name));
    }
}
