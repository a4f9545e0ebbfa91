package org.binaryconnect.hwexport.quantize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Requantization;
import org.binaryconnect.hwexport.integer.Requantizer;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.integer.Tensor.Element;
import org.binaryconnect.hwexport.ir.Function;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.Network.Step;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.Shape;

/**
 * Turns a calibrated network into integers (W1A8).
 *
 * <p>Activations become unsigned bytes on the range that calibration chose. Whatever follows a
 * layer with weights and is affine or a limit becomes that layer's requantization; other
 * activations become tables. Scores keep their order: all have the same scale.
 */
public final class Quantizer {

    /**
     * Scores of calibration inputs fill 16 bits and a sign, so no score comes near the limits of 32
     * bits.
     */
    private static final double LARGEST_CALIBRATION_SCORE = 32767;

    private final Network network;
    private final Calibration calibration;

    /** For each value of the network the only step that takes it; -1 for several or the result. */
    private final int[] onlyUser;

    private final List<Operation> operations = new ArrayList<>();
    private final List<IntegerNetwork.State> states = new ArrayList<>();
    private final int stateCount;
    private final Map<Integer, Integer> values = new HashMap<>(Map.of(0, 0));
    private final List<Tensor> types = new ArrayList<>();

    private Quantizer(Network network, Calibration calibration) {
        this.network = network;
        this.calibration = calibration;
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
     * @param network folded
     * @param calibration of the same network
     * @throws ExportException if the calibration shows a dead layer, or constants do not fit
     */
    public static QuantizedNetwork apply(Network network, Calibration calibration) {
        return new Quantizer(network, calibration).run();
    }

    private QuantizedNetwork run() {
        types.add(calibration.values().get(0).tensor(network.input()));
        for (int r = 0; r < network.steps().size(); r++) {
            Node node = network.steps().get(r).node();
            if (isRecurrent(node)) {
                types.add(activation(r + 1, node.name()));
            }
        }
        int s = 0;
        while (s < network.steps().size()) {
            s = values.containsKey(s + 1) ? s + 1 : lower(s);
        }
        int result = network.steps().size();
        if (types.get(values.get(result)).element() == Element.U8) {
            widen(result);
        }
        return new QuantizedNetwork(
                network, new IntegerNetwork(types.get(0), states, operations), Map.copyOf(values));
    }

    /** Adds an operation, whose result stands for a value of the network. */
    private void add(int value, Operation operation) {
        operations.add(operation);
        types.add(operation.output());
        values.put(value, stateCount + operations.size());
    }

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
        Tensor from = types.get(input);
        Shape shape = network.shapes().get(value);
        if (node instanceof Node.Dense
                || node instanceof Node.Convolution
                || node instanceof Node.DepthwiseConvolution
                || node instanceof Node.Affine) {
            staged(s, input, from);
        } else if (node instanceof Node.AveragePool pool) {
            averagePool(pool, value, input, from);
        } else if (node instanceof Node.Activation activation) {
            Tensor to = activation(value, name);
            byte[] table = Tables.of(from, activation.function()::apply, to);
            add(value, new Operation.Lookup(name, input, table, to));
        } else if (node instanceof Node.MaxPool pool) {
            add(value, new Operation.MaxPool(name, input, pool.window(), from.withShape(shape)));
        } else if (node instanceof Node.Add add) {
            add(add, value, input, values.get(step.inputs().get(1)));
        } else if (node instanceof Node.Concatenate) {
            concatenate(name, value, step.inputs().stream().map(values::get).toList());
        } else if (node instanceof Node.Reshape) {
            add(value, new Operation.Reshape(name, input, from.withShape(shape)));
        } else if (node instanceof Node.Permute permute) {
            add(value, new Operation.Permute(name, input, permute.order(), from.withShape(shape)));
        } else if (node instanceof Node.Pad pad) {
            add(
                    value,
                    new Operation.Pad(
                            name,
                            input,
                            pad.top(),
                            pad.left(),
                            pad.bottom(),
                            pad.right(),
                            from.zeroPoint(),
                            from.withShape(shape)));
        } else {
            RecurrentQuantizer.Lowered lowered =
                    node instanceof Node.SimpleRnn rnn
                            ? RecurrentQuantizer.simpleRnn(
                                    rnn,
                                    input,
                                    from,
                                    1 + states.size(),
                                    types.get(1 + states.size()),
                                    last() + 1,
                                    calibration.sums()[s][0])
                            : RecurrentQuantizer.lstm(
                                    (Node.Lstm) node,
                                    input,
                                    from,
                                    1 + states.size(),
                                    types.get(1 + states.size()),
                                    last() + 1,
                                    calibration.sums()[s],
                                    calibration.cells()[s]);
            lowered.operations().forEach(operation -> add(value, operation));
            states.add(new IntegerNetwork.State(name, types.get(1 + states.size()), last()));
        }
        return s + 1;
    }

    /** The 8-bit type of a value on the range that calibration chose. */
    private Tensor activation(int value, String name) {
        return range(value, name).tensor(network.shapes().get(value));
    }

    private Range range(int value, String name) {
        // Whoever is only concatenated gets the range of the whole, and needs no table there.
        int user = onlyUser[value];
        boolean isConcatenated =
                user >= 0 && network.steps().get(user).node() instanceof Node.Concatenate;
        Range range =
                isConcatenated
                        ? range(user + 1, network.steps().get(user).node().name())
                        : calibration.values().get(value);
        if (range.isEmpty()) {
            throw new ExportException(
                    "Layer \"%s\" gives only 0 on the calibration inputs; train the network or give typical inputs"
                            .formatted(name));
        }
        return range;
    }

    /** A layer with weights, or an affine node on an activation, with what follows it. */
    private void staged(int s, int input, Tensor from) {
        Node node = network.steps().get(s).node();
        LinearTerms terms = LinearTerms.of(node, from);
        Stage stage = Stage.identity(terms.factor().length);
        if (node instanceof Node.Affine affine) {
            stage.then(affine);
        }
        int value = s + 1;
        Function.Curve curve = null;
        while (onlyUser[value] >= 0 && curve == null) {
            Node next = network.steps().get(onlyUser[value]).node();
            if (next instanceof Node.Affine affine) {
                stage.then(affine);
            } else if (next instanceof Node.Activation activation
                    && activation.function() instanceof Function.Limit limit) {
                stage.then(limit);
            } else if (next instanceof Node.Activation activation
                    && activation.function() instanceof Function.Curve found) {
                curve = found;
            } else {
                break;
            }
            values.put(value, -1);
            value = onlyUser[value] + 1;
        }
        String name = node.name();
        if (curve != null) {
            int before = network.steps().get(value - 1).inputs().get(0);
            Range range = calibration.values().get(before);
            Tensor sums =
                    Tables.usefulRange(range, curve::apply).tensor(network.shapes().get(before));
            store(before, node, input, terms, stage, sums);
            Tensor to = activation(value, name);
            add(value, new Operation.Lookup(name, last(), Tables.of(sums, curve::apply, to), to));
        } else if (value == network.steps().size() && hasCommonLimits(stage)) {
            double magnitude = calibration.values().get(value).magnitude();
            if (!(magnitude > 0)) {
                activation(value, name); // says that the layer is dead
            }
            double scale = magnitude / LARGEST_CALIBRATION_SCORE;
            Shape shape = network.shapes().get(value);
            store(value, node, input, terms, stage, new Tensor(shape, Element.S32, scale, 0));
        } else {
            store(value, node, input, terms, stage, activation(value, name));
        }
    }

    private static boolean hasCommonLimits(Stage stage) {
        return Arrays.stream(stage.minimum).distinct().count() == 1
                && Arrays.stream(stage.maximum).distinct().count() == 1;
    }

    /** The operation of a node, with limits of each channel's own behind it if there are any. */
    private void store(int value, Node node, int input, LinearTerms terms, Stage stage, Tensor to) {
        boolean common = hasCommonLimits(stage);
        int minimum = limit(to, stage.minimum[0], common);
        int maximum = limit(to, stage.maximum[0], common);
        Requantizer requantizer =
                new Requantizer(
                        terms.requantize(node.name(), stage, to),
                        common ? minimum : 0,
                        common ? maximum : 255);
        add(value, terms.operation(node, input, types.get(input), requantizer, to));
        if (!common) {
            byte[] low = new byte[stage.minimum.length];
            byte[] high = new byte[low.length];
            for (int c = 0; c < low.length; c++) {
                low[c] = (byte) limit(to, stage.minimum[c], true);
                high[c] = (byte) limit(to, stage.maximum[c], true);
            }
            add(value, new Operation.Clamp(node.name(), last(), low, high, to));
        }
    }

    /** A limit in units of a type; an infinite one is the type's own. */
    private static int limit(Tensor to, double limit, boolean finite) {
        if (finite && !Double.isInfinite(limit)) {
            return to.quantize(limit);
        }
        if (to.element() == Element.U8) {
            return limit < 0 ? 0 : 255;
        }
        return limit < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }

    private void averagePool(Node.AveragePool pool, int value, int input, Tensor from) {
        Shape shape = network.shapes().get(value);
        int[] counts = Counts.of(pool.window(), from.shape(), shape);
        int first = Arrays.stream(counts).min().orElseThrow();
        int largest = Arrays.stream(counts).max().orElseThrow();
        boolean scores = value == network.steps().size();
        Range range = calibration.values().get(value);
        Tensor to =
                scores && !range.isEmpty()
                        ? new Tensor(
                                shape,
                                Element.S32,
                                range.magnitude() / LARGEST_CALIBRATION_SCORE,
                                0)
                        : activation(value, pool.name());
        List<Requantization> entries = new ArrayList<>();
        for (int count = first; count <= largest; count++) {
            double divisor = pool.divisor() == 0 ? count : pool.divisor();
            double factor = from.scale() / divisor / to.scale();
            double bias = to.zeroPoint() - factor * from.zeroPoint() * count;
            entries.add(LinearTerms.requantization(pool.name(), 0, factor, bias));
        }
        Requantizer requantizer =
                scores && !range.isEmpty()
                        ? new Requantizer(entries, Integer.MIN_VALUE, Integer.MAX_VALUE)
                        : new Requantizer(entries, 0, 255);
        add(
                value,
                new Operation.AveragePool(
                        pool.name(), input, pool.window(), first, requantizer, to));
    }

    private void add(Node.Add node, int value, int a, int b) {
        int end = value;
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        // A limiting activation behind the sum becomes its limits.
        if (onlyUser[value] >= 0
                && network.steps().get(onlyUser[value]).node() instanceof Node.Activation activation
                && activation.function() instanceof Function.Limit limit
                && limit.slope() == 1
                && limit.intercept() == 0) {
            low = limit.minimum();
            high = limit.maximum();
            values.put(value, -1);
            end = onlyUser[value] + 1;
        }
        Tensor to = activation(end, node.name());
        Tensor left = types.get(a);
        Tensor right = types.get(b);
        double factorA = node.factorA() * left.scale() / to.scale();
        double factorB = node.factorB() * right.scale() / to.scale();
        double bias = to.zeroPoint() - factorA * left.zeroPoint() - factorB * right.zeroPoint();
        SharedShift shared =
                SharedShift.of(node.name(), SharedShift.LARGEST_ADD, factorA, factorB, bias);
        add(
                end,
                new Operation.Add(
                        node.name(),
                        a,
                        b,
                        shared.multiplierA(),
                        shared.multiplierB(),
                        shared.shift(),
                        shared.offset(),
                        limit(to, low, true),
                        limit(to, high, true),
                        to));
    }

    private void concatenate(String name, int value, List<Integer> inputs) {
        Tensor to = activation(value, name);
        byte[][] tables = new byte[inputs.size()][];
        for (int k = 0; k < tables.length; k++) {
            Tensor from = types.get(inputs.get(k));
            if (from.scale() != to.scale() || from.zeroPoint() != to.zeroPoint()) {
                tables[k] = Tables.of(from, x -> x, to);
            }
        }
        add(value, new Operation.Concatenate(name, inputs, tables, to));
    }

    private void widen(int value) {
        int input = values.get(value);
        Tensor from = types.get(input);
        String name = network.steps().get(value - 1).node().name();
        add(
                value,
                new Operation.Widen(
                        name,
                        input,
                        from.zeroPoint(),
                        new Tensor(from.shape(), Element.S32, from.scale(), 0)));
    }
}
