package org.binaryconnect.hwexport.quantize;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.RealInterpreter;

/**
 * The ranges of a network's values on representative inputs.
 *
 * @param inputMaximum largest input, above 0
 * @param nodeMaxima largest magnitude of each node's output
 */
public record Calibration(double inputMaximum, double[] nodeMaxima) {

    /**
     * Runs a network on inputs and notes the ranges.
     *
     * @param inputs [examples][features], at least one example; no value below 0, NaN or infinite
     * @throws ExportException if the inputs cannot calibrate the network
     */
    public static Calibration measure(Network network, double[][] inputs) {
        if (inputs.length == 0) {
            throw new ExportException(
                    "The calibration set is empty; give some hundred typical inputs");
        }
        double inputMaximum = 0;
        for (double[] input : inputs) {
            for (double value : input) {
                if (!(value >= 0) || Double.isInfinite(value)) {
                    throw new ExportException(
                            "Calibration input %s: inputs must be finite and at least 0; scale them to [0, 1] before training"
                                    .formatted(value));
                }
                inputMaximum = Math.max(inputMaximum, value);
            }
        }
        if (inputMaximum == 0) {
            throw new ExportException("All calibration inputs are 0; give typical inputs");
        }
        RealInterpreter interpreter = new RealInterpreter(network);
        double[] maxima =
                IntStream.range(0, inputs.length)
                        .parallel()
                        .mapToObj(i -> maxima(interpreter, network.nodes().size(), inputs[i]))
                        .reduce(new double[network.nodes().size()], Calibration::larger);
        return new Calibration(inputMaximum, maxima);
    }

    private static double[] maxima(RealInterpreter interpreter, int nodes, double[] input) {
        double[] maxima = new double[nodes];
        interpreter.run(
                input,
                (node, values) ->
                        maxima[node] = Arrays.stream(values).map(Math::abs).max().orElse(0));
        return maxima;
    }

    private static double[] larger(double[] a, double[] b) {
        double[] larger = new double[a.length];
        Arrays.setAll(larger, i -> Math.max(a[i], b[i]));
        return larger;
    }
}
