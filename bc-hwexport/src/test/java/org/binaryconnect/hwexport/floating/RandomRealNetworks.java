package org.binaryconnect.hwexport.floating;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.binaryconnect.hwexport.ir.Function;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Weights;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.packing.PackedMatrix;

/** Small networks of every node, drawn from a seed, whose values stay near 1. */
public final class RandomRealNetworks {

    private static final int MAX_ELEMENTS = 3000;
    private static final int MAX_WEIGHTS = 12_000;

    private static final List<Function> FUNCTIONS =
            List.of(
                    Function.Limit.RELU,
                    Function.Limit.IDENTITY,
                    new Function.Limit(1, 0, 0, 6),
                    new Function.Limit(0.2, 0.5, 0, 1),
                    new Function.Limit(1, 0, -1, 1),
                    new Function.Curve("tanh", Math::tanh),
                    new Function.Curve("sigmoid", x -> 1 / (1 + Math.exp(-x))),
                    new Function.Curve("softsign", x -> x / (1 + Math.abs(x))),
                    new Function.Curve("swish", x -> x / (1 + Math.exp(-x))),
                    new Function.Curve("elu", x -> x >= 0 ? x : Math.expm1(x)),
                    new Function.Curve("leakyrelu", x -> x < 0 ? 0.01 * x : x));

    private static final List<Function> GATES =
            List.of(
                    new Function.Limit(0.2, 0.5, 0, 1),
                    new Function.Curve("sigmoid", x -> 1 / (1 + Math.exp(-x))));

    private final Random random;
    private final List<Network.Step> steps = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();
    private int weights;

    private RandomRealNetworks(Random random, Shape input) {
        this.random = random;
        shapes.add(input);
    }

    /** The network of a seed. */
    public static Network network(long seed) {
        Random random = new Random(seed);
        random.nextInt();
        int kind = random.nextInt(10);
        RandomRealNetworks network;
        if (kind < 3) {
            int size = random.nextInt(4) == 0 ? 100 + random.nextInt(300) : 1 + random.nextInt(70);
            network = new RandomRealNetworks(random, Shape.vector(size));
            network.vector();
        } else if (kind < 7) {
            int height = kind < 6 ? 2 + random.nextInt(8) : 1;
            int width = height == 1 ? 3 + random.nextInt(30) : 2 + random.nextInt(8);
            network =
                    new RandomRealNetworks(random, new Shape(height, width, 1 + random.nextInt(9)));
            network.image();
        } else {
            network = new RandomRealNetworks(random, Shape.vector(1 + random.nextInt(30)));
            for (int l = 1 + random.nextInt(2); l > 0; l--) {
                network.recurrent();
            }
        }
        if (random.nextInt(4) != 0) {
            network.dense(1 + random.nextInt(10));
        }
        return new Network(network.shapes.get(0), network.steps);
    }

    /** An input of a network. */
    public static float[] input(Random random, int size) {
        float[] input = new float[size];
        for (int i = 0; i < size; i++) {
            input[i] = random.nextInt(10) == 0 ? 0 : (float) random.nextGaussian();
        }
        return input;
    }

    private void vector() {
        for (int l = 1 + random.nextInt(4); l > 0; l--) {
            switch (random.nextInt(7)) {
                case 0 -> affine(1);
                case 1 -> activation();
                case 2 -> residual();
                case 3 -> branches();
                case 4 -> permute();
                default -> dense(1 + random.nextInt(50));
            }
        }
    }

    private void image() {
        for (int l = 1 + random.nextInt(5); l > 0; l--) {
            switch (random.nextInt(12)) {
                case 0 -> affine(1);
                case 1 -> activation();
                case 2 -> residual();
                case 3 -> branches();
                case 4 -> pad();
                case 5 -> pool(true);
                case 6 -> pool(false);
                case 7, 8 -> depthwise();
                default -> convolution();
            }
        }
        if (random.nextInt(3) == 0) {
            permute();
        } else if (random.nextInt(2) == 0) {
            add(new Node.Reshape(name(), Shape.vector(shape().size())));
        }
    }

    private void residual() {
        int skip = last();
        if (random.nextBoolean()) {
            affine(1);
        } else {
            activation();
        }
        add(
                new Node.Add(name(), random.nextDouble() - 0.3, random.nextDouble() - 0.3),
                skip,
                last());
        if (random.nextBoolean()) {
            add(new Node.Activation(name(), Function.Limit.RELU));
        }
    }

    private void branches() {
        int start = last();
        List<Integer> parts = new ArrayList<>(List.of(start));
        for (int b = 1 + random.nextInt(3); b > 0; b--) {
            int channels = shapes.get(start).channels();
            add(new Node.Affine(name(), numbers(channels, 1), numbers(channels, 0)), start);
            parts.add(last());
        }
        steps.add(new Network.Step(new Node.Concatenate(name()), parts));
        shapes.add(
                steps.get(steps.size() - 1)
                        .node()
                        .output(parts.stream().map(shapes::get).toList()));
    }

    private void dense(int outputs) {
        int fanIn = shape().size();
        int rows = Math.max(1, Math.min(outputs, (MAX_WEIGHTS - weights) / fanIn));
        add(new Node.Dense(name(), weights(rows, fanIn)));
        follow(fanIn);
    }

    private void convolution() {
        Window window = window();
        int channels = 1 + random.nextInt(12);
        int fanIn = window.taps() * shape().channels();
        if (fanIn * channels > MAX_WEIGHTS - weights
                || window.output(shape(), channels).size() > MAX_ELEMENTS) {
            return;
        }
        add(new Node.Convolution(name(), weights(channels, fanIn), window));
        follow(fanIn);
    }

    private void depthwise() {
        Window window = window();
        int channels = shape().channels() * (1 + random.nextInt(3));
        if (window.output(shape(), channels).size() > MAX_ELEMENTS) {
            return;
        }
        add(new Node.DepthwiseConvolution(name(), weights(channels, window.taps()), window));
        follow(window.taps());
    }

    /** What stands behind a layer with weights. */
    private void follow(int fanIn) {
        affine(1 / Math.sqrt(fanIn));
        if (random.nextInt(3) != 0) {
            activation();
        }
        if (random.nextInt(4) == 0) {
            affine(1);
        }
    }

    private void affine(double factor) {
        int channels = shape().channels();
        add(new Node.Affine(name(), numbers(channels, factor), numbers(channels, 0)));
    }

    private void activation() {
        add(new Node.Activation(name(), FUNCTIONS.get(random.nextInt(FUNCTIONS.size()))));
    }

    private void permute() {
        int[] order = new int[shape().size()];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        add(new Node.Permute(name(), order));
    }

    private void pad() {
        int rows = shape().height() == 1 ? 1 : 3;
        add(
                new Node.Pad(
                        name(),
                        random.nextInt(rows),
                        random.nextInt(3),
                        random.nextInt(rows),
                        random.nextInt(3)));
    }

    private void pool(boolean maximum) {
        Window window = random.nextInt(4) == 0 ? Window.all(shape()) : window();
        add(
                maximum
                        ? new Node.MaxPool(name(), window)
                        : new Node.AveragePool(
                                name(), window, random.nextBoolean() ? 0 : window.taps()));
    }

    private void recurrent() {
        int units = 1 + random.nextInt(20);
        boolean lstm = random.nextBoolean();
        int rows = lstm ? 4 * units : units;
        int fanIn = shape().size();
        Function activation =
                random.nextInt(3) == 0
                        ? new Function.Limit(1, 0, -1, 1)
                        : new Function.Curve("tanh", Math::tanh);
        double[] forInput = numbers(rows, 1 / Math.sqrt(fanIn));
        double[] forState = numbers(rows, 1 / Math.sqrt(units));
        add(
                lstm
                        ? new Node.Lstm(
                                name(),
                                weights(rows, fanIn),
                                weights(rows, units),
                                forInput,
                                forState,
                                numbers(rows, 0),
                                activation,
                                GATES.get(random.nextInt(GATES.size())))
                        : new Node.SimpleRnn(
                                name(),
                                weights(rows, fanIn),
                                weights(rows, units),
                                forInput,
                                forState,
                                numbers(rows, 0),
                                activation));
    }

    /** Around a factor, some negative; around 0 for a factor of 0. */
    private double[] numbers(int count, double factor) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] =
                    factor == 0
                            ? 0.5 * random.nextGaussian()
                            : factor * (random.nextInt(5) == 0 ? -1 : 0.5 + random.nextDouble());
        }
        return numbers;
    }

    private Weights weights(int rows, int columns) {
        weights += rows * columns;
        if (random.nextInt(5) == 0) {
            float[][] matrix = new float[rows][columns];
            for (float[] row : matrix) {
                for (int c = 0; c < columns; c++) {
                    row[c] = (float) random.nextGaussian();
                }
            }
            return new Weights.Real(matrix);
        }
        return new Weights.Binary(PackedMatrix.pack(rows, columns, (r, c) -> random.nextBoolean()));
    }

    private Window window() {
        while (true) {
            int[] y = axis(shape().height());
            int[] x = axis(shape().width());
            if (y != null && x != null) {
                return new Window(y[0], x[0], y[1], x[1], y[2], x[2], y[3], x[3], y[4], x[4]);
            }
        }
    }

    /** Kernel, stride, dilation, padding before and behind; null if they do not fit. */
    private int[] axis(int length) {
        if (length == 1) {
            return new int[] {1, 1, 1, 0, 0};
        }
        int kernel = 1 + random.nextInt(4);
        int stride = 1 + Math.max(0, random.nextInt(5) - 2);
        int dilation = 1 + Math.max(0, random.nextInt(5) - 2);
        int extent = (kernel - 1) * dilation + 1;
        int[] axis = {kernel, stride, dilation, 0, 0};
        // Every window has a position inside: less padding than an extent, and no holes.
        if (random.nextBoolean() && dilation <= length) {
            axis[3] = random.nextInt(extent);
            axis[4] = random.nextInt(extent);
        }
        return extent > length + axis[3] + axis[4] ? null : axis;
    }

    private String name() {
        return "node " + steps.size();
    }

    private int last() {
        return shapes.size() - 1;
    }

    private Shape shape() {
        return shapes.get(last());
    }

    private void add(Node node) {
        add(node, last());
    }

    private void add(Node node, int... inputs) {
        List<Integer> list = new ArrayList<>();
        for (int input : inputs) {
            list.add(input);
        }
        steps.add(new Network.Step(node, list));
        shapes.add(node.output(list.stream().map(shapes::get).toList()));
    }
}
