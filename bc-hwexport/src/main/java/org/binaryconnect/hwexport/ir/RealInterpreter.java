package org.binaryconnect.hwexport.ir;

import java.util.function.BiConsumer;

/** Computes a network in double precision, node by node, as its definition says. */
public final class RealInterpreter {

    private final Network network;

    /** [node][output][input] as +1 and -1; null for nodes without weights. */
    private final float[][][] signs;

    public RealInterpreter(Network network) {
        this.network = network;
        this.signs = network.nodes().stream().map(RealInterpreter::signs).toArray(float[][][]::new);
    }

    private static float[][] signs(Node node) {
        if (!(node instanceof Node.Dense dense)) {
            return null;
        }
        float[][] signs = new float[dense.weights().rows()][dense.weights().columns()];
        for (int o = 0; o < signs.length; o++) {
            for (int i = 0; i < signs[o].length; i++) {
                signs[o][i] = dense.weights().sign(o, i);
            }
        }
        return signs;
    }

    /** The scores for one input. */
    public double[] run(double[] input) {
        return run(input, (index, values) -> {});
    }

    /**
     * The scores for one input, with every node's values on the way.
     *
     * @param watcher receives the index and the output of each node in order, and must not change
     *     it
     */
    public double[] run(double[] input, BiConsumer<Integer, double[]> watcher) {
        if (input.length != network.inputs()) {
            throw new IllegalArgumentException(
                    "The network takes %d inputs, got %d"
                            .formatted(network.inputs(), input.length));
        }
        double[] values = input;
        for (int n = 0; n < network.nodes().size(); n++) {
            Node node = network.nodes().get(n);
            if (node instanceof Node.Dense) {
                values = dense(signs[n], values);
            } else if (node instanceof Node.Affine affine) {
                values = affine(affine, values);
            } else {
                values = relu(values);
            }
            watcher.accept(n, values);
        }
        return values;
    }

    private static double[] dense(float[][] signs, double[] input) {
        double[] output = new double[signs.length];
        for (int o = 0; o < output.length; o++) {
            double sum = 0;
            for (int i = 0; i < input.length; i++) {
                sum += signs[o][i] * input[i];
            }
            output[o] = sum;
        }
        return output;
    }

    private static double[] affine(Node.Affine affine, double[] input) {
        double[] output = new double[input.length];
        for (int i = 0; i < input.length; i++) {
            output[i] = affine.scale()[i] * input[i] + affine.offset()[i];
        }
        return output;
    }

    private static double[] relu(double[] input) {
        double[] output = new double[input.length];
        for (int i = 0; i < input.length; i++) {
            output[i] = Math.max(0, input[i]);
        }
        return output;
    }
}
