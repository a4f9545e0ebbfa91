package org.binaryconnect.hwexport.ir;

import java.util.ArrayList;
import java.util.List;

/**
 * A trained network as a graph, independent of the library that trained it. Value 0 is the input;
 * step s computes value s + 1 from values before it; the last value is the result. With recurrent
 * nodes a run is one time step, and the nodes keep their state between runs.
 *
 * @param input shape of the input
 * @param steps at least one, in an order of computation
 * @param shapes of all values, the input's first
 */
public record Network(Shape input, List<Step> steps, List<Shape> shapes) {

    /**
     * A node in the graph.
     *
     * @param inputs indices of the values that it takes
     */
    public record Step(Node node, List<Integer> inputs) {
        public Step {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * @throws IllegalArgumentException if the nodes do not fit each other
     */
    public Network(Shape input, List<Step> steps) {
        this(input, List.copyOf(steps), shapes(input, steps));
    }

    /** A chain: every node takes the result of the one before it. */
    public static Network chain(Shape input, List<Node> nodes) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            steps.add(new Step(nodes.get(i), List.of(i)));
        }
        return new Network(input, steps);
    }

    private static List<Shape> shapes(Shape input, List<Step> steps) {
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("A network needs at least one node");
        }
        List<Shape> shapes = new ArrayList<>(List.of(input));
        for (Step step : steps) {
            for (int value : step.inputs()) {
                if (value < 0 || value >= shapes.size()) {
                    throw new IllegalArgumentException(
                            "Layer \"%s\" takes a value that is not computed before it"
                                    .formatted(step.node().name()));
                }
            }
            shapes.add(step.node().output(step.inputs().stream().map(shapes::get).toList()));
        }
        return List.copyOf(shapes);
    }

    /** Elements of the input. */
    public int inputs() {
        return input.size();
    }

    /** Elements of the result. */
    public int outputs() {
        return shapes.get(shapes.size() - 1).size();
    }

    /** Whether a run is one time step of a sequence. */
    public boolean isRecurrent() {
        return steps.stream()
                .anyMatch(
                        step ->
                                step.node() instanceof Node.SimpleRnn
                                        || step.node() instanceof Node.Lstm);
    }

    /** How many steps take a value; the result counts once more. */
    public int[] uses() {
        int[] uses = new int[shapes.size()];
        for (Step step : steps) {
            step.inputs().forEach(value -> uses[value]++);
        }
        uses[shapes.size() - 1]++;
        return uses;
    }
}
