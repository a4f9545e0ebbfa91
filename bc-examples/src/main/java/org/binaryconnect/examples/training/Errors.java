package org.binaryconnect.examples.training;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Test errors of one recipe with several seeds.
 *
 * @param each shares of examples classified wrongly, at least one
 */
public record Errors(double... each) {

    public double mean() {
        return Arrays.stream(each).average().orElseThrow();
    }

    /** The sample's standard deviation; NaN for a single run. */
    public double deviation() {
        double mean = mean();
        double squares = Arrays.stream(each).map(e -> (e - mean) * (e - mean)).sum();
        return each.length > 1 ? Math.sqrt(squares / (each.length - 1)) : Double.NaN;
    }

    /** Such as "1.29 ± 0.08 %". */
    public String summary() {
        return each.length > 1
                ? String.format(Locale.ROOT, "%.2f ± %.2f %%", 100 * mean(), 100 * deviation())
                : String.format(Locale.ROOT, "%.2f %%", 100 * mean());
    }

    /** In percent, such as "1.21 1.29 1.37". */
    public String list() {
        return Arrays.stream(each)
                .mapToObj(error -> String.format(Locale.ROOT, "%.2f", 100 * error))
                .collect(Collectors.joining(" "));
    }
}
