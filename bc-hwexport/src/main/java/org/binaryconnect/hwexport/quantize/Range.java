package org.binaryconnect.hwexport.quantize;

import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.integer.Tensor.Element;
import org.binaryconnect.hwexport.ir.Shape;

/**
 * The real values that an 8-bit activation must represent. Contains 0, which padding and ReLU need
 * exactly.
 *
 * @param minimum at most 0
 * @param maximum at least 0
 */
public record Range(double minimum, double maximum) {

    private static final int STEPS = 255;

    public Range {
        minimum = Math.min(0, minimum);
        maximum = Math.max(0, maximum);
    }

    /** Whether there is nothing but 0. */
    public boolean isEmpty() {
        return !(maximum > minimum);
    }

    /** The largest magnitude. */
    public double magnitude() {
        return Math.max(-minimum, maximum);
    }

    /** The values that are in both ranges. */
    public Range intersect(Range other) {
        return new Range(Math.max(minimum, other.minimum), Math.min(maximum, other.maximum));
    }

    /** 8-bit values that spread over this range. */
    public Tensor tensor(Shape shape) {
        double scale = (maximum - minimum) / STEPS;
        return new Tensor(shape, Element.U8, scale, (int) Math.round(-minimum / scale));
    }
}
