package org.binaryconnect.examples.bench.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.binaryconnect.hwexport.floating.FloatFunction;
import org.binaryconnect.hwexport.floating.FloatNetwork;
import org.binaryconnect.hwexport.floating.FloatOperation;
import org.binaryconnect.hwexport.floating.Scaling;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Weights;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.packing.PackedMatrix;

/** Networks of one operation on floating-point numbers, to measure it alone. */
final class FloatNetworks {

    private FloatNetworks() {}

    /** A dense layer. */
    static FloatNetwork dense(int fanIn, int outputs, boolean binary) {
        return network(
                Shape.vector(fanIn),
                new FloatOperation.Dense(
                        "dense",
                        0,
                        weights(outputs, fanIn, binary),
                        scaling(outputs),
                        FloatNetwork.tensor(Shape.vector(outputs))));
    }

    /** A convolution that keeps height and width of an odd kernel's input. */
    static FloatNetwork convolution(int size, int channels, int outputs, int kernel) {
        return network(
                new Shape(size, size, channels),
                new FloatOperation.Convolution(
                        "conv",
                        0,
                        weights(outputs, kernel * kernel * channels, true),
                        LayerNetworks.same(kernel),
                        scaling(outputs),
                        FloatNetwork.tensor(new Shape(size, size, outputs))));
    }

    /** A depthwise convolution. */
    static FloatNetwork depthwise(int size, int channels, int kernel, boolean binary) {
        return network(
                new Shape(size, size, channels),
                new FloatOperation.DepthwiseConvolution(
                        "depthwise",
                        0,
                        weights(channels, kernel * kernel, binary),
                        LayerNetworks.same(kernel),
                        scaling(channels),
                        FloatNetwork.tensor(new Shape(size, size, channels))));
    }

    /** One network for each operation without weights and shape. */
    static List<FloatNetwork> withoutWeights() {
        List<FloatNetwork> networks = new ArrayList<>();
        int[][] shapes = {{1, 1, 16}, {1, 1, 200}, {4, 4, 8}, {8, 8, 16}, {12, 6, 3}};
        for (int[] sizes : shapes) {
            Shape shape = new Shape(sizes[0], sizes[1], sizes[2]);
            Tensor type = FloatNetwork.tensor(shape);
            networks.add(
                    network(
                            shape,
                            new FloatOperation.Affine(
                                    "affine", 0, scaling(shape.channels()), type)));
            for (FloatFunction function : functions()) {
                networks.add(
                        network(
                                shape,
                                new FloatOperation.Activation("activation", 0, function, type)));
            }
            networks.add(
                    network(
                            shape,
                            new FloatOperation.Add(
                                    "add", 0, 0, 0.5f, 0.25f, Scaling.Limits.NONE, type)));
            networks.add(
                    network(
                            shape,
                            new FloatOperation.Concatenate(
                                    "concatenate",
                                    List.of(0, 0),
                                    FloatNetwork.tensor(
                                            new Shape(
                                                    shape.height(),
                                                    shape.width(),
                                                    2 * shape.channels())))));
            networks.add(
                    network(
                            shape,
                            new FloatOperation.Permute(
                                    "permute", 0, reversed(shape.size()), type)));
            if (!shape.isVector()) {
                images(shape, networks);
            }
        }
        return networks;
    }

    private static void images(Shape shape, List<FloatNetwork> networks) {
        networks.add(
                network(
                        shape,
                        new FloatOperation.Pad(
                                "pad",
                                0,
                                1,
                                1,
                                1,
                                1,
                                FloatNetwork.tensor(
                                        new Shape(
                                                shape.height() + 2,
                                                shape.width() + 2,
                                                shape.channels())))));
        for (Window window : List.of(Window.of(2, 2, 2, 2), Window.of(3, 3, 1, 1))) {
            Tensor pooled = FloatNetwork.tensor(window.output(shape, shape.channels()));
            networks.add(network(shape, new FloatOperation.MaxPool("pool", 0, window, pooled)));
            networks.add(
                    network(
                            shape,
                            new FloatOperation.AveragePool(
                                    "pool",
                                    0,
                                    window,
                                    window.taps(),
                                    new float[] {1f / window.taps()},
                                    pooled)));
        }
    }

    /** LSTM cells; in front of them an operation that copies, for they overwrite their input. */
    static List<FloatNetwork> cells() {
        List<FloatNetwork> networks = new ArrayList<>();
        for (int units : new int[] {4, 20, 100}) {
            Tensor sums = FloatNetwork.tensor(Shape.vector(4 * units));
            FloatFunction copy = new FloatFunction.Limit(1, 0, Scaling.Limits.NONE);
            networks.add(
                    new FloatNetwork(
                            sums,
                            List.of(),
                            List.of(
                                    new FloatOperation.Activation("copy", 0, copy, sums),
                                    new FloatOperation.LstmCell(
                                            "lstm",
                                            1,
                                            FloatFunction.Named.TANH,
                                            FloatFunction.Named.SIGMOID,
                                            FloatNetwork.tensor(Shape.vector(units))))));
        }
        return networks;
    }

    private static List<FloatFunction> functions() {
        List<FloatFunction> functions = new ArrayList<>(List.of(FloatFunction.Named.values()));
        functions.add(new FloatFunction.Limit(1, 0, Scaling.Limits.of(0, 6)));
        functions.add(
                new FloatFunction.Cubic("cubic", new float[2 * FloatFunction.Cubic.PIECES * 4], 0));
        return functions;
    }

    private static int[] reversed(int size) {
        int[] order = new int[size];
        Arrays.setAll(order, i -> size - 1 - i);
        return order;
    }

    private static FloatNetwork network(Shape input, FloatOperation operation) {
        return new FloatNetwork(
                FloatNetwork.tensor(input), List.<IntegerNetwork.State>of(), List.of(operation));
    }

    private static Weights weights(int rows, int columns, boolean binary) {
        Random random = new Random(1);
        if (binary) {
            return new Weights.Binary(
                    PackedMatrix.pack(rows, columns, (r, c) -> random.nextBoolean()));
        }
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int c = 0; c < columns; c++) {
                row[c] = (float) random.nextGaussian();
            }
        }
        return new Weights.Real(matrix);
    }

    private static Scaling scaling(int channels) {
        Random random = new Random(2);
        float[] scale = new float[channels];
        float[] offset = new float[channels];
        for (int c = 0; c < channels; c++) {
            scale[c] = (float) random.nextGaussian();
            offset[c] = (float) random.nextGaussian();
        }
        return new Scaling(scale, offset, Scaling.Limits.of(0, Double.POSITIVE_INFINITY));
    }
}
