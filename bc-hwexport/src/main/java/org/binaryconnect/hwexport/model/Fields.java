package org.binaryconnect.hwexport.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.binaryconnect.hwexport.integer.IntegerWeights;
import org.binaryconnect.hwexport.integer.LstmConstants;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Requantization;
import org.binaryconnect.hwexport.integer.Requantizer;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.packing.PackedMatrix;

/** The fields of operations that are not numbers: each is written and read here. */
final class Fields {

    static final int TABLE = 256;

    /** Bytes of the smallest input of a concatenation. */
    static final int PART = 5;

    private static final int REQUANTIZATION = 7;
    private static final int BINARY = 0;
    private static final int INT8 = 1;

    private Fields() {}

    static void write(FieldWriter out, Tensor tensor) {
        out.u8(tensor.element().ordinal());
        out.s32(tensor.shape().height());
        out.s32(tensor.shape().width());
        out.s32(tensor.shape().channels());
        out.f64(tensor.scale());
        out.s32(tensor.zeroPoint());
    }

    static Tensor tensor(FieldReader in) {
        Tensor.Element[] elements = Tensor.Element.values();
        Tensor.Element element = elements[in.code("type of elements", elements.length)];
        return new Tensor(new Shape(in.s32(), in.s32(), in.s32()), element, in.f64(), in.s32());
    }

    static void write(FieldWriter out, Window window) {
        out.s32(window.kernelHeight());
        out.s32(window.kernelWidth());
        out.s32(window.strideY());
        out.s32(window.strideX());
        out.s32(window.dilationY());
        out.s32(window.dilationX());
        out.s32(window.padTop());
        out.s32(window.padLeft());
        out.s32(window.padBottom());
        out.s32(window.padRight());
    }

    static Window window(FieldReader in) {
        return new Window(
                in.s32(), in.s32(), in.s32(), in.s32(), in.s32(), in.s32(), in.s32(), in.s32(),
                in.s32(), in.s32());
    }

    static void write(FieldWriter out, IntegerWeights weights) {
        out.u8(weights instanceof IntegerWeights.Binary ? BINARY : INT8);
        out.s32(weights.rows());
        out.s32(weights.columns());
        if (weights instanceof IntegerWeights.Binary binary) {
            out.bytes(binary.matrix().bytes());
        } else {
            for (byte[] row : ((IntegerWeights.Int8) weights).matrix()) {
                out.bytes(row);
            }
        }
    }

    static IntegerWeights weights(FieldReader in) {
        int kind = in.code("kind of weights", INT8 + 1);
        int rows = in.s32();
        int columns = in.s32();
        // Before any row is allocated: rows of one byte take 24 bytes each.
        if (Math.min(rows, columns) < 1 || Math.max(rows, columns) > Operation.MAX_SIZE) {
            throw new IllegalArgumentException(
                    "weights of %d x %d; each must be 1 to %d"
                            .formatted(rows, columns, Operation.MAX_SIZE));
        }
        long rowBytes = kind == BINARY ? (columns + 7L) / 8 : columns;
        in.need(rows, rowBytes);
        if (kind == BINARY) {
            byte[] bytes = in.bytes((int) (rows * rowBytes));
            return new IntegerWeights.Binary(PackedMatrix.of(rows, columns, bytes));
        }
        byte[][] matrix = new byte[rows][];
        for (int r = 0; r < rows; r++) {
            matrix[r] = in.bytes(columns);
        }
        return new IntegerWeights.Int8(matrix);
    }

    static void write(FieldWriter out, Requantization requantization) {
        out.s16(requantization.multiplier());
        out.u8(requantization.shift());
        out.s32(requantization.offset());
    }

    static Requantization requantization(FieldReader in) {
        return new Requantization(in.s16(), in.u8(), in.s32());
    }

    static void write(FieldWriter out, Requantizer requantizer) {
        out.s32(requantizer.minimum());
        out.s32(requantizer.maximum());
        list(out, requantizer.channels(), channel -> write(out, channel));
    }

    static Requantizer requantizer(FieldReader in) {
        int minimum = in.s32();
        int maximum = in.s32();
        return new Requantizer(list(in, REQUANTIZATION, Fields::requantization), minimum, maximum);
    }

    /** A requantizer, or none. */
    static void optional(FieldWriter out, Requantizer requantizer) {
        out.u8(requantizer == null ? 0 : 1);
        if (requantizer != null) {
            write(out, requantizer);
        }
    }

    static Requantizer optional(FieldReader in) {
        return in.code("kind of requantization", 2) == 0 ? null : requantizer(in);
    }

    static void write(FieldWriter out, LstmConstants constants) {
        out.bytes(constants.blockTable());
        out.bytes(constants.gateTable());
        out.s32(constants.blockZeroPoint());
        out.s32(constants.forgetMultiplier());
        out.s32(constants.inputMultiplier());
        out.s32(constants.shift());
        write(out, constants.index());
        out.bytes(constants.cellTable());
        out.s32(constants.cellTableZeroPoint());
        write(out, constants.hidden());
    }

    static LstmConstants lstmConstants(FieldReader in) {
        return new LstmConstants(
                in.bytes(TABLE),
                in.bytes(TABLE),
                in.s32(),
                in.s32(),
                in.s32(),
                in.s32(),
                requantization(in),
                in.bytes(TABLE),
                in.s32(),
                requantization(in));
    }

    // Lists: how many, then one after the other.

    /** Writes one element. */
    @FunctionalInterface
    interface ElementWriter<T> {
        void write(T element);
    }

    static <T> void list(FieldWriter out, List<T> elements, ElementWriter<T> writer) {
        out.s32(elements.size());
        elements.forEach(writer::write);
    }

    /**
     * @param size smallest number of bytes of an element
     */
    static <T> List<T> list(FieldReader in, int size, Function<FieldReader, T> reader) {
        int count = in.count(size);
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(reader.apply(in));
        }
        return elements;
    }

    static void bytes(FieldWriter out, byte[] elements) {
        out.s32(elements.length);
        out.bytes(elements);
    }

    static byte[] bytes(FieldReader in) {
        return in.bytes(in.count(Byte.BYTES));
    }

    static void shorts(FieldWriter out, short[] elements) {
        out.s32(elements.length);
        for (short element : elements) {
            out.s16(element);
        }
    }

    static short[] shorts(FieldReader in) {
        short[] elements = new short[in.count(Short.BYTES)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = in.s16();
        }
        return elements;
    }

    static void ints(FieldWriter out, int[] elements) {
        out.s32(elements.length);
        for (int element : elements) {
            out.s32(element);
        }
    }

    static int[] ints(FieldReader in) {
        int[] elements = new int[in.count(Integer.BYTES)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = in.s32();
        }
        return elements;
    }
}
