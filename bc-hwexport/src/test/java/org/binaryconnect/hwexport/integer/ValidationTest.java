package org.binaryconnect.hwexport.integer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.binaryconnect.hwexport.integer.Tensor.Element;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.packing.PackedMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValidationTest {

    /** Value 0: 3x4x2; value 1: a vector of 8; values 2 and 3: 8 accumulators each. */
    private static final Tensor IMAGE = u8(3, 4, 2);

    private static final Tensor VECTOR = u8(1, 1, 8);
    private static final Tensor SUMS = s32(8, 0);
    private static final byte[] TABLE = new byte[256];
    private static final Window WINDOW = Window.of(2, 2, 1, 1);

    private static Tensor u8(int height, int width, int channels) {
        return new Tensor(new Shape(height, width, channels), Element.U8, 1, 7);
    }

    private static Tensor s32(int size, double scale) {
        return new Tensor(Shape.vector(size), Element.S32, scale, 0);
    }

    private static IntegerWeights binary(int rows, int columns) {
        return new IntegerWeights.Binary(PackedMatrix.pack(rows, columns, (r, c) -> r == c));
    }

    private static Requantizer requantizer(int channels, int minimum, int maximum) {
        Requantization one = new Requantization((short) 1, 0, 0);
        return new Requantizer(Collections.nCopies(channels, one), minimum, maximum);
    }

    private static Requantizer activations(int channels) {
        return requantizer(channels, 0, 255);
    }

    /** A network in which the operation gives value 4. */
    private static IntegerNetwork with(Operation operation) {
        Operation.Dense first =
                new Operation.Dense("first", 0, binary(8, 24), activations(8), VECTOR);
        Operation.Dense a = new Operation.Dense("a", 0, binary(8, 24), null, SUMS);
        Operation.Dense b = new Operation.Dense("b", 1, binary(8, 8), null, SUMS);
        Operation.Widen last = new Operation.Widen("last", 1, 7, s32(8, 1));
        return new IntegerNetwork(IMAGE, List.of(), List.of(first, a, b, operation, last));
    }

    private static LstmConstants cell(int shift, int multiplier) {
        Requantization one = new Requantization((short) 1, 0, 0);
        return new LstmConstants(
                TABLE, TABLE, 0, multiplier, multiplier, shift, one, TABLE, 0, one);
    }

    private static Operation.Combine combine(int b, int entries, int shift, Tensor output) {
        byte[] shifts = new byte[entries];
        shifts[0] = (byte) shift;
        return new Operation.Combine(
                "x", 2, b, new short[entries], new short[8], shifts, new int[8], output);
    }

    private static Operation.Add add(int b, int shift, int offset, int minimum, int maximum) {
        return new Operation.Add(
                "x", 1, b, (short) 1, (short) 1, shift, offset, minimum, maximum, VECTOR);
    }

    private static Operation.Convolution convolution(
            int rows, int columns, Window window, int padValue, Tensor output) {
        return new Operation.Convolution(
                "x", 0, binary(rows, columns), window, padValue, activations(rows), output);
    }

    private static Operation.AveragePool average(Window window, int first, int entries) {
        Tensor output = IMAGE.withShape(window.output(IMAGE.shape(), 2));
        return new Operation.AveragePool("x", 0, window, first, activations(entries), output);
    }

    private static Operation.Concatenate concatenate(List<Integer> inputs, byte[]... tables) {
        return new Operation.Concatenate("x", inputs, tables, u8(1, 1, 16));
    }

    private static Arguments good(Operation operation) {
        return Arguments.of(operation, null);
    }

    private static Arguments bad(String message, Operation operation) {
        return Arguments.of(operation, message);
    }

    static Stream<Arguments> weights() {
        byte[][] large = new byte[1][33_156];
        java.util.Arrays.fill(large[0], (byte) 127);
        return Stream.of(
                good(new Operation.Dense("x", 0, binary(5, 24), null, s32(5, 0))),
                good(new Operation.Dense("x", 0, binary(5, 24), activations(5), u8(1, 1, 5))),
                bad(
                        "23 weights an output, but 24 inputs",
                        new Operation.Dense("x", 0, binary(5, 23), null, s32(5, 0))),
                bad(
                        "the result is 6, but must be 5",
                        new Operation.Dense("x", 0, binary(5, 24), null, s32(6, 0))),
                bad(
                        "4 requantizations for 5 channels",
                        new Operation.Dense("x", 0, binary(5, 24), activations(4), u8(1, 1, 5))),
                bad(
                        "U8 where S32 is needed",
                        new Operation.Dense("x", 0, binary(5, 24), null, u8(1, 1, 5))),
                bad(
                        "S32 where U8 is needed",
                        new Operation.Dense("x", 2, binary(5, 8), null, s32(5, 0))),
                bad(
                        "largest output must be 0 to 255, got 256",
                        new Operation.Dense(
                                "x", 0, binary(5, 24), requantizer(5, 0, 256), u8(1, 1, 5))),
                bad(
                        "smallest output must be 0 to 255, got -1",
                        new Operation.Dense(
                                "x", 0, binary(5, 24), requantizer(5, -1, 255), u8(1, 1, 5))),
                bad(
                        "a weight is -128",
                        new Operation.Dense(
                                "x",
                                1,
                                new IntegerWeights.Int8(new byte[][] {{0, 0, 0, 0, 0, 0, 0, -128}}),
                                null,
                                s32(1, 0))),
                bad(
                        "a row of weights has 7 entries, not 8",
                        new Operation.Dense(
                                "x",
                                1,
                                new IntegerWeights.Int8(new byte[][] {new byte[8], new byte[7]}),
                                null,
                                s32(2, 0))),
                bad(
                        "its sum can exceed 2^30",
                        new Operation.Dense(
                                "x", 0, new IntegerWeights.Int8(large), null, s32(1, 0))));
    }

    static Stream<Arguments> windows() {
        Window tall = Window.of(4, 1, 1, 1);
        Window padded = new Window(2, 2, 2, 2, 1, 1, 1, 1, 1, 1);
        Window outside = new Window(1, 1, 1, 1, 1, 1, 1, 0, 0, 0);
        Window far = new Window(2, 1, 1, 1, 65_535, 1, 65_535, 0, 0, 0);
        return Stream.of(
                good(convolution(3, 8, WINDOW, 255, u8(2, 3, 3))),
                good(convolution(3, 8, padded, 0, u8(2, 3, 3))),
                good(convolution(3, 4, far, 0, u8(3, 4, 3))),
                bad("9 weights an output, but 8", convolution(3, 9, WINDOW, 0, u8(2, 3, 3))),
                bad("the result is 2x2x3", convolution(3, 8, WINDOW, 0, u8(2, 2, 3))),
                bad("the result is 2x3x4", convolution(3, 8, WINDOW, 0, u8(2, 3, 4))),
                bad("pad value must be 0 to 255", convolution(3, 8, WINDOW, 256, u8(2, 3, 3))),
                bad("extends over 4 positions", convolution(3, 8, tall, 0, u8(1, 4, 3))),
                bad(
                        "a size of 65536",
                        convolution(3, 8, Window.of(2, 2, 65_536, 1), 0, u8(1, 3, 3))),
                bad(
                        "a kernel of 65536 positions",
                        convolution(3, 8, Window.of(256, 256, 1, 1), 0, u8(1, 3, 3))),
                bad(
                        "extends over 4294770691 positions",
                        convolution(
                                3,
                                8,
                                new Window(65_535, 1, 1, 1, 65_535, 1, 0, 0, 0, 0),
                                0,
                                u8(1, 3, 3))),
                good(
                        new Operation.DepthwiseConvolution(
                                "x", 0, binary(6, 4), WINDOW, 0, activations(6), u8(2, 3, 6))),
                bad(
                        "5 outputs are no multiple of 2 inputs",
                        new Operation.DepthwiseConvolution(
                                "x", 0, binary(5, 4), WINDOW, 0, activations(5), u8(2, 3, 5))),
                bad(
                        "8 weights an output, but 4 inputs",
                        new Operation.DepthwiseConvolution(
                                "x", 0, binary(2, 8), WINDOW, 0, activations(2), u8(2, 3, 2))),
                good(new Operation.MaxPool("x", 0, WINDOW, u8(2, 3, 2))),
                bad("the result is 2x3x4", new Operation.MaxPool("x", 0, WINDOW, u8(2, 3, 4))),
                bad("no position inside", new Operation.MaxPool("x", 0, outside, u8(4, 4, 2))),
                bad(
                        "another type",
                        new Operation.MaxPool(
                                "x", 0, WINDOW, new Tensor(new Shape(2, 3, 2), Element.U8, 1, 8))),
                bad(
                        "its windows have 8623095300 elements; the limit is 2^30",
                        new Operation.MaxPool(
                                "x",
                                0,
                                new Window(255, 255, 1, 1, 1, 1, 254, 254, 254, 254),
                                u8(257, 258, 2))),
                good(average(WINDOW, 4, 1)),
                good(average(padded, 1, 4)),
                good(average(padded, 1, 5)),
                bad("requantizations for 2 to 5 positions", average(padded, 2, 4)),
                bad("requantizations for 1 to 3 positions", average(padded, 1, 3)),
                bad("requantizations for 0 to 3 positions", average(padded, 0, 4)));
    }

    static Stream<Arguments> elementwise() {
        byte[] minimum = {0, (byte) 200};
        byte[] maximum = {(byte) 255, (byte) 199};
        return Stream.of(
                good(new Operation.Affine("x", 0, activations(2), IMAGE)),
                bad("3 requantizations", new Operation.Affine("x", 0, activations(3), IMAGE)),
                bad(
                        "the result is 3x4x3",
                        new Operation.Affine("x", 0, activations(2), u8(3, 4, 3))),
                good(new Operation.Lookup("x", 0, TABLE, IMAGE)),
                bad("255 entries", new Operation.Lookup("x", 0, new byte[255], IMAGE)),
                bad("where U8", new Operation.Lookup("x", 2, TABLE, VECTOR)),
                good(new Operation.Clamp("x", 0, new byte[2], maximum, IMAGE)),
                bad("channel 1 is above", new Operation.Clamp("x", 0, minimum, maximum, IMAGE)),
                bad("minima has 3", new Operation.Clamp("x", 0, new byte[3], maximum, IMAGE)),
                bad("maxima has 1", new Operation.Clamp("x", 0, minimum, new byte[1], IMAGE)),
                good(add(1, 31, 2_130_706_432, 0, 255)),
                bad("must be 0 to 31, got 32", add(1, 32, 0, 0, 255)),
                bad("must be 0 to 31, got -1", add(1, -1, 0, 0, 255)),
                bad("offset 2130706433 is beyond", add(1, 0, 2_130_706_433, 0, 255)),
                bad("minimum is above the maximum", add(1, 0, 0, 9, 8)),
                bad("got 300", add(1, 0, 0, 0, 300)),
                bad("the result is 8, but must be 3x4x2", add(0, 0, 0, 0, 255)),
                bad("S32 where U8", add(2, 0, 0, 0, 255)),
                good(new Operation.Widen("x", 1, 255, s32(8, 1))),
                bad("zero point must be", new Operation.Widen("x", 1, 256, s32(8, 1))),
                bad("where S32", new Operation.Widen("x", 1, 0, VECTOR)));
    }

    static Stream<Arguments> moves() {
        int[] order = {7, 6, 0, 1, 2, 3, 5, 4};
        return Stream.of(
                good(concatenate(List.of(1, 1), null, TABLE)),
                bad("it has no input", concatenate(List.of())),
                bad("24 channels, the result 16", concatenate(List.of(1, 1, 1), new byte[3][])),
                bad("input 1 is 3x4x2", concatenate(List.of(1, 0), new byte[2][])),
                bad("255 entries", concatenate(List.of(1, 1), null, new byte[255])),
                bad("2 inputs need as many tables", concatenate(List.of(1, 1), TABLE)),
                good(new Operation.Reshape("x", 0, u8(1, 6, 4))),
                bad("cannot become", new Operation.Reshape("x", 0, u8(1, 6, 5))),
                bad("where U8", new Operation.Reshape("x", 2, SUMS)),
                good(new Operation.Permute("x", 1, order, u8(2, 4, 1))),
                bad("8 values cannot become 9", new Operation.Permute("x", 1, order, u8(1, 1, 9))),
                bad("3 entries, not 8", new Operation.Permute("x", 1, new int[3], VECTOR)),
                bad(
                        "there is no input 8",
                        new Operation.Permute("x", 1, new int[] {0, 0, 0, 0, 0, 0, 0, 8}, VECTOR)),
                bad(
                        "there is no input -1",
                        new Operation.Permute("x", 1, new int[] {0, 0, 0, 0, 0, 0, 0, -1}, VECTOR)),
                good(new Operation.Pad("x", 0, 1, 2, 3, 4, 7, u8(7, 10, 2))),
                bad("the result is", new Operation.Pad("x", 0, 1, 2, 3, 4, 7, u8(7, 9, 2))),
                bad("a size of -1", new Operation.Pad("x", 0, -1, 2, 3, 4, 7, u8(5, 10, 2))),
                bad("pad value", new Operation.Pad("x", 0, 1, 2, 3, 4, -7, u8(7, 10, 2))),
                bad(
                        "more than 67108864 elements",
                        new Operation.Pad("x", 0, 1, 2, 3, 4, 7, u8(65_535, 65_535, 65_535))));
    }

    static Stream<Arguments> recurrent() {
        return Stream.of(
                good(combine(3, 8, 31, VECTOR)),
                bad("must be 0 to 31, got 32", combine(3, 8, 32, VECTOR)),
                bad("must be 0 to 31, got -1", combine(3, 8, -1, VECTOR)),
                bad("multipliers has 7", combine(3, 7, 0, VECTOR)),
                bad("U8 where S32", combine(1, 8, 0, VECTOR)),
                bad("the result is 9", combine(3, 8, 0, u8(1, 1, 9))),
                bad("the result is 2x4x1", combine(3, 8, 0, u8(2, 4, 1))));
    }

    @ParameterizedTest
    @MethodSource({"weights", "windows", "elementwise", "moves", "recurrent"})
    void operationsMustFitTheirInputs(Operation operation, String expected) {
        IntegerNetwork network = with(operation);
        if (expected == null) {
            Validation.check(network);
            new ReferenceInterpreter(network).run(new byte[24]);
        } else {
            assertRefused(network, expected);
            assertRefused(network, "operation 3 \"x\": ");
        }
    }

    @Test
    void typesMustBeSound() {
        Operation scores = new Operation.Widen("scores", 0, 0, s32(8, 1));
        for (double scale : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            Tensor input = new Tensor(Shape.vector(8), Element.U8, scale, 0);
            assertRefused(network(input, scores), "value 0: the scale must be a number");
        }
        Tensor unscaled = new Tensor(Shape.vector(8), Element.U8, 0, 0);
        assertRefused(network(unscaled, scores), "must be 8-bit and have a scale");
        assertRefused(network(s32(8, 1), scores), "must be 8-bit and have a scale");
        Tensor shifted = new Tensor(Shape.vector(8), Element.U8, 1, 256);
        assertRefused(network(shifted, scores), "the zero point of U8 must be 0 to 255");
        Tensor negative = new Tensor(Shape.vector(8), Element.S32, 1, 1);
        assertRefused(
                network(VECTOR, new Operation.Widen("scores", 0, 0, negative)),
                "the zero point of S32 must be 0 to 0");
        assertRefused(network(VECTOR, new Operation.Widen("scores", 0, 0, s32(8, 0))), "no scale");
        assertRefused(
                network(VECTOR, new Operation.Widen("s".repeat(99), 0, 0, s32(9, 1))),
                "operation 0 \"" + "s".repeat(60) + "...\": ");
    }

    private static IntegerNetwork network(Tensor input, Operation operation) {
        return new IntegerNetwork(input, List.of(), List.of(operation));
    }

    /** Value 1 are the sums, value 2 the outputs of the cell. */
    private static IntegerNetwork lstm(Tensor sums, LstmConstants constants, int units) {
        return new IntegerNetwork(
                sums,
                List.of(),
                List.of(
                        new Operation.Lookup("sums", 0, TABLE, sums),
                        new Operation.LstmCell("x", 1, constants, u8(1, 1, units)),
                        new Operation.Widen("scores", 2, 7, s32(units, 1))));
    }

    @Test
    void cellsTakeTheLargestConstants() {
        IntegerNetwork network = lstm(VECTOR, cell(40, 1 << 30), 2);

        Validation.check(network);
        new ReferenceInterpreter(network).run(new byte[8]);
    }

    static Stream<Arguments> cells() {
        return Stream.of(
                Arguments.of("1 to 40, got 41", lstm(VECTOR, cell(41, 0), 2)),
                Arguments.of("1 to 40, got 0", lstm(VECTOR, cell(0, 0), 2)),
                Arguments.of("0 to 2^30, got -1", lstm(VECTOR, cell(1, -1), 2)),
                Arguments.of("3 units need 12", lstm(VECTOR, cell(1, 0), 3)),
                Arguments.of("need 8 sums", lstm(IMAGE, cell(1, 0), 2)));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void cellsMustFitTheirSums(String expected, IntegerNetwork network) {
        assertRefused(network, expected);
        assertRefused(network, "operation 1 \"x\": ");
    }

    @Test
    void sumsOfACellAreItsOwn() {
        Operation sums = new Operation.Lookup("sums", 0, TABLE, VECTOR);
        Operation alias = new Operation.Reshape("alias", 1, VECTOR);
        Operation takesInput = new Operation.LstmCell("x", 0, cell(1, 0), u8(1, 1, 2));
        Operation takesSums = new Operation.LstmCell("x", 1, cell(1, 0), u8(1, 1, 2));
        Operation takesAlias = new Operation.LstmCell("x", 2, cell(1, 0), u8(1, 1, 2));
        Operation cellScores = new Operation.Widen("scores", 2, 7, s32(2, 1));
        Operation sumScores = new Operation.Widen("scores", 1, 7, s32(8, 1));
        Operation scores = new Operation.Widen("scores", 3, 7, s32(2, 1));
        List<IntegerNetwork.State> none = List.of();
        IntegerNetwork.State state = new IntegerNetwork.State("s", VECTOR, 2);

        assertRefused(
                new IntegerNetwork(VECTOR, none, List.of(sums, takesInput, cellScores)),
                "its sums, value 0, are not the result of an operation");
        assertRefused(
                new IntegerNetwork(VECTOR, none, List.of(sums, alias, takesAlias, scores)),
                "its sums, value 2, are not the result of an operation");
        assertRefused(
                new IntegerNetwork(VECTOR, none, List.of(sums, takesSums, sumScores)),
                "something else takes its sums, value 1, too");
        assertRefused(
                new IntegerNetwork(VECTOR, List.of(state), List.of(sums, takesAlias, scores)),
                "something else takes its sums, value 2, too");
        Validation.check(new IntegerNetwork(VECTOR, none, List.of(sums, takesSums, cellScores)));
    }

    @Test
    void statesMustHaveASource() {
        Tensor state = u8(1, 1, 8);
        Validation.check(recurrent(state, 4));
        assertRefused(recurrent(state, 0), "is not the result of an operation");
        assertRefused(recurrent(state, 6), "is not the result of an operation");
        assertRefused(recurrent(state, -1), "is not the result of an operation");
        Tensor shifted = new Tensor(Shape.vector(8), Element.U8, 1, 8);
        assertRefused(recurrent(shifted, 4), "is of another type");
        assertRefused(recurrent(state, 2), "operation 1 takes it when its source is computed");
    }

    /** Values: 1 the state, 2 from the input, 3 from the state, 4 from both, 5 the scores. */
    private static IntegerNetwork recurrent(Tensor state, int source) {
        return new IntegerNetwork(
                VECTOR,
                List.of(new IntegerNetwork.State("s", state, source)),
                List.of(
                        new Operation.Lookup("a", 0, TABLE, VECTOR),
                        new Operation.Lookup("b", 1, TABLE, state),
                        new Operation.Add("+", 2, 3, (short) 1, (short) 1, 0, 0, 0, 255, VECTOR),
                        new Operation.Widen("c", 2, 0, s32(8, 1))));
    }

    @Test
    void twoStatesHaveTwoSources() {
        IntegerNetwork.State state = new IntegerNetwork.State("s", VECTOR, 3);
        IntegerNetwork network =
                new IntegerNetwork(
                        VECTOR,
                        List.of(state, state),
                        List.of(
                                new Operation.Lookup("a", 0, TABLE, VECTOR),
                                new Operation.Widen("c", 3, 0, s32(8, 1))));

        assertRefused(network, "state 1 \"s\": state 0 has the same source");
    }

    @Test
    void randomNetworksAreSound() {
        for (int seed = 0; seed < 300; seed++) {
            Validation.check(RandomGraphs.graph(seed));
        }
        Validation.check(RandomNetworks.network(1, 70, 30, 10));
    }

    private static void assertRefused(IntegerNetwork network, String expected) {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class, () -> Validation.check(network), expected);
        assertTrue(e.getMessage().contains(expected), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }
}
