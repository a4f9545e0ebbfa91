package org.binaryconnect.hwexport.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.IntegerWeights;
import org.binaryconnect.hwexport.integer.LstmConstants;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;
import org.binaryconnect.hwexport.integer.Requantization;
import org.binaryconnect.hwexport.integer.Requantizer;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.integer.Tensor.Element;
import org.binaryconnect.hwexport.integer.Validation;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.packing.PackedMatrix;

/** One example of FORMAT.md: an operation with its inputs and its result, run as a network. */
final class FormatExample {

    /** What the last two inputs of the network are: accumulators are made of them. */
    private static final int[] UNITS = {1, 128};

    private final String operation;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final List<String> runs = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private final List<Operation> operations = new ArrayList<>();

    FormatExample(List<String> lines) {
        operation = lines.get(0);
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split(": ", 2);
            if (parts[0].equals("run")) {
                runs.add(parts[1]);
            } else if (fields.put(parts[0], parts[1]) != null) {
                throw new IllegalStateException("Two lines " + parts[0]);
            }
        }
    }

    String operation() {
        return operation;
    }

    /** Runs it; every line must have been used. */
    void check() {
        if (operation.equals("LstmCell")) {
            checkCell();
        } else {
            checkOne();
        }
        assertEquals(fields.keySet(), used, operation);
    }

    private void checkOne() {
        List<String> inputs = fields.containsKey("a") ? List.of("a", "b") : List.of("input");
        boolean areSums = operation.equals("Combine");
        List<Integer> network = new ArrayList<>();
        for (String input : inputs) {
            Arrays.stream(elements(input)).forEach(network::add);
        }
        int size = areSums ? 0 : network.size();
        byte[] bytes = new byte[size + UNITS.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i < size ? network.get(i) : UNITS[i - size]);
        }
        int[] values = new int[inputs.size()];
        int first = 0;
        for (int k = 0; k < values.length; k++) {
            int[] elements = elements(inputs.get(k));
            values[k] = areSums ? sums(elements) : part(first, elements.length, bytes.length, k);
            first += elements.length;
        }
        String kind =
                fields.containsKey("result")
                        ? "result"
                        : fields.containsKey("scores") ? "scores" : "accumulators";
        boolean isU8 = kind.equals("result");
        Tensor to = new Tensor(shape(kind), isU8 ? Element.U8 : Element.S32, isU8 ? 1 : 0, 0);
        int result = add(operation(values, to));
        int last = result;
        if (!isU8) {
            // An operation whose result is 8-bit, for the scores.
            last = 0;
        }
        Shape shape = last == 0 ? Shape.vector(bytes.length) : to.shape();
        add(new Operation.Widen("", last, 0, new Tensor(shape, Element.S32, 1, 0)));
        Tensor input = new Tensor(Shape.vector(bytes.length), Element.U8, 1, 0);
        IntegerNetwork whole = new IntegerNetwork(input, List.of(), operations);
        Validation.check(whole);
        int[][] found = new ReferenceInterpreter(whole).session().trace(bytes);
        assertArrayEquals(elements(kind), found[result], () -> operation + fields);
    }

    private int add(Operation added) {
        operations.add(added);
        return operations.size();
    }

    /** Elements of the network's input as a value of the shape of an input of the example. */
    private int part(int first, int count, int size, int number) {
        byte[][] matrix = new byte[count][size];
        List<Requantization> channels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            matrix[i][first + i] = 1;
            channels.add(new Requantization((short) 1, 0, 0));
        }
        Tensor vector = new Tensor(Shape.vector(count), Element.U8, 1, 0);
        Requantizer requantizer = new Requantizer(channels, 0, 255);
        int value =
                add(
                        new Operation.Dense(
                                "", 0, new IntegerWeights.Int8(matrix), requantizer, vector));
        String name = fields.containsKey("a") ? List.of("a", "b").get(number) : "input";
        return add(new Operation.Reshape("", value, vector.withShape(shape(name))));
    }

    private int sums(int[] sums) {
        byte[][] matrix = new byte[sums.length][];
        for (int c = 0; c < sums.length; c++) {
            int high = Math.floorDiv(sums[c], UNITS[1]);
            matrix[c] = new byte[] {(byte) (sums[c] - high * UNITS[1]), (byte) high};
        }
        Tensor to = new Tensor(Shape.vector(sums.length), Element.S32, 0, 0);
        return add(new Operation.Dense("", 0, new IntegerWeights.Int8(matrix), null, to));
    }

    private Operation operation(int[] values, Tensor to) {
        int x = values[0];
        return switch (operation) {
            case "Dense" -> new Operation.Dense("", x, weights(), requantizer(), to);
            case "Convolution" ->
                    new Operation.Convolution(
                            "", x, weights(), window(), padValue(), requantizer(), to);
            case "DepthwiseConvolution" ->
                    new Operation.DepthwiseConvolution(
                            "", x, weights(), window(), padValue(), requantizer(), to);
            case "MaxPool" -> new Operation.MaxPool("", x, window(), to);
            case "AveragePool" ->
                    new Operation.AveragePool(
                            "", x, window(), number("firstCount"), requantizer(), to);
            case "Affine" -> new Operation.Affine("", x, requantizer(), to);
            case "Lookup" -> new Operation.Lookup("", x, table(text("table")), to);
            case "Clamp" ->
                    new Operation.Clamp(
                            "",
                            x,
                            FormatDocument.bytes(text("minimum")),
                            FormatDocument.bytes(text("maximum")),
                            to);
            case "Add" ->
                    new Operation.Add(
                            "",
                            x,
                            values[1],
                            (short) number("multiplierA"),
                            (short) number("multiplierB"),
                            number("shift"),
                            number("offset"),
                            number("minimum"),
                            number("maximum"),
                            to);
            case "Concatenate" ->
                    new Operation.Concatenate(
                            "",
                            List.of(x, values[1]),
                            Arrays.stream(text("tables").split(", "))
                                    .map(FormatExample::table)
                                    .toArray(byte[][]::new),
                            to);
            case "Reshape" -> new Operation.Reshape("", x, to);
            case "Permute" -> new Operation.Permute("", x, numbers("order"), to);
            case "Pad" ->
                    new Operation.Pad(
                            "",
                            x,
                            number("top"),
                            number("left"),
                            number("bottom"),
                            number("right"),
                            number("value"),
                            to);
            case "Widen" -> new Operation.Widen("", x, number("zeroPoint"), to);
            case "Combine" ->
                    new Operation.Combine(
                            "",
                            x,
                            values[1],
                            shorts("multiplierA"),
                            shorts("multiplierB"),
                            FormatDocument.bytes(text("shift")),
                            numbers("offset"),
                            to);
            default -> throw new IllegalStateException("No operation " + operation);
        };
    }

    private void checkCell() {
        byte[] identity = table("x");
        LstmConstants constants =
                new LstmConstants(
                        identity,
                        identity,
                        number("blockZeroPoint"),
                        number("forgetMultiplier"),
                        number("inputMultiplier"),
                        number("shift"),
                        requantization(numbers("index")),
                        identity,
                        number("cellTableZeroPoint"),
                        requantization(numbers("hidden")));
        Tensor sums = new Tensor(Shape.vector(4), Element.U8, 1, 0);
        Tensor hidden = new Tensor(Shape.vector(1), Element.U8, 1, 0);
        IntegerNetwork network =
                new IntegerNetwork(
                        sums,
                        List.of(),
                        List.of(
                                new Operation.Lookup("", 0, identity, sums),
                                new Operation.LstmCell("", 1, constants, hidden),
                                new Operation.Widen(
                                        "", 2, 0, new Tensor(hidden.shape(), Element.S32, 1, 0))));
        Validation.check(network);
        ReferenceInterpreter.Session session = new ReferenceInterpreter(network).session();
        short cell = 0;
        for (String run : runs) {
            // Block input, forget, output and input gate, then cell and hidden state.
            int[] x = FormatDocument.numbers(run.replaceAll("->|[^-0-9 ]", " "));
            byte[] input = {(byte) x[0], (byte) x[1], (byte) x[2], (byte) x[3]};
            cell = constants.cell(x[0], x[1], x[3], cell);
            assertEquals(x[4], cell, run);
            assertArrayEquals(new int[] {x[5]}, session.run(input), run);
        }
    }

    // Fields.

    private String text(String name) {
        used.add(name);
        return fields.get(name);
    }

    private int number(String name) {
        return Integer.parseInt(text(name));
    }

    private int[] numbers(String name) {
        return FormatDocument.numbers(text(name));
    }

    private short[] shorts(String name) {
        int[] numbers = numbers(name);
        short[] shorts = new short[numbers.length];
        for (int i = 0; i < shorts.length; i++) {
            shorts[i] = (short) numbers[i];
        }
        return shorts;
    }

    private int padValue() {
        return fields.containsKey("padValue") ? number("padValue") : 0;
    }

    private Shape shape(String name) {
        int[] sizes = FormatDocument.numbers(text(name).split(" = ")[0].replace('x', ' '));
        return new Shape(sizes[0], sizes[1], sizes[2]);
    }

    private int[] elements(String name) {
        return FormatDocument.numbers(text(name).split(" = ")[1]);
    }

    private int[] pair(String name) {
        return fields.containsKey(name)
                ? FormatDocument.numbers(text(name).replace('x', ' '))
                : new int[] {1, 1};
    }

    private Window window() {
        int[] kernel = pair("kernel");
        int[] stride = pair("stride");
        int[] dilation = pair("dilation");
        int[] pad = fields.containsKey("padding") ? numbers("padding") : new int[4];
        return new Window(
                kernel[0],
                kernel[1],
                stride[0],
                stride[1],
                dilation[0],
                dilation[1],
                pad[0],
                pad[1],
                pad[2],
                pad[3]);
    }

    private IntegerWeights weights() {
        if (fields.containsKey("8-bit weights")) {
            return new IntegerWeights.Int8(
                    Arrays.stream(text("8-bit weights").split(" / "))
                            .map(FormatDocument::bytes)
                            .toArray(byte[][]::new));
        }
        return new IntegerWeights.Binary(signs(text("weights")));
    }

    /** Rows of +1 and -1 between slashes. */
    static PackedMatrix signs(String text) {
        int[][] signs =
                Arrays.stream(text.split(" / ")).map(FormatDocument::numbers).toArray(int[][]::new);
        return PackedMatrix.pack(signs.length, signs[0].length, (r, c) -> signs[r][c] == 1);
    }

    private Requantizer requantizer() {
        if (!fields.containsKey("multipliers")) {
            return null;
        }
        int[] multipliers = numbers("multipliers");
        int[] shifts = numbers("shifts");
        int[] offsets = numbers("offsets");
        List<Requantization> channels = new ArrayList<>();
        for (int c = 0; c < multipliers.length; c++) {
            channels.add(requantization(multipliers[c], shifts[c], offsets[c]));
        }
        int[] limits = numbers("limits");
        return new Requantizer(channels, limits[0], limits[1]);
    }

    private static Requantization requantization(int... numbers) {
        return new Requantization((short) numbers[0], numbers[1], numbers[2]);
    }

    private static byte[] table(String text) {
        byte[] table = new byte[256];
        for (int x = 0; x < table.length; x++) {
            table[x] = (byte) (text.equals("255 - x") ? 255 - x : x);
        }
        return switch (text) {
            case "none" -> null;
            case "x", "255 - x" -> table;
            default -> throw new IllegalStateException("No table " + text);
        };
    }
}
