package org.binaryconnect.hwexport.model;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Tensor;

/**
 * The operations of the file: the code of each, and how its fields are written and read. The fields
 * are those of the record in their order, but name and result come before them.
 */
enum OperationCode {
    DENSE(
            1,
            Operation.Dense.class,
            (out, operation) -> {
                out.s32(operation.input());
                Fields.write(out, operation.weights());
                Fields.optional(out, operation.requantizer());
            },
            (in, name, output) ->
                    new Operation.Dense(
                            name, in.s32(), Fields.weights(in), Fields.optional(in), output)),
    CONVOLUTION(
            2,
            Operation.Convolution.class,
            (out, operation) -> {
                out.s32(operation.input());
                Fields.write(out, operation.weights());
                Fields.write(out, operation.window());
                out.s32(operation.padValue());
                Fields.optional(out, operation.requantizer());
            },
            (in, name, output) ->
                    new Operation.Convolution(
                            name,
                            in.s32(),
                            Fields.weights(in),
                            Fields.window(in),
                            in.s32(),
                            Fields.optional(in),
                            output)),
    DEPTHWISE_CONVOLUTION(
            3,
            Operation.DepthwiseConvolution.class,
            (out, operation) -> {
                out.s32(operation.input());
                Fields.write(out, operation.weights());
                Fields.write(out, operation.window());
                out.s32(operation.padValue());
                Fields.optional(out, operation.requantizer());
            },
            (in, name, output) ->
                    new Operation.DepthwiseConvolution(
                            name,
                            in.s32(),
                            Fields.weights(in),
                            Fields.window(in),
                            in.s32(),
                            Fields.optional(in),
                            output)),
    MAX_POOL(
            4,
            Operation.MaxPool.class,
            (out, operation) -> {
                out.s32(operation.input());
                Fields.write(out, operation.window());
            },
            (in, name, output) -> new Operation.MaxPool(name, in.s32(), Fields.window(in), output)),
    AVERAGE_POOL(
            5,
            Operation.AveragePool.class,
            (out, operation) -> {
                out.s32(operation.input());
                Fields.write(out, operation.window());
                out.s32(operation.firstCount());
                Fields.write(out, operation.requantizer());
            },
            (in, name, output) ->
                    new Operation.AveragePool(
                            name,
                            in.s32(),
                            Fields.window(in),
                            in.s32(),
                            Fields.requantizer(in),
                            output)),
    AFFINE(
            6,
            Operation.Affine.class,
            (out, operation) -> {
                out.s32(operation.input());
                Fields.write(out, operation.requantizer());
            },
            (in, name, output) ->
                    new Operation.Affine(name, in.s32(), Fields.requantizer(in), output)),
    LOOKUP(
            7,
            Operation.Lookup.class,
            (out, operation) -> {
                out.s32(operation.input());
                out.bytes(operation.table());
            },
            (in, name, output) ->
                    new Operation.Lookup(name, in.s32(), in.bytes(Fields.TABLE), output)),
    CLAMP(
            8,
            Operation.Clamp.class,
            (out, operation) -> {
                out.s32(operation.input());
                Fields.bytes(out, operation.minimum());
                Fields.bytes(out, operation.maximum());
            },
            (in, name, output) ->
                    new Operation.Clamp(
                            name, in.s32(), Fields.bytes(in), Fields.bytes(in), output)),
    ADD(
            9,
            Operation.Add.class,
            (out, operation) -> {
                out.s32(operation.a());
                out.s32(operation.b());
                out.s16(operation.multiplierA());
                out.s16(operation.multiplierB());
                out.s32(operation.shift());
                out.s32(operation.offset());
                out.s32(operation.minimum());
                out.s32(operation.maximum());
            },
            (in, name, output) ->
                    new Operation.Add(
                            name, in.s32(), in.s32(), in.s16(), in.s16(), in.s32(), in.s32(),
                            in.s32(), in.s32(), output)),
    CONCATENATE(
            10,
            Operation.Concatenate.class,
            (out, operation) -> {
                out.s32(operation.inputs().size());
                for (int k = 0; k < operation.inputs().size(); k++) {
                    out.s32(operation.inputs().get(k));
                    byte[] table = operation.tables()[k];
                    out.u8(table == null ? 0 : 1);
                    out.bytes(table == null ? new byte[0] : table);
                }
            },
            (in, name, output) -> {
                int count = in.count(Fields.PART);
                Integer[] inputs = new Integer[count];
                byte[][] tables = new byte[count][];
                for (int k = 0; k < count; k++) {
                    inputs[k] = in.s32();
                    tables[k] = in.code("kind of table", 2) == 0 ? null : in.bytes(Fields.TABLE);
                }
                return new Operation.Concatenate(name, List.of(inputs), tables, output);
            }),
    RESHAPE(
            11,
            Operation.Reshape.class,
            (out, operation) -> {
                out.s32(operation.input());
            },
            (in, name, output) -> new Operation.Reshape(name, in.s32(), output)),
    PERMUTE(
            12,
            Operation.Permute.class,
            (out, operation) -> {
                out.s32(operation.input());
                Fields.ints(out, operation.order());
            },
            (in, name, output) -> new Operation.Permute(name, in.s32(), Fields.ints(in), output)),
    PAD(
            13,
            Operation.Pad.class,
            (out, operation) -> {
                out.s32(operation.input());
                out.s32(operation.top());
                out.s32(operation.left());
                out.s32(operation.bottom());
                out.s32(operation.right());
                out.s32(operation.value());
            },
            (in, name, output) ->
                    new Operation.Pad(
                            name, in.s32(), in.s32(), in.s32(), in.s32(), in.s32(), in.s32(),
                            output)),
    WIDEN(
            14,
            Operation.Widen.class,
            (out, operation) -> {
                out.s32(operation.input());
                out.s32(operation.zeroPoint());
            },
            (in, name, output) -> new Operation.Widen(name, in.s32(), in.s32(), output)),
    COMBINE(
            15,
            Operation.Combine.class,
            (out, operation) -> {
                out.s32(operation.a());
                out.s32(operation.b());
                Fields.shorts(out, operation.multiplierA());
                Fields.shorts(out, operation.multiplierB());
                Fields.bytes(out, operation.shift());
                Fields.ints(out, operation.offset());
            },
            (in, name, output) ->
                    new Operation.Combine(
                            name,
                            in.s32(),
                            in.s32(),
                            Fields.shorts(in),
                            Fields.shorts(in),
                            Fields.bytes(in),
                            Fields.ints(in),
                            output)),
    LSTM_CELL(
            16,
            Operation.LstmCell.class,
            (out, operation) -> {
                out.s32(operation.sums());
                Fields.write(out, operation.constants());
            },
            (in, name, output) ->
                    new Operation.LstmCell(name, in.s32(), Fields.lstmConstants(in), output));

    /** Bytes of the smallest operation. */
    static final int SMALLEST = 34;

    /** Reads the fields behind name and result. */
    @FunctionalInterface
    private interface Reader {
        Operation read(FieldReader in, String name, Tensor output);
    }

    private final int code;
    private final Class<? extends Operation> type;
    private final BiConsumer<FieldWriter, Operation> writer;
    private final Reader reader;

    <T extends Operation> OperationCode(
            int code, Class<T> type, BiConsumer<FieldWriter, T> writer, Reader reader) {
        this.code = code;
        this.type = type;
        this.writer = (out, operation) -> writer.accept(out, type.cast(operation));
        this.reader = reader;
    }

    int code() {
        return code;
    }

    Class<? extends Operation> type() {
        return type;
    }

    static void write(FieldWriter out, Operation operation) {
        OperationCode found =
                Arrays.stream(values())
                        .filter(candidate -> candidate.type.isInstance(operation))
                        .findFirst()
                        .orElseThrow();
        out.u8(found.code);
        out.text(operation.name());
        Fields.write(out, operation.output());
        found.writer.accept(out, operation);
    }

    static Operation read(FieldReader in) {
        int code = in.u8();
        OperationCode found =
                Arrays.stream(values())
                        .filter(candidate -> candidate.code == code)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "there is no operation " + code));
        return found.reader.read(in, in.text(), Fields.tensor(in));
    }
}
