package org.binaryconnect.hwexport.quantize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.ir.RealInterpreter;

/**
 * What quantization did to the values of a network, measured on examples: the integer network
 * beside the real one.
 *
 * @param values in the order of the integer network
 * @param runs number of runs that were compared
 * @param agreement share of runs whose largest score is the same in both
 */
public record QuantizationReport(List<Value> values, long runs, double agreement) {

    /**
     * One value that both networks have.
     *
     * @param value its number in the integer network
     * @param layer name of the layer that gives it; "input" for the input
     * @param minimum smallest real value
     * @param maximum largest real value
     * @param saturated share of elements whose real value the integers cannot represent
     * @param signalToNoise in dB: {@code 10 log10(sum real^2 / sum (real - dequantized)^2)};
     *     infinite where nothing differs
     */
    public record Value(
            int value,
            String layer,
            Tensor type,
            double minimum,
            double maximum,
            double saturated,
            double signalToNoise) {}

    /**
     * Runs both networks.
     *
     * @param examples [examples][runs][elements], at least one
     */
    public static QuantizationReport measure(QuantizedNetwork quantized, double[][][] examples) {
        IntegerNetwork network = quantized.network();
        List<Map.Entry<Integer, Integer>> pairs =
                quantized.values().entrySet().stream()
                        .filter(pair -> pair.getValue() >= 0)
                        .filter(pair -> network.values().get(pair.getValue()).scale() > 0)
                        .sorted(Comparator.comparingInt(Map.Entry::getKey))
                        .toList();
        RealInterpreter real = new RealInterpreter(quantized.real());
        ReferenceInterpreter integers = new ReferenceInterpreter(network);
        // Sums of squares are added in one order, so that the report is the same on every computer.
        List<Comparison> single =
                Stream.of(examples)
                        .parallel()
                        .map(example -> compare(quantized, pairs, real, integers, example))
                        .toList();
        Comparison all = new Comparison(pairs.size());
        single.forEach(all::add);
        List<Value> values = new ArrayList<>();
        for (int p = 0; p < pairs.size(); p++) {
            int step = pairs.get(p).getKey() - 1;
            String layer = step < 0 ? "input" : quantized.real().steps().get(step).node().name();
            int value = pairs.get(p).getValue();
            values.add(all.differences[p].value(value, layer, network.values().get(value)));
        }
        return new QuantizationReport(
                List.copyOf(values), all.runs, (double) all.agreeing / all.runs);
    }

    private static Comparison compare(
            QuantizedNetwork quantized,
            List<Map.Entry<Integer, Integer>> pairs,
            RealInterpreter real,
            ReferenceInterpreter integers,
            double[][] example) {
        IntegerNetwork network = quantized.network();
        List<Tensor> types = network.values();
        Comparison comparison = new Comparison(pairs.size());
        RealInterpreter.Session realSession = real.session();
        ReferenceInterpreter.Session integerSession = integers.session();
        byte[][] bytes = QuantizedNetwork.bytes(network.input(), example);
        for (int run = 0; run < example.length; run++) {
            double[][] expected = realSession.run(example[run]);
            int[][] found = integerSession.trace(bytes[run]);
            for (int p = 0; p < pairs.size(); p++) {
                int value = pairs.get(p).getValue();
                comparison.differences[p].add(
                        types.get(value), expected[pairs.get(p).getKey()], found[value]);
            }
            comparison.runs++;
            if (largest(expected[expected.length - 1]) == largest(found[found.length - 1])) {
                comparison.agreeing++;
            }
        }
        return comparison;
    }

    private static int largest(double[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    private static int largest(int[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    /** What was found on some runs. */
    private static final class Comparison {
        private final Difference[] differences;
        private long runs;
        private long agreeing;

        private Comparison(int values) {
            differences = new Difference[values];
            for (int v = 0; v < values; v++) {
                differences[v] = new Difference();
            }
        }

        private void add(Comparison other) {
            for (int v = 0; v < differences.length; v++) {
                differences[v].add(other.differences[v]);
            }
            runs += other.runs;
            agreeing += other.agreeing;
        }
    }
}
