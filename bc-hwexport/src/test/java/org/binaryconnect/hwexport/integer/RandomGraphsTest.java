package org.binaryconnect.hwexport.integer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;
import org.junit.jupiter.api.Test;

class RandomGraphsTest {

    private static final int SEEDS = 200;

    private final Map<String, Integer> found = new TreeMap<>();

    @Test
    void everyOperationAndEveryOptionOccurs() {
        for (int seed = 0; seed < SEEDS; seed++) {
            IntegerNetwork network = RandomGraphs.graph(seed);
            for (Operation operation : network.operations()) {
                note(true, operation.getClass().getSimpleName());
                Tensor from = network.values().get(operation.inputs().get(0));
                note(operation, from);
            }
            Operation last = network.operations().get(network.operations().size() - 1);
            note(true, "scores of " + last.getClass().getSimpleName());
            note(network.states().size() == 2, "two recurrent layers");
        }
        Set<String> missing = new TreeSet<>();
        for (Class<?> kind : Operation.class.getPermittedSubclasses()) {
            if (kind != Operation.Linear.class) {
                missing.add(kind.getSimpleName());
            }
        }
        for (Class<?> kind : Operation.Linear.class.getPermittedSubclasses()) {
            missing.add(kind.getSimpleName());
        }
        missing.addAll(
                Set.of(
                        "8-bit weights",
                        "fan-in above 200",
                        "fan-in that fills no whole bytes",
                        "no requantization",
                        "negative multiplier",
                        "zero multiplier",
                        "own limits",
                        "Convolution along one axis",
                        "Convolution with odd channels",
                        "Convolution strided",
                        "Convolution dilated",
                        "Convolution with uneven padding"));
        missing.addAll(
                Set.of(
                        "Convolution padded with 0",
                        "Convolution padded with another value",
                        "DepthwiseConvolution with a multiplier",
                        "DepthwiseConvolution with uneven padding",
                        "MaxPool with uneven padding",
                        "AveragePool with several counts",
                        "AveragePool of everything",
                        "MaxPool of everything",
                        "Concatenate with a table",
                        "Concatenate without a table",
                        "two recurrent layers"));
        for (String end :
                "Dense Convolution DepthwiseConvolution AveragePool Affine Widen".split(" ")) {
            missing.add("scores of " + end);
        }
        missing.removeAll(found.keySet());
        assertEquals(Set.of(), missing, () -> "found: " + found);
    }

    private void note(boolean holds, String what) {
        if (holds) {
            found.merge(what, 1, Integer::sum);
        }
    }

    private void note(Operation operation, Tensor from) {
        String name = operation.getClass().getSimpleName();
        if (operation instanceof Operation.Linear linear) {
            note(linear.weights() instanceof IntegerWeights.Int8, "8-bit weights");
            note(linear.weights().columns() > 200, "fan-in above 200");
            note(linear.weights().columns() % 8 != 0, "fan-in that fills no whole bytes");
            note(linear.requantizer() == null, "no requantization");
            if (linear.requantizer() != null) {
                for (Requantization channel : linear.requantizer().channels()) {
                    note(channel.multiplier() < 0, "negative multiplier");
                    note(channel.multiplier() == 0, "zero multiplier");
                }
                note(linear.requantizer().minimum() > 0, "own limits");
            }
        }
        if (operation instanceof Operation.Convolution convolution) {
            note(name, convolution.window(), from.shape());
            int pad = convolution.padValue();
            boolean padded = convolution.window().padTop() + convolution.window().padLeft() > 0;
            note(padded && pad == 0, name + " padded with 0");
            note(padded && pad != 0, name + " padded with another value");
        } else if (operation instanceof Operation.DepthwiseConvolution convolution) {
            note(name, convolution.window(), from.shape());
            note(
                    convolution.output().shape().channels() > from.shape().channels(),
                    name + " with a multiplier");
        } else if (operation instanceof Operation.MaxPool pool) {
            note(name, pool.window(), from.shape());
        } else if (operation instanceof Operation.AveragePool pool) {
            note(name, pool.window(), from.shape());
            note(pool.requantizer().channels().size() > 1, name + " with several counts");
        } else if (operation instanceof Operation.Concatenate concatenate) {
            for (byte[] table : concatenate.tables()) {
                note(table != null, name + " with a table");
                note(table == null, name + " without a table");
            }
        }
    }

    private void note(String name, Window window, Shape from) {
        note(from.height() == 1 && from.width() > 1, name + " along one axis");
        note(from.channels() % 2 == 1, name + " with odd channels");
        note(window.strideX() > 1 || window.strideY() > 1, name + " strided");
        note(window.dilationX() > 1 || window.dilationY() > 1, name + " dilated");
        note(
                window.padTop() != window.padBottom() || window.padLeft() != window.padRight(),
                name + " with uneven padding");
        note(window.equals(Window.all(from)) && from.positions() > 1, name + " of everything");
    }

    @Test
    void networksAreSmallAndTheReferenceRunsThem() {
        for (int seed = 0; seed < SEEDS; seed++) {
            IntegerNetwork network = RandomGraphs.graph(seed);
            assertTrue(network.weights() <= 20_000, "seed " + seed);
            network.values().forEach(value -> assertTrue(value.shape().size() <= 4000));
            byte[][] inputs = RandomNetworks.inputs(seed, 4, network.inputs());
            ReferenceInterpreter.Session session = new ReferenceInterpreter(network).session();
            for (byte[] input : inputs) {
                assertEquals(network.scores(), session.run(input).length);
            }
        }
    }

    /** A wrong activation must be seen in the scores: few may stand at a limit. */
    @Test
    void activationsSpread() {
        long elements = 0;
        long atLimit = 0;
        int constant = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            IntegerNetwork network = RandomGraphs.graph(seed);
            ReferenceInterpreter.Session session = new ReferenceInterpreter(network).session();
            Set<Integer> scores = new TreeSet<>();
            for (byte[] input : RandomNetworks.inputs(seed, 6, network.inputs())) {
                int[][] values = session.trace(input);
                for (int v = 1; v < values.length - 1; v++) {
                    if (network.values().get(v).element() == Tensor.Element.U8) {
                        elements += values[v].length;
                        atLimit += Arrays.stream(values[v]).filter(x -> x == 0 || x == 255).count();
                    }
                }
                scores.add(Arrays.hashCode(values[values.length - 1]));
            }
            constant += scores.size() == 1 ? 1 : 0;
        }
        assertTrue(atLimit < 0.2 * elements, atLimit + " of " + elements);
        assertTrue(constant < SEEDS / 20, constant + " networks give the same for all inputs");
    }

    @Test
    void aSeedGivesTheSameNetwork() {
        byte[] input = RandomNetworks.inputs(1, 3, RandomGraphs.graph(7).inputs())[2];

        assertArrayEquals(
                new ReferenceInterpreter(RandomGraphs.graph(7)).run(input),
                new ReferenceInterpreter(RandomGraphs.graph(7)).run(input));
    }
}
