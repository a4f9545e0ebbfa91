package org.binaryconnect.hwexport.floating;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.DeviceOperation.Placement;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.ir.Function;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.Network.Step;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Weights;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.quantize.Counts;

/**
 * Turns a network of real numbers into one of single precision. Affine nodes behind a layer with
 * weights, and the first activation behind them that only limits, become the scaling of that layer.
 */
public final class FloatConversion {

    /** A channel is four bytes to the parts of the C runtime that copy, and sizes are 16-bit. */
    private static final int MAX_CHANNELS = Operation.MAX_SIZE / 4;

    private static final int MAX_PERMUTED = Operation.MAX_SIZE + 1;

    /** Kernels of convolutions, strides and dilations are 8-bit in the C runtime. */
    private static final int MAX_STEP = 255;

    private final Network network;

    /** For each value of the network the only step that takes it; -1 for several or the result. */
    private final int[] onlyUser;

    private final List<FloatOperation> operations = new ArrayList<>();
    private final List<IntegerNetwork.State> states = new ArrayList<>();
    private final int stateCount;

    private final Map<Integer, Integer> values = new HashMap<>(Map.of(0, 0));

    /**
     * What became of a network.
     *
     * @param values for each value of the real network its number in the new one; -1 where it
     *     became part of another
     */
    public record Converted(FloatNetwork network, Map<Integer, Integer> values) {}

    private FloatConversion(Network network) {
        this.network = network;
        this.onlyUser = onlyUsers(network);
        this.stateCount =
                (int) network.steps().stream().filter(step -> isRecurrent(step.node())).count();
    }

    private static int[] onlyUsers(Network network) {
        int[] uses = network.uses();
        int[] users = new int[uses.length];
        Arrays.fill(users, -1);
        for (int s = 0; s < network.steps().size(); s++) {
            for (int value : network.steps().get(s).inputs()) {
                users[value] = uses[value] == 1 ? s : -1;
            }
        }
        return users;
    }

    private static boolean isRecurrent(Node node) {
        return node instanceof Node.SimpleRnn || node instanceof Node.Lstm;
    }

    /**
     * Converts a network.
     *
     * @param network folded
     * @throws ExportException naming the layer that the C runtime has no floating-point form of
     */
    public static Converted apply(Network network) {
        return new FloatConversion(network).run();
    }

    private Converted run() {
        for (int s = 0; s < network.steps().size(); s++) {
            if (isRecurrent(network.steps().get(s).node())) {
                Node node = network.steps().get(s).node();
                states.add(
                        new IntegerNetwork.State(
                                node.name(), FloatNetwork.tensor(network.shapes().get(s + 1)), -1));
            }
        }
        int recurrent = 0;
        int s = 0;
        while (s < network.steps().size()) {
            if (values.containsKey(s + 1)) {
                s++;
            } else if (isRecurrent(network.steps().get(s).node())) {
                recurrent(s++, recurrent++);
            } else {
                s = lower(s);
            }
        }
        finish();
        return new Converted(
                new FloatNetwork(FloatNetwork.tensor(network.input()), states, operations),
                Map.copyOf(values));
    }

    /** Scores are a value of their own: not a state, nor the input under another shape. */
    private void finish() {
        FloatOperation last = operations.get(operations.size() - 1);
        int value = stateCount + operations.size();
        if (last.placement() == Placement.SAME
                || states.stream().anyMatch(state -> state.source() == value)) {
            FloatFunction copy = FloatFunctions.of(last.name(), Function.Limit.IDENTITY);
            add(
                    network.steps().size(),
                    new FloatOperation.Activation(last.name(), value, copy, last.output()));
        }
    }

    /** Adds an operation, whose result stands for a value of the network. */
    private void add(int value, FloatOperation operation) {
        operations.add(operation);
        values.put(value, last());
    }

    /** The newest value. */
    private int last() {
        return stateCount + operations.size();
    }

    /** Lowers a step and those behind it that become part of the same operation. */
    private int lower(int s) {
        Step step = network.steps().get(s);
        Node node = step.node();
        String name = node.name();
        int value = s + 1;
        int input = values.get(step.inputs().get(0));
        Shape from = network.shapes().get(step.inputs().get(0));
        Tensor to = FloatNetwork.tensor(network.shapes().get(value));
        if (node instanceof Node.Dense
                || node instanceof Node.Convolution
                || node instanceof Node.DepthwiseConvolution
                || node instanceof Node.Affine) {
            staged(s, input, from);
        } else if (node instanceof Node.Activation activation) {
            add(
                    value,
                    new FloatOperation.Activation(
                            name, input, FloatFunctions.of(name, activation.function()), to));
        } else if (node instanceof Node.MaxPool pool) {
            counts(name, pool.window(), from, to.shape());
            add(value, new FloatOperation.MaxPool(name, input, pool.window(), to));
        } else if (node instanceof Node.AveragePool pool) {
            averagePool(pool, value, input, from, to);
        } else if (node instanceof Node.Add add) {
            add(add, value, input, values.get(step.inputs().get(1)), to);
        } else if (node instanceof Node.Concatenate) {
            limit(name, "channels", to.shape().channels(), MAX_CHANNELS);
            List<Integer> parts = step.inputs().stream().map(values::get).toList();
            add(value, new FloatOperation.Concatenate(name, parts, to));
        } else if (node instanceof Node.Reshape) {
            add(value, new FloatOperation.Reshape(name, input, to));
        } else if (node instanceof Node.Permute permute) {
            limit(name, "inputs", permute.order().length, MAX_PERMUTED);
            add(value, new FloatOperation.Permute(name, input, permute.order(), to));
        } else if (node instanceof Node.Pad pad) {
            limit(name, "channels", from.channels(), MAX_CHANNELS);
            sizes(name, from, to.shape());
            add(
                    value,
                    new FloatOperation.Pad(
                            name, input, pad.top(), pad.left(), pad.bottom(), pad.right(), to));
        } else {
            throw new ExportException(
                    "Layer \"%s\" (%s) has no form with floating-point activations; use --activations uint8"
                            .formatted(name, node.getClass().getSimpleName()));
        }
        return s + 1;
    }

    private static void limit(String name, String what, int size, int limit) {
        if (size > limit) {
            throw new ExportException(
                    "Layer \"%s\" has %,d %s; with floating-point activations the limit is %,d"
                            .formatted(name, size, what, limit));
        }
    }

    private static void sizes(String name, Shape... shapes) {
        for (Shape shape : shapes) {
            limit(name, "rows", shape.height(), Operation.MAX_SIZE);
            limit(name, "columns", shape.width(), Operation.MAX_SIZE);
            limit(name, "channels", shape.channels(), Operation.MAX_SIZE);
        }
    }

    private static void steps(String name, Window window) {
        limit(name, "rows of stride", window.strideY(), MAX_STEP);
        limit(name, "columns of stride", window.strideX(), MAX_STEP);
        limit(name, "rows of dilation", window.dilationY(), MAX_STEP);
        limit(name, "columns of dilation", window.dilationX(), MAX_STEP);
        limit(name, "rows of padding", window.padTop(), Operation.MAX_SIZE);
        limit(name, "columns of padding", window.padLeft(), Operation.MAX_SIZE);
    }

    /** A layer with weights, or an affine node on an activation, with what follows it. */
    private void staged(int s, int input, Shape from) {
        Node node = network.steps().get(s).node();
        int channels = network.shapes().get(s + 1).channels();
        double[] scale = Node.ones(channels);
        double[] offset = new double[channels];
        Scaling.Limits limits = Scaling.Limits.NONE;
        if (node instanceof Node.Affine affine) {
            compose(scale, offset, affine);
        }
        int value = s + 1;
        while (onlyUser[value] >= 0 && limits.equals(Scaling.Limits.NONE)) {
            Node next = network.steps().get(onlyUser[value]).node();
            if (next instanceof Node.Affine affine) {
                compose(scale, offset, affine);
            } else if (next instanceof Node.Activation activation
                    && activation.function() instanceof Function.Limit limit) {
                for (int c = 0; c < channels; c++) {
                    scale[c] *= limit.slope();
                    offset[c] = limit.slope() * offset[c] + limit.intercept();
                }
                limits = Scaling.Limits.of(limit.minimum(), limit.maximum());
            } else {
                break;
            }
            values.put(value, -1);
            value = onlyUser[value] + 1;
        }
        Scaling scaling =
                new Scaling(floats(node.name(), scale), floats(node.name(), offset), limits);
        Shape to = network.shapes().get(value);
        add(value, operation(node, input, from, scaling, FloatNetwork.tensor(to)));
    }

    private static void compose(double[] scale, double[] offset, Node.Affine affine) {
        for (int c = 0; c < scale.length; c++) {
            scale[c] *= affine.scale()[c];
            offset[c] = affine.scale()[c] * offset[c] + affine.offset()[c];
        }
    }

    private static float[] floats(String name, double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
            if (!Float.isFinite(floats[i])) {
                throw new ExportException(
                        "Layer \"%s\" has a scale or offset of %s, which single precision cannot hold; train the network"
                                .formatted(name, numbers[i]));
            }
        }
        return floats;
    }

    private static FloatOperation operation(
            Node node, int input, Shape from, Scaling scaling, Tensor to) {
        String name = node.name();
        if (node instanceof Node.Affine) {
            return new FloatOperation.Affine(name, input, scaling, to);
        } else if (node instanceof Node.Dense dense) {
            matrix(name, dense.weights());
            return new FloatOperation.Dense(name, input, dense.weights(), scaling, to);
        }
        limit(name, "input channels", from.channels(), MAX_CHANNELS);
        sizes(name, from, to.shape());
        if (node instanceof Node.Convolution convolution) {
            kernel(name, convolution.window());
            matrix(name, convolution.weights());
            return new FloatOperation.Convolution(
                    name, input, convolution.weights(), convolution.window(), scaling, to);
        }
        Node.DepthwiseConvolution depthwise = (Node.DepthwiseConvolution) node;
        kernel(name, depthwise.window());
        matrix(name, depthwise.weights());
        return new FloatOperation.DepthwiseConvolution(
                name, input, depthwise.weights(), depthwise.window(), scaling, to);
    }

    private static void kernel(String name, Window window) {
        limit(name, "rows in its kernel", window.kernelHeight(), MAX_STEP);
        limit(name, "columns in its kernel", window.kernelWidth(), MAX_STEP);
        steps(name, window);
    }

    private static void matrix(String name, Weights weights) {
        limit(name, "inputs of an output", weights.columns(), Operation.MAX_SIZE);
        limit(name, "outputs", weights.rows(), Operation.MAX_SIZE);
    }

    /** For each output position of a pooling the positions of its window inside of the input. */
    private static int[] counts(String name, Window window, Shape from, Shape to) {
        sizes(name, from, to);
        steps(name, window);
        limit(name, "rows in its kernel", window.kernelHeight(), Operation.MAX_SIZE);
        limit(name, "columns in its kernel", window.kernelWidth(), Operation.MAX_SIZE);
        int[] counts = Counts.of(window, from, to);
        if (Arrays.stream(counts).anyMatch(count -> count == 0)) {
            throw new ExportException(
                    "Layer \"%s\" has a window of padding only; use less padding".formatted(name));
        }
        return counts;
    }

    private void averagePool(Node.AveragePool pool, int value, int input, Shape from, Tensor to) {
        int[] counts = counts(pool.name(), pool.window(), from, to.shape());
        int first = Arrays.stream(counts).min().orElseThrow();
        float[] factors = new float[Arrays.stream(counts).max().orElseThrow() - first + 1];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = (float) (1 / (pool.divisor() == 0 ? first + i : pool.divisor()));
        }
        add(
                value,
                new FloatOperation.AveragePool(
                        pool.name(), input, pool.window(), first, factors, to));
    }

    private void add(Node.Add node, int value, int a, int b, Tensor to) {
        int end = value;
        Scaling.Limits limits = Scaling.Limits.NONE;
        // A limiting activation behind the sum becomes its limits.
        if (onlyUser[value] >= 0
                && network.steps().get(onlyUser[value]).node() instanceof Node.Activation activation
                && activation.function() instanceof Function.Limit limit
                && limit.slope() == 1
                && limit.intercept() == 0) {
            limits = Scaling.Limits.of(limit.minimum(), limit.maximum());
            values.put(value, -1);
            end = onlyUser[value] + 1;
        }
        add(
                end,
                new FloatOperation.Add(
                        node.name(),
                        a,
                        b,
                        (float) node.factorA(),
                        (float) node.factorB(),
                        limits,
                        to));
    }

    /** Two dense layers, of the input and of the hidden state, whose results are added. */
    private void recurrent(int s, int state) {
        Step step = network.steps().get(s);
        String name = step.node().name();
        int value = s + 1;
        int input = values.get(step.inputs().get(0));
        Tensor hidden = FloatNetwork.tensor(network.shapes().get(value));
        if (step.node() instanceof Node.SimpleRnn rnn) {
            sums(
                    name,
                    input,
                    1 + state,
                    rnn.input(),
                    rnn.recurrent(),
                    new double[][] {rnn.inputScale(), rnn.recurrentScale(), rnn.bias()});
            add(
                    value,
                    new FloatOperation.Activation(
                            name, last(), FloatFunctions.of(name, rnn.activation()), hidden));
        } else {
            Node.Lstm lstm = (Node.Lstm) step.node();
            sums(
                    name,
                    input,
                    1 + state,
                    lstm.input(),
                    lstm.recurrent(),
                    new double[][] {lstm.inputScale(), lstm.recurrentScale(), lstm.bias()});
            add(
                    value,
                    new FloatOperation.LstmCell(
                            name,
                            last(),
                            FloatFunctions.of(name, lstm.activation()),
                            FloatFunctions.of(name, lstm.gate()),
                            hidden));
        }
        states.set(state, new IntegerNetwork.State(name, hidden, last()));
    }

    /**
     * @param constants scale of the input's sums, scale of the state's, and bias
     */
    private void sums(
            String name,
            int input,
            int state,
            Weights forInput,
            Weights forState,
            double[][] constants) {
        matrix(name, forInput);
        matrix(name, forState);
        int rows = forInput.rows();
        Tensor sums = FloatNetwork.tensor(Shape.vector(rows));
        float[] bias = floats(name, constants[2]);
        operations.add(
                new FloatOperation.Dense(
                        name,
                        input,
                        forInput,
                        new Scaling(floats(name, constants[0]), bias, Scaling.Limits.NONE),
                        sums));
        operations.add(
                new FloatOperation.Dense(
                        name,
                        state,
                        forState,
                        new Scaling(
                                floats(name, constants[1]), new float[rows], Scaling.Limits.NONE),
                        sums));
        operations.add(
                new FloatOperation.Add(name, last() - 1, last(), 1, 1, Scaling.Limits.NONE, sums));
    }
}
