package org.binaryconnect.hwexport.ir;

import org.binaryconnect.hwexport.packing.PackedMatrix;

/**
 * One operation of a network on a vector. Every node has the name of the layer that it comes from.
 */
public sealed interface Node {

    /** The layer that the node comes from; unique by kind of node, not among nodes. */
    String name();

    /** Length of the vector that the node takes; {@code offered} where it takes any. */
    default int inputs(int offered) {
        return offered;
    }

    /** Length of the vector that the node gives for one of length {@code inputs}. */
    default int outputs(int inputs) {
        return inputs;
    }

    /**
     * Binary dense weights: {@code y[o] = sum_i w[o][i] x[i]}.
     *
     * @param weights [outputs, fan-in]
     */
    record Dense(String name, PackedMatrix weights) implements Node {
        @Override
        public int inputs(int offered) {
            return weights.columns();
        }

        @Override
        public int outputs(int inputs) {
            return weights.rows();
        }
    }

    /**
     * Element by element {@code y = scale x + offset}: a bias or a batch normalization.
     *
     * @param scale one for each element, any sign, zero allowed
     * @param offset as many
     */
    record Affine(String name, double[] scale, double[] offset) implements Node {
        @Override
        public int inputs(int offered) {
            return scale.length;
        }
    }

    /** Element by element {@code y = max(0, x)}. */
    record Relu(String name) implements Node {}
}
