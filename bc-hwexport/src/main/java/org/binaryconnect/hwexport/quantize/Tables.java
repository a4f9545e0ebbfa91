package org.binaryconnect.hwexport.quantize;

import java.util.function.DoubleUnaryOperator;
import org.binaryconnect.hwexport.integer.Tensor;

/** Functions of 8-bit values as tables of 256 8-bit values. */
final class Tables {

    private static final int SAMPLES = 1024;

    private Tables() {}

    /** The table of a function from one type to another. */
    static byte[] of(Tensor from, DoubleUnaryOperator function, Tensor to) {
        byte[] table = new byte[256];
        for (int x = 0; x < table.length; x++) {
            table[x] = (byte) to.quantize(function.applyAsDouble(from.real(x)));
        }
        return table;
    }

    /**
     * The part of a range on which a function changes: a curve that saturates needs no steps where
     * it is flat.
     */
    static Range usefulRange(Range range, DoubleUnaryOperator function) {
        double[] y = new double[SAMPLES + 1];
        double step = (range.maximum() - range.minimum()) / SAMPLES;
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= SAMPLES; i++) {
            y[i] = function.applyAsDouble(range.minimum() + i * step);
            smallest = Math.min(smallest, y[i]);
            largest = Math.max(largest, y[i]);
        }
        // Half a step of the 8-bit result.
        double flat = (largest - smallest) / 512;
        int first = 0;
        while (first < SAMPLES && Math.abs(y[first + 1] - y[0]) < flat) {
            first++;
        }
        int last = SAMPLES;
        while (last > first + 1 && Math.abs(y[last - 1] - y[SAMPLES]) < flat) {
            last--;
        }
        Range useful = new Range(range.minimum() + first * step, range.minimum() + last * step);
        return useful.isEmpty() ? range : useful;
    }

    /** The range of a function's values on a range. */
    static Range image(Range range, DoubleUnaryOperator function) {
        double smallest = 0;
        double largest = 0;
        for (int i = 0; i <= SAMPLES; i++) {
            double x = range.minimum() + i * (range.maximum() - range.minimum()) / SAMPLES;
            smallest = Math.min(smallest, function.applyAsDouble(x));
            largest = Math.max(largest, function.applyAsDouble(x));
        }
        return new Range(smallest, largest);
    }
}
