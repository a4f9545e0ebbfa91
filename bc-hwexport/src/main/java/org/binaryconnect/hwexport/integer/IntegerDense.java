package org.binaryconnect.hwexport.integer;

import java.util.List;
import org.binaryconnect.hwexport.packing.PackedMatrix;

/**
 * A dense layer with binary weights on unsigned 8-bit inputs.
 *
 * @param name the layer's name in the model
 * @param weights [outputs, fan-in]
 * @param requantizations one for each output
 */
public record IntegerDense(
        String name, PackedMatrix weights, List<Requantization> requantizations) {

    /**
     * Fan-in and outputs are 16-bit in the C runtime; so are its partial sums, whatever the fan-in.
     */
    public static final int MAX_SIZE = 65535;

    public IntegerDense {
        requantizations = List.copyOf(requantizations);
        if (requantizations.size() != weights.rows()) {
            throw new IllegalArgumentException(
                    "Layer \"%s\" has %d outputs and %d requantizations"
                            .formatted(name, weights.rows(), requantizations.size()));
        }
        if (weights.rows() > MAX_SIZE || weights.columns() > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "Layer \"%s\" is %d x %d; the limit is %d in each direction"
                            .formatted(name, weights.columns(), weights.rows(), MAX_SIZE));
        }
    }

    public int fanIn() {
        return weights.columns();
    }

    public int outputs() {
        return weights.rows();
    }
}
