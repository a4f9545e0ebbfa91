package org.binaryconnect.hwexport.integer;

import java.util.List;
import org.binaryconnect.hwexport.integer.Tensor.Element;
import org.binaryconnect.hwexport.ir.Shape;

/**
 * Whether the parts of a network fit each other, as FORMAT.md demands: what passes can be run by
 * {@link ReferenceInterpreter} and means the same everywhere.
 */
public final class Validation {

    /** Largest number of elements of all values of a network together. */
    public static final int MAX_ELEMENTS = 1 << 26;

    /** Characters of a name that a message repeats. */
    private static final int MAX_NAME = 60;

    private final IntegerNetwork network;

    private Validation(IntegerNetwork network) {
        this.network = network;
    }

    /**
     * Checks every value, operation and state.
     *
     * @throws IllegalArgumentException in one line the place and what does not fit
     */
    public static void check(IntegerNetwork network) {
        new Validation(network).run();
    }

    /** Throws an exception that begins with the place. */
    static void require(boolean holds, String place, String format, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(place + ": " + format.formatted(values));
        }
    }

    private void run() {
        types();
        List<Tensor> values = network.values();
        for (int o = 0; o < network.operations().size(); o++) {
            OperationValidation.check(values, network.operations().get(o), place(o));
            if (network.operations().get(o) instanceof Operation.LstmCell lstm) {
                sums(lstm.inputs().get(0), place(o));
            }
        }
        states();
        Tensor scores = network.output();
        require(scores.scale() > 0, place(network.operations().size() - 1), "no scale for scores");
    }

    private String place(int operation) {
        String name = network.operations().get(operation).name();
        return "operation %d \"%s\"".formatted(operation, shortened(name));
    }

    private static String shortened(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "...";
    }

    /** First, so that the size of any value can be computed later. */
    private void types() {
        List<Tensor> values = network.values();
        int firstOperation = network.valueOf(0);
        long elements = 0;
        for (int v = 0; v < values.size(); v++) {
            String place = v < firstOperation ? "value " + v : place(v - firstOperation);
            Tensor value = values.get(v);
            elements += elements(value.shape());
            require(
                    elements <= MAX_ELEMENTS,
                    place,
                    "the values up to this one have more than %d elements",
                    MAX_ELEMENTS);
            require(
                    value.scale() >= 0 && value.scale() < Double.POSITIVE_INFINITY,
                    place,
                    "the scale must be a number of at least 0, got %s",
                    value.scale());
            int largest = value.element() == Element.U8 ? Requantization.MAX_ACTIVATION : 0;
            require(
                    value.zeroPoint() >= 0 && value.zeroPoint() <= largest,
                    place,
                    "the zero point of %s must be 0 to %d, got %d",
                    value.element(),
                    largest,
                    value.zeroPoint());
            require(
                    v >= firstOperation || value.element() == Element.U8 && value.scale() > 0,
                    place,
                    "an input or state must be 8-bit and have a scale");
        }
    }

    private static long elements(Shape shape) {
        long positions = (long) shape.height() * shape.width();
        return positions > MAX_ELEMENTS ? positions : positions * shape.channels();
    }

    /** So that a program can apply the functions of an LSTM's gates where its sums are. */
    private void sums(int sums, String place) {
        int operation = sums - network.valueOf(0);
        require(
                operation >= 0
                        && !(network.operations().get(operation) instanceof Operation.Reshape),
                place,
                "its sums, value %d, are not the result of an operation",
                sums);
        long readers =
                network.operations().stream()
                        .flatMap(reader -> reader.inputs().stream())
                        .filter(input -> input == sums)
                        .count();
        boolean isSource = network.states().stream().anyMatch(state -> state.source() == sums);
        require(
                readers == 1 && !isSource,
                place,
                "something else takes its sums, value %d, too",
                sums);
    }

    private void states() {
        for (int s = 0; s < network.states().size(); s++) {
            IntegerNetwork.State state = network.states().get(s);
            String place = "state %d \"%s\"".formatted(s, shortened(state.name()));
            int operation = state.source() - network.valueOf(0);
            require(
                    operation >= 0 && operation < network.operations().size(),
                    place,
                    "its source, value %d, is not the result of an operation",
                    state.source());
            require(
                    !(network.operations().get(operation) instanceof Operation.Reshape),
                    place,
                    "its source, value %d, is only another shape of a value",
                    state.source());
            require(
                    network.operations().get(operation).output().equals(state.tensor()),
                    place,
                    "its source, value %d, is of another type",
                    state.source());
            for (int other = 0; other < s; other++) {
                require(
                        network.states().get(other).source() != state.source(),
                        place,
                        "state %d has the same source",
                        other);
            }
            // So that the new state can take the place of the old one.
            for (int o = operation; o < network.operations().size(); o++) {
                require(
                        !network.operations().get(o).inputs().contains(1 + s),
                        place,
                        "operation %d takes it when its source is computed already",
                        o);
            }
        }
    }
}
