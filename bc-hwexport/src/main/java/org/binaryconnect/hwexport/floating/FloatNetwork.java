package org.binaryconnect.hwexport.floating;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.binaryconnect.hwexport.integer.DeviceNetwork;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.integer.Tensor.Element;
import org.binaryconnect.hwexport.ir.Shape;

/**
 * A network on 32-bit floating-point activations, as a device runs it.
 *
 * @param input its type
 * @param states what recurrent layers keep from run to run, 0 at first; empty for other networks
 * @param operations in order; at least one
 */
public record FloatNetwork(
        Tensor input, List<IntegerNetwork.State> states, List<FloatOperation> operations)
        implements DeviceNetwork {

    public FloatNetwork {
        states = List.copyOf(states);
        operations = List.copyOf(operations);
        if (operations.isEmpty()) {
            throw new IllegalArgumentException("A network needs at least one operation");
        }
        DeviceNetwork.checkOrder(states, operations);
    }

    /** The type of a value. */
    public static Tensor tensor(Shape shape) {
        return new Tensor(shape, Element.F32, 1, 0);
    }

    /** One line for each activation that is not computed exactly. */
    public List<String> approximations() {
        Set<String> lines = new LinkedHashSet<>();
        for (FloatOperation operation : operations) {
            if (operation instanceof FloatOperation.Activation activation) {
                note(operation.name(), activation.function(), lines);
            } else if (operation instanceof FloatOperation.LstmCell lstm) {
                note(operation.name(), lstm.activation(), lines);
                note(operation.name(), lstm.gate(), lines);
            }
        }
        return List.copyOf(lines);
    }

    private static void note(String layer, FloatFunction function, Set<String> lines) {
        if (function instanceof FloatFunction.Cubic cubic && cubic.error() > 0) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "Layer \"%s\": %s by cubic polynomials, error at most %.0e of the larger of result and 1",
                            layer,
                            cubic.title(),
                            cubic.error()));
        }
    }

    /** A hash of everything that has an influence on the result. */
    public String sha256() {
        return FloatDigest.of(this);
    }
}
