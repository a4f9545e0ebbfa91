package org.binaryconnect.hwexport.emit.java;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.binaryconnect.hwexport.emit.Templates;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.IntegerWeights;
import org.binaryconnect.hwexport.integer.LstmConstants;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Requantization;
import org.binaryconnect.hwexport.integer.Requantizer;
import org.binaryconnect.hwexport.integer.Tensor.Element;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.packing.PackedMatrix;

/** Translates operations into methods of the generated class, their constants, and their calls. */
final class OperationMethods {

    /** With at least so many outputs tables of 8 inputs are faster than those of 4. */
    private static final int OUTPUTS_FOR_TABLES_OF_8 = 128;

    /** Bytes of a row that are looked up together. */
    private static final int TILE_BYTES_8 = 8;

    private static final int TILE_BYTES_4 = 4;

    /** Of the tables for the 8 bytes of a tile, and for the 8 halves of the bytes of a tile. */
    private static final int TABLES_OF_8 = 8 * 256;

    private static final int TABLES_OF_4 = 8 * 16;

    /** Windows of a convolution that are computed at once. */
    private static final int LANES = 4;

    private final IntegerNetwork network;
    private final Memory memory;
    private final Constants constants = new Constants();
    private final Set<String> helpers = new TreeSet<>();
    private final List<String> methods = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();

    /** For each LSTM the operation and its units. */
    private final Map<String, Integer> cells = new HashMap<>();

    /** Working arrays that the operations share, by name. */
    private final Map<String, Field> fields = new TreeMap<>();

    /** An array of an instance. */
    record Field(String type, String name, int size) {}

    OperationMethods(IntegerNetwork network, Memory memory) {
        this.network = network;
        this.memory = memory;
        for (int o = 0; o < network.operations().size(); o++) {
            write(o);
        }
    }

    Constants constants() {
        return constants;
    }

    /** The templates of the methods that the operations share. */
    Set<String> helpers() {
        return helpers;
    }

    List<String> methods() {
        return methods;
    }

    List<String> calls() {
        return calls;
    }

    /** Names of the arrays of cell states with their sizes. */
    Map<String, Integer> cells() {
        return cells;
    }

    /** The working arrays that the operations share. */
    Collection<Field> fields() {
        return fields.values();
    }

    private void needs(String type, String name, int size) {
        fields.merge(
                name,
                new Field(type, name, size),
                (a, b) -> new Field(type, name, Math.max(a.size(), b.size())));
    }

    /** A layer's name, which may hold anything, as text that cannot end a comment. */
    private static String inComment(String layerName) {
        return layerName.replaceAll("[^A-Za-z0-9 _.:+-]", "_");
    }

    private void write(int o) {
        Operation operation = network.operations().get(o);
        if (operation instanceof Operation.Reshape) {
            if (o == network.operations().size() - 1) {
                throw new IllegalArgumentException("A network cannot end in a reshape");
            }
            return;
        }
        Shape from = network.values().get(operation.inputs().get(0)).shape();
        Map<String, Object> values = new HashMap<>();
        values.put("o", o);
        values.put("layer", inComment(operation.name()));
        boolean bytes = operation.output().element() == Element.U8;
        values.put("type", bytes ? "byte" : "int");
        values.put("cast", bytes ? "(byte) " : "");
        shape(values, "from", from);
        shape(values, "to", operation.output().shape());
        String template = fill(o, operation, from, values);
        methods.add(Templates.render("java/operations/" + template, values));
        StringBuilder arguments = new StringBuilder();
        for (int value : operation.inputs()) {
            arguments.append(memory.name(value)).append(", ");
        }
        calls.add("operation%d(%s%s);".formatted(o, arguments, memory.name(network.valueOf(o))));
    }

    private static void shape(Map<String, Object> values, String name, Shape shape) {
        values.put(name + "Height", shape.height());
        values.put(name + "Width", shape.width());
        values.put(name + "Channels", shape.channels());
        values.put(name + "Positions", shape.positions());
        values.put(name + "Size", shape.size());
    }

    /** Adds what a kind of operation needs, and names its template. */
    private String fill(int o, Operation operation, Shape from, Map<String, Object> values) {
        if (operation instanceof Operation.Dense dense) {
            sum(o, dense, values);
            requantizer(o, dense.requantizer(), values);
            return "dense";
        } else if (operation instanceof Operation.Convolution convolution) {
            window(values, convolution.window());
            values.put("padValue", convolution.padValue());
            windowSums(o, convolution, values);
            requantizer(o, convolution.requantizer(), values);
            return "convolution";
        } else if (operation instanceof Operation.DepthwiseConvolution depthwise) {
            window(values, depthwise.window());
            values.put("padValue", depthwise.padValue());
            values.put("multiplier", depthwise.weights().rows() / from.channels());
            depthwiseWeights(o, depthwise, values);
            requantizer(o, depthwise.requantizer(), values);
            return "depthwise";
        } else if (operation instanceof Operation.MaxPool pool) {
            window(values, pool.window());
            return "max_pool";
        } else if (operation instanceof Operation.AveragePool pool) {
            window(values, pool.window());
            values.put("firstCount", pool.firstCount());
            needs("int", "sums", from.channels());
            requantizer(o, pool.requantizer(), values);
            return "average_pool";
        } else if (operation instanceof Operation.Affine affine) {
            requantizer(o, affine.requantizer(), values);
            return "affine";
        } else if (operation instanceof Operation.Lookup lookup) {
            constants.bytes("TABLE_" + o, lookup.table());
            return "lookup";
        } else if (operation instanceof Operation.Clamp clamp) {
            constants.bytes("MINIMUM_" + o, clamp.minimum());
            constants.bytes("MAXIMUM_" + o, clamp.maximum());
            return "clamp";
        } else if (operation instanceof Operation.Add add) {
            values.put("add", add);
            return "add";
        } else if (operation instanceof Operation.Concatenate concatenate) {
            concatenate(o, concatenate, values);
            return "concatenate";
        } else if (operation instanceof Operation.Permute permute) {
            constants.ints("ORDER_" + o, permute.order());
            return "permute";
        } else if (operation instanceof Operation.Pad pad) {
            values.put("pad", pad);
            values.put("fromRow", from.width() * from.channels());
            return "pad";
        } else if (operation instanceof Operation.Widen widen) {
            values.put("zeroPoint", widen.zeroPoint());
            return "widen";
        } else if (operation instanceof Operation.Combine combine) {
            constants.shorts("MULTIPLIERS_A_" + o, numbers(combine.multiplierA()));
            constants.shorts("MULTIPLIERS_B_" + o, numbers(combine.multiplierB()));
            constants.bytes("SHIFTS_" + o, combine.shift());
            constants.ints("OFFSETS_" + o, combine.offset());
            return "combine";
        }
        lstm(o, (Operation.LstmCell) operation, values);
        return "lstm_cell";
    }

    private static void window(Map<String, Object> values, Window window) {
        values.put("window", window);
    }

    /** The call that sums a vector with all rows of weights. */
    private void sum(int o, Operation.Dense dense, Map<String, Object> values) {
        int rows = dense.weights().rows();
        int fanIn = dense.weights().columns();
        boolean large = rows >= OUTPUTS_FOR_TABLES_OF_8;
        String name = "WEIGHTS_" + o;
        needs("int", "sums", rows);
        values.put("fanIn", fanIn);
        if (dense.weights() instanceof IntegerWeights.Binary binary) {
            int inputs = large ? 8 : 4;
            tiles(name, binary.matrix(), large ? TILE_BYTES_8 : TILE_BYTES_4);
            helpers.add("sums" + inputs);
            needs("int", "tables" + inputs, large ? TABLES_OF_8 : TABLES_OF_4);
            values.put(
                    "sum",
                    "sums%d(%s, %d, x, %d, tables%d, sums)"
                            .formatted(inputs, name, rows, fanIn, inputs));
        } else {
            products(name, dense.weights(), "x", values);
        }
    }

    /** The call that sums the windows of some positions with all rows of weights. */
    private void windowSums(int o, Operation.Convolution convolution, Map<String, Object> values) {
        int rows = convolution.weights().rows();
        int fanIn = convolution.weights().columns();
        boolean isBinary = convolution.weights() instanceof IntegerWeights.Binary;
        String name = "WEIGHTS_" + o;
        values.put("fanIn", fanIn);
        values.put("binary", isBinary);
        values.put("lanes", isBinary ? LANES : 1);
        needs("int", "sums", isBinary ? LANES * rows : rows);
        if (convolution.weights() instanceof IntegerWeights.Binary binary) {
            tiles(name, binary.matrix(), TILE_BYTES_4);
            helpers.add("sumsOfWindows");
            needs("long", "windows", fanIn);
            needs("long", "windowTables", TABLES_OF_4);
            needs("long", "lanes", rows);
            values.put(
                    "sum",
                    "sumsOfWindows(%s, %d, windows, %d, windowTables, lanes, sums)"
                            .formatted(name, rows, fanIn));
        } else {
            needs("byte", "window", fanIn);
            products(name, convolution.weights(), "window", values);
        }
    }

    private void tiles(String name, PackedMatrix matrix, int tileBytes) {
        constants.packed(
                name, matrix.bytes(), "tiles", matrix.rows(), matrix.rowBytes(), tileBytes);
    }

    private void products(
            String name, IntegerWeights weights, String vector, Map<String, Object> values) {
        constants.bytes(name, rowByRow(weights));
        helpers.add("products");
        values.put(
                "sum",
                "products(%s, %d, %s, %d, sums)"
                        .formatted(name, weights.rows(), vector, weights.columns()));
    }

    private static byte[] rowByRow(IntegerWeights weights) {
        byte[] bytes = new byte[weights.rows() * weights.columns()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) weights.value(i / weights.columns(), i % weights.columns());
        }
        return bytes;
    }

    private void depthwiseWeights(
            int o, Operation.DepthwiseConvolution depthwise, Map<String, Object> values) {
        IntegerWeights weights = depthwise.weights();
        needs("int", "sums", weights.rows());
        boolean binary = weights instanceof IntegerWeights.Binary;
        values.put("binary", binary);
        if (weights instanceof IntegerWeights.Binary of) {
            constants.packed(
                    "WEIGHTS_" + o,
                    of.matrix().bytes(),
                    "signs",
                    weights.rows(),
                    weights.columns());
        } else {
            constants.packed(
                    "WEIGHTS_" + o,
                    rowByRow(weights),
                    "columns",
                    weights.rows(),
                    weights.columns());
        }
    }

    private void requantizer(int o, Requantizer requantizer, Map<String, Object> values) {
        values.put("requantized", requantizer != null);
        if (requantizer == null) {
            return;
        }
        helpers.add("requantize");
        values.put("minimum", literal(requantizer.minimum()));
        values.put("maximum", literal(requantizer.maximum()));
        constants.shorts("MULTIPLIERS_" + o, each(requantizer, Requantization::multiplier));
        int[] shifts = each(requantizer, Requantization::shift);
        byte[] bytes = new byte[shifts.length];
        for (int c = 0; c < bytes.length; c++) {
            bytes[c] = (byte) shifts[c];
        }
        constants.bytes("SHIFTS_" + o, bytes);
        constants.ints("OFFSETS_" + o, each(requantizer, Requantization::offset));
    }

    private static int[] each(Requantizer requantizer, ToIntFunction<Requantization> part) {
        return requantizer.channels().stream().mapToInt(part).toArray();
    }

    private static String literal(int limit) {
        return limit == Integer.MIN_VALUE
                ? "Integer.MIN_VALUE"
                : limit == Integer.MAX_VALUE ? "Integer.MAX_VALUE" : Integer.toString(limit);
    }

    private void concatenate(int o, Operation.Concatenate concatenate, Map<String, Object> values) {
        List<Map<String, Object>> parts = new ArrayList<>();
        int first = 0;
        for (int k = 0; k < concatenate.inputs().size(); k++) {
            Shape shape = network.values().get(concatenate.inputs().get(k)).shape();
            int channels = shape.size() / concatenate.output().shape().positions();
            byte[] table = concatenate.tables()[k];
            if (table != null) {
                constants.bytes("TABLE_%d_%d".formatted(o, k), table);
            }
            parts.add(
                    Map.of(
                            "k", k,
                            "first", first,
                            "channels", channels,
                            "hasTable", table != null));
            first += channels;
        }
        values.put("parts", parts);
    }

    private void lstm(int o, Operation.LstmCell lstm, Map<String, Object> values) {
        LstmConstants c = lstm.constants();
        constants.bytes("BLOCK_TABLE_" + o, c.blockTable());
        constants.bytes("GATE_TABLE_" + o, c.gateTable());
        constants.bytes("CELL_TABLE_" + o, c.cellTable());
        helpers.add("requantize");
        values.put("c", c);
        cells.put("cell" + o, lstm.output().shape().size());
    }

    private static int[] numbers(short[] values) {
        int[] numbers = new int[values.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values[i];
        }
        return numbers;
    }
}
