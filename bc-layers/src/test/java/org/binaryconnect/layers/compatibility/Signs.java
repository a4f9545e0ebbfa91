package org.binaryconnect.layers.compatibility;

import org.binaryconnect.layers.network.NetworkWeight;
import org.binaryconnect.layers.network.Networks;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.nn.api.Model;

/** Plain DL4J networks that hold the signs of binary ones. */
final class Signs {

    private Signs() {}

    /**
     * Writes what a deterministic binary network computes with into a plain network of the same
     * structure: the signs of its weights, and its other parameters as they are.
     */
    static void copy(Model binary, Model plain) {
        plain.params().assign(binary.params());
        for (NetworkWeight weight : Networks.weights(binary)) {
            BinaryWeights options = BinaryWeights.of(weight.layer().conf());
            if (options != null) {
                String name = weight.layer().prefix() + weight.matrix().name();
                options.deterministic(
                        weight.matrix(), weight.parameter(), plain.paramTable().get(name));
            }
        }
    }
}
