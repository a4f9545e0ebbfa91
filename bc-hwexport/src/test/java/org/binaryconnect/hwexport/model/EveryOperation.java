package org.binaryconnect.hwexport.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.IntegerWeights;
import org.binaryconnect.hwexport.integer.LstmConstants;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Requantization;
import org.binaryconnect.hwexport.integer.Requantizer;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.integer.Tensor.Element;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.packing.PackedMatrix;

/**
 * A recurrent network in which every operation occurs, with and without its options. It never
 * changes: the golden file holds it.
 */
final class EveryOperation {

    private final Random random = new Random(2);
    private final List<Operation> operations = new ArrayList<>();
    private final Tensor input = activations(new Shape(4, 5, 2), 10);
    private final Tensor firstState = activations(Shape.vector(3), 0);
    private final Tensor secondState = activations(Shape.vector(2), 128);

    private EveryOperation() {}

    static IntegerNetwork network() {
        return new EveryOperation().build();
    }

    private IntegerNetwork build() {
        int padded = add(new Operation.Pad("pad", 0, 1, 0, 0, 1, 10, at(input, 5, 6, 2)));
        Window uneven = new Window(3, 2, 1, 2, 1, 1, 0, 1, 1, 0);
        int convolved =
                add(
                        new Operation.Convolution(
                                "convolution, ±1",
                                padded,
                                binary(3, 12),
                                uneven,
                                10,
                                requantizer(3, 0.05, 0, 255),
                                activations(new Shape(4, 3, 3), 0)));
        Window dilated = new Window(2, 2, 1, 1, 2, 1, 1, 0, 1, 1);
        Tensor deep = activations(new Shape(4, 3, 6), 90);
        int depthwise =
                add(
                        new Operation.DepthwiseConvolution(
                                "depthwise",
                                convolved,
                                int8(6, 4),
                                dilated,
                                0,
                                requantizer(6, 0.004, 0, 255),
                                deep));
        int affine =
                add(new Operation.Affine("affine", depthwise, requantizer(6, 0.7, 20, 240), deep));
        int sum =
                add(
                        new Operation.Add(
                                "add",
                                depthwise,
                                affine,
                                (short) 300,
                                (short) -170,
                                8,
                                12_000,
                                5,
                                250,
                                deep));
        byte[] minimum = {0, 10, 20, 30, 0, 0};
        byte[] maximum = {-1, -10, -1, -20, -1, -30};
        int clamped = add(new Operation.Clamp("clamp", sum, minimum, maximum, deep));
        int both =
                add(
                        new Operation.Concatenate(
                                "concatenate",
                                List.of(clamped, convolved),
                                new byte[][] {table(), null},
                                activations(new Shape(4, 3, 9), 90)));
        int largest =
                add(
                        new Operation.MaxPool(
                                "max pool",
                                both,
                                new Window(2, 2, 1, 1, 1, 1, 1, 0, 0, 0),
                                at(type(both), 4, 2, 9)));
        int average =
                add(
                        new Operation.AveragePool(
                                "average pool",
                                largest,
                                new Window(3, 2, 2, 2, 1, 1, 1, 0, 1, 1),
                                4,
                                requantizer(3, 0.1, 0, 255),
                                activations(new Shape(2, 1, 9), 0)));
        int flat = add(new Operation.Reshape("flatten", average, at(type(average), 1, 1, 18)));
        int[] order = new int[18];
        for (int i = 0; i < order.length; i++) {
            order[i] = 5 * i % 18;
        }
        int x = add(new Operation.Permute("permute", flat, order, type(flat)));
        int simple = combine(x, 1, 3);
        int first = add(new Operation.Lookup("simple", simple, table(), firstState));
        int sums = combine(first, 2, 8);
        int second = add(new Operation.LstmCell("lstm", sums, lstmConstants(), secondState));
        int dense =
                add(
                        new Operation.Dense(
                                "dense",
                                second,
                                binary(5, 2),
                                requantizer(5, 0.6, 0, 255),
                                activations(Shape.vector(5), 100)));
        Tensor scores = new Tensor(Shape.vector(5), Element.S32, 0.25, 0);
        add(new Operation.Widen("scores", dense, 100, scores));
        return new IntegerNetwork(
                input,
                List.of(
                        new IntegerNetwork.State("simple", firstState, first),
                        new IntegerNetwork.State("lstm", secondState, second)),
                operations);
    }

    private int combine(int x, int state, int channels) {
        Tensor accumulators = new Tensor(Shape.vector(channels), Element.S32, 0, 0);
        int inputs = type(x).shape().size();
        int a = add(new Operation.Dense("", x, binary(channels, inputs), null, accumulators));
        int units = type(state).shape().size();
        int b = add(new Operation.Dense("", state, int8(channels, units), null, accumulators));
        short[] multiplierA = new short[channels];
        short[] multiplierB = new short[channels];
        byte[] shift = new byte[channels];
        int[] offset = new int[channels];
        for (int c = 0; c < channels; c++) {
            shift[c] = (byte) (10 + c);
            multiplierA[c] = (short) ((1 << shift[c]) / 15);
            multiplierB[c] = (short) -((1 << shift[c]) / 90);
            offset[c] = (100 + 10 * c) << shift[c];
        }
        return add(
                new Operation.Combine(
                        "combine",
                        a,
                        b,
                        multiplierA,
                        multiplierB,
                        shift,
                        offset,
                        new Tensor(Shape.vector(channels), Element.U8, 0, 0)));
    }

    private LstmConstants lstmConstants() {
        return new LstmConstants(
                table(),
                table(),
                110,
                1 << 21,
                1 << 22,
                29,
                new Requantization((short) 3000, 16, 8_400_000),
                table(),
                120,
                new Requantization((short) 500, 16, 8_500_000));
    }

    private int add(Operation operation) {
        operations.add(operation);
        return 2 + operations.size();
    }

    private Tensor type(int value) {
        return switch (value) {
            case 0 -> input;
            case 1 -> firstState;
            case 2 -> secondState;
            default -> operations.get(value - 3).output();
        };
    }

    private static Tensor at(Tensor tensor, int height, int width, int channels) {
        return tensor.withShape(new Shape(height, width, channels));
    }

    private static Tensor activations(Shape shape, int zeroPoint) {
        return new Tensor(shape, Element.U8, 0.125, zeroPoint);
    }

    private IntegerWeights binary(int rows, int columns) {
        return new IntegerWeights.Binary(
                PackedMatrix.pack(rows, columns, (r, c) -> random.nextBoolean()));
    }

    private IntegerWeights int8(int rows, int columns) {
        byte[][] matrix = new byte[rows][columns];
        for (byte[] row : matrix) {
            for (int c = 0; c < columns; c++) {
                row[c] = (byte) (random.nextInt(255) - 127);
            }
        }
        return new IntegerWeights.Int8(matrix);
    }

    private static Requantizer requantizer(int channels, double factor, int minimum, int maximum) {
        List<Requantization> entries = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            entries.add(Requantization.of(c % 3 == 1 ? -factor : factor, 110 + 7 * c));
        }
        return new Requantizer(entries, minimum, maximum);
    }

    private byte[] table() {
        byte[] table = new byte[256];
        random.nextBytes(table);
        return table;
    }
}
