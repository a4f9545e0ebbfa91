package org.binaryconnect.hwexport.integer;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What an exported network computes, by definition. Plain and exact rather than fast; safe to use
 * from several threads.
 */
public final class ReferenceInterpreter {

    private final IntegerNetwork network;

    /**
     * [layer][input][output] as +1 and -1: with the outputs innermost the loop below is plain
     * vector code.
     */
    private final int[][][] signs;

    public ReferenceInterpreter(IntegerNetwork network) {
        this.network = network;
        this.signs =
                network.layers().stream().map(ReferenceInterpreter::signs).toArray(int[][][]::new);
    }

    private static int[][] signs(IntegerDense layer) {
        int[][] signs = new int[layer.fanIn()][layer.outputs()];
        for (int i = 0; i < layer.fanIn(); i++) {
            for (int o = 0; o < layer.outputs(); o++) {
                signs[i][o] = layer.weights().sign(o, i);
            }
        }
        return signs;
    }

    /**
     * The scores for one input.
     *
     * @param input {@link IntegerNetwork#inputs()} unsigned bytes
     */
    public int[] run(byte[] input) {
        if (input.length != network.inputs()) {
            throw new IllegalArgumentException(
                    "The network takes %d bytes, got %d".formatted(network.inputs(), input.length));
        }
        int[] values = new int[input.length];
        for (int i = 0; i < input.length; i++) {
            values[i] = Byte.toUnsignedInt(input[i]);
        }
        for (int l = 0; l < network.layers().size(); l++) {
            boolean last = l == network.layers().size() - 1;
            values = requantize(network.layers().get(l), accumulate(signs[l], values), last);
        }
        return values;
    }

    /**
     * The scores for many inputs, on all processors.
     *
     * @param inputs vectors of {@link IntegerNetwork#inputs()} unsigned bytes, one after the other
     * @return [vectors][scores]
     */
    public int[][] runAll(byte[] inputs) {
        int size = network.inputs();
        if (inputs.length % size != 0) {
            throw new IllegalArgumentException(
                    "Inputs must be a multiple of %d bytes, got %d".formatted(size, inputs.length));
        }
        return IntStream.range(0, inputs.length / size)
                .parallel()
                .mapToObj(v -> run(Arrays.copyOfRange(inputs, v * size, (v + 1) * size)))
                .toArray(int[][]::new);
    }

    private static int[] accumulate(int[][] signs, int[] input) {
        int[] accumulators = new int[signs[0].length];
        for (int i = 0; i < input.length; i++) {
            int x = input[i];
            if (x != 0) {
                int[] row = signs[i];
                for (int o = 0; o < accumulators.length; o++) {
                    accumulators[o] += row[o] * x;
                }
            }
        }
        return accumulators;
    }

    private static int[] requantize(IntegerDense layer, int[] accumulators, boolean last) {
        int[] outputs = new int[accumulators.length];
        for (int o = 0; o < outputs.length; o++) {
            Requantization r = layer.requantizations().get(o);
            outputs[o] = last ? r.score(accumulators[o]) : r.activation(accumulators[o]);
        }
        return outputs;
    }
}
