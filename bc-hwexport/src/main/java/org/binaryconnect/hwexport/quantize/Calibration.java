package org.binaryconnect.hwexport.quantize;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.RealInterpreter;

/**
 * The ranges of a network's values on representative inputs.
 *
 * @param values of each value of the network, the input first; the input's is always its smallest
 *     to its largest value
 * @param sums for each step that is a recurrent node, of what its block input (or whole layer) and
 *     its gates apply their activations to; null for others
 * @param cells for each step that is an LSTM, of its cell state; null for others
 */
public record Calibration(List<Range> values, Range[][] sums, Range[] cells) {

    /**
     * Runs a network on inputs and notes the ranges.
     *
     * @param examples [examples][runs][elements], at least one example; one run an example unless
     *     the network is recurrent
     * @throws ExportException if the inputs cannot calibrate the network
     */
    public static Calibration measure(Network network, double[][][] examples, RangeMethod method) {
        check(network, examples);
        RealInterpreter interpreter = new RealInterpreter(network);
        Extremes extremes =
                collect(
                        interpreter,
                        examples,
                        () -> new Extremes(watched(network)),
                        Extremes::add,
                        Extremes::merge);
        Histogram[] histograms =
                method instanceof RangeMethod.MinimumMaximum
                        ? extremes.histograms()
                        : collect(
                                interpreter,
                                examples,
                                extremes::histograms,
                                (all, index, values) -> all[index].add(values),
                                Calibration::merge);
        int count = network.shapes().size();
        int steps = network.steps().size();
        Range[] values = new Range[count];
        values[0] = new Range(extremes.minima[0], extremes.maxima[0]);
        for (int v = 1; v < count; v++) {
            values[v] = method.choose(histograms[v]);
        }
        Range[][] sums = new Range[steps][];
        Range[] cells = new Range[steps];
        for (int s = 0; s < steps; s++) {
            Node node = network.steps().get(s).node();
            int first = count + 3 * s;
            if (node instanceof Node.SimpleRnn) {
                sums[s] = new Range[] {method.choose(histograms[first])};
            } else if (node instanceof Node.Lstm) {
                sums[s] =
                        new Range[] {
                            method.choose(histograms[first]), method.choose(histograms[first + 1])
                        };
                cells[s] = method.choose(histograms[first + 2]);
            }
        }
        return new Calibration(List.of(values), sums, cells);
    }

    private static void check(Network network, double[][][] examples) {
        if (examples.length == 0) {
            throw new ExportException(
                    "The calibration set is empty; give some hundred typical inputs");
        }
        double magnitude = 0;
        for (double[][] example : examples) {
            for (double[] input : example) {
                for (double value : input) {
                    if (!Double.isFinite(value)) {
                        throw new ExportException(
                                "A calibration input is %s; remove that example".formatted(value));
                    }
                    magnitude = Math.max(magnitude, Math.abs(value));
                }
            }
        }
        if (magnitude == 0) {
            throw new ExportException("All calibration inputs are 0; give typical inputs");
        }
    }

    /** The values of the network, then three for each step: block sums, gate sums, cells. */
    private static int watched(Network network) {
        return network.shapes().size() + 3 * network.steps().size();
    }

    @FunctionalInterface
    private interface Watcher<T> {
        void see(T collector, int index, double[] values);
    }

    @FunctionalInterface
    private interface Merger<T> {
        void merge(T into, T other);
    }

    private static <T> T collect(
            RealInterpreter interpreter,
            double[][][] examples,
            Supplier<T> empty,
            Watcher<T> watcher,
            Merger<T> merger) {
        return Stream.of(examples)
                .parallel()
                .collect(
                        empty,
                        (collector, example) -> run(interpreter, example, collector, watcher),
                        merger::merge);
    }

    private static <T> void run(
            RealInterpreter interpreter, double[][] example, T collector, Watcher<T> watcher) {
        RealInterpreter.Session session = interpreter.session();
        Network network = interpreter.network();
        for (double[] input : example) {
            double[][] values = session.run(input);
            for (int v = 0; v < values.length; v++) {
                watcher.see(collector, v, values[v]);
            }
            for (int s = 0; s < network.steps().size(); s++) {
                Node node = network.steps().get(s).node();
                int first = values.length + 3 * s;
                if (node instanceof Node.SimpleRnn) {
                    watcher.see(collector, first, session.sums(s));
                } else if (node instanceof Node.Lstm) {
                    double[] sums = session.sums(s);
                    int units = sums.length / 4;
                    watcher.see(collector, first, Arrays.copyOf(sums, units));
                    watcher.see(collector, first + 1, Arrays.copyOfRange(sums, units, sums.length));
                    watcher.see(collector, first + 2, session.cell(s));
                }
            }
        }
    }

    private static void merge(Histogram[] into, Histogram[] other) {
        for (int i = 0; i < into.length; i++) {
            into[i].add(other[i]);
        }
    }

    private static final class Extremes {
        private final double[] minima;
        private final double[] maxima;

        private Extremes(int count) {
            minima = new double[count];
            maxima = new double[count];
            Arrays.fill(minima, Double.POSITIVE_INFINITY);
            Arrays.fill(maxima, Double.NEGATIVE_INFINITY);
        }

        private void add(int index, double[] values) {
            for (double value : values) {
                minima[index] = Math.min(minima[index], value);
                maxima[index] = Math.max(maxima[index], value);
            }
        }

        private void merge(Extremes other) {
            for (int i = 0; i < minima.length; i++) {
                minima[i] = Math.min(minima[i], other.minima[i]);
                maxima[i] = Math.max(maxima[i], other.maxima[i]);
            }
        }

        private Histogram[] histograms() {
            Histogram[] histograms = new Histogram[minima.length];
            Arrays.setAll(histograms, i -> Histogram.over(minima[i], maxima[i]));
            return histograms;
        }
    }
}
