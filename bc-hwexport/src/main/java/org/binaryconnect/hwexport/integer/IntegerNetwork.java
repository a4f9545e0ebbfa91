package org.binaryconnect.hwexport.integer;

import java.util.List;

/**
 * A network of binary dense layers on 8-bit activations. Every layer but the last ends in a clamp
 * to 0 to 255; the last gives 32-bit scores, the largest of which names the class.
 *
 * @param inputScale real value of one input unit: input byte = real input / inputScale, rounded
 * @param scoreScale real value of one score unit: real score = score * scoreScale
 * @param layers at least one
 */
public record IntegerNetwork(double inputScale, double scoreScale, List<IntegerDense> layers) {

    public IntegerNetwork {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("A network needs at least one layer");
        }
        for (int i = 1; i < layers.size(); i++) {
            if (layers.get(i).fanIn() != layers.get(i - 1).outputs()) {
                throw new IllegalArgumentException(
                        "Layer \"%s\" takes %d values, but the layer before it gives %d"
                                .formatted(
                                        layers.get(i).name(),
                                        layers.get(i).fanIn(),
                                        layers.get(i - 1).outputs()));
            }
        }
    }

    /** Bytes of an input vector. */
    public int inputs() {
        return layers.get(0).fanIn();
    }

    /** Number of scores. */
    public int scores() {
        return layers.get(layers.size() - 1).outputs();
    }

    /** Binary weights of all layers, padding not counted. */
    public long weights() {
        return layers.stream().mapToLong(layer -> (long) layer.fanIn() * layer.outputs()).sum();
    }

    /** Bytes of the packed weights of all layers, padding included. */
    public long weightBytes() {
        return layers.stream().mapToLong(layer -> layer.weights().size()).sum();
    }
}
