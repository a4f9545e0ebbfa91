package org.binaryconnect.hwexport.quantize;

import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.integer.Tensor.Element;

/** Sums over the elements of one value: its real numbers and what its integers stand for. */
final class Difference {

    private static final int LARGEST = 255;

    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    private double signal;
    private double noise;
    private long saturated;
    private long elements;

    void add(Tensor type, double[] real, int[] integers) {
        boolean bytes = type.element() == Element.U8;
        // Half a step beyond the limits rounds to them.
        double lowest = bytes ? type.real(0) - type.scale() / 2 : Double.NEGATIVE_INFINITY;
        double highest = bytes ? type.real(LARGEST) + type.scale() / 2 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < real.length; i++) {
            double error = real[i] - type.real(integers[i]);
            minimum = Math.min(minimum, real[i]);
            maximum = Math.max(maximum, real[i]);
            signal += real[i] * real[i];
            noise += error * error;
            saturated += real[i] < lowest || real[i] > highest ? 1 : 0;
        }
        elements += real.length;
    }

    void add(Difference other) {
        minimum = Math.min(minimum, other.minimum);
        maximum = Math.max(maximum, other.maximum);
        signal += other.signal;
        noise += other.noise;
        saturated += other.saturated;
        elements += other.elements;
    }

    QuantizationReport.Value value(int value, String layer, Tensor type) {
        return new QuantizationReport.Value(
                value,
                layer,
                type,
                minimum,
                maximum,
                (double) saturated / elements,
                noise == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(signal / noise));
    }
}
