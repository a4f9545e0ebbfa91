package org.binaryconnect.hwexport.integer;

import org.binaryconnect.hwexport.ir.Shape;

/**
 * The type of one value of an integer network: {@code real = scale (value - zeroPoint)}.
 *
 * @param shape elements in the order of {@link Shape}
 * @param element how an element is stored
 * @param scale real value of one unit, above 0; 0 for accumulators and the sums of an LSTM, which
 *     have one a channel
 * @param zeroPoint the integer that stands for 0; 0 unless elements are {@code U8}
 */
public record Tensor(Shape shape, Element element, double scale, int zeroPoint) {

    /** Storage of one element. */
    public enum Element {
        /** Unsigned 8 bits: activations. */
        U8(1),
        /** Signed 32 bits: scores and accumulators. */
        S32(4),
        /** IEEE 754 single precision; scale 1, zero point 0. */
        F32(4);

        private final int bytes;

        Element(int bytes) {
            this.bytes = bytes;
        }

        public int bytes() {
            return bytes;
        }
    }

    /** Bytes of the whole value. */
    public int bytes() {
        return Math.multiplyExact(shape.size(), element.bytes());
    }

    /** Activations of this quantization in another shape. */
    public Tensor withShape(Shape other) {
        return new Tensor(other, element, scale, zeroPoint);
    }

    /** The integer nearest to a real value, for {@code U8} limited to 0 to 255. */
    public int quantize(double real) {
        double value = Math.floor(real / scale + zeroPoint + 0.5);
        if (element == Element.U8) {
            return (int) Math.max(0, Math.min(255, value));
        }
        return (int) value;
    }

    /** The real value of an integer. */
    public double real(int value) {
        return scale * (value - zeroPoint);
    }
}
