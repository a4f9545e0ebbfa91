package org.binaryconnect.hwexport.integer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.packing.PackedMatrix;

/**
 * Integer networks and inputs drawn from a seed, for benchmarks and tests: the same seed gives the
 * same numbers.
 */
public final class RandomNetworks {

    private RandomNetworks() {}

    /**
     * A network whose activations spread over 0 to 255.
     *
     * @param sizes inputs, then outputs of each layer
     */
    public static IntegerNetwork network(long seed, int... sizes) {
        Random random = new Random(seed);
        Tensor input = activations(sizes[0]);
        List<Operation> operations = new ArrayList<>();
        for (int l = 1; l < sizes.length; l++) {
            int fanIn = sizes[l - 1];
            boolean last = l == sizes.length - 1;
            PackedMatrix weights =
                    PackedMatrix.pack(sizes[l], fanIn, (r, c) -> random.nextBoolean());
            operations.add(
                    new Operation.Dense(
                            "layer " + l,
                            l - 1,
                            new IntegerWeights.Binary(weights),
                            requantizer(random, fanIn, sizes[l], last),
                            last ? scores(sizes[l]) : activations(sizes[l])));
        }
        return new IntegerNetwork(input, List.of(), operations);
    }

    private static Tensor activations(int size) {
        return new Tensor(Shape.vector(size), Tensor.Element.U8, 1.0 / 255, 0);
    }

    private static Tensor scores(int size) {
        return new Tensor(Shape.vector(size), Tensor.Element.S32, 1, 0);
    }

    private static Requantizer requantizer(Random random, int fanIn, int outputs, boolean last) {
        List<Requantization> channels = new ArrayList<>();
        for (int o = 0; o < outputs; o++) {
            // Accumulators have a standard deviation of about 150 sqrt(fanIn).
            double factor = (random.nextDouble() + 0.2) / Math.sqrt(fanIn);
            channels.add(
                    Requantization.of(
                            random.nextInt(4) == 0 ? -factor : factor,
                            100 * random.nextGaussian()));
        }
        return last
                ? new Requantizer(channels, Integer.MIN_VALUE, Integer.MAX_VALUE)
                : new Requantizer(channels, 0, 255);
    }

    /** [count][size] bytes over the whole range; the first vectors are all 0 and all 255. */
    public static byte[][] inputs(long seed, int count, int size) {
        Random random = new Random(seed);
        byte[][] inputs = new byte[count][size];
        for (int v = 1; v < count; v++) {
            if (v == 1) {
                Arrays.fill(inputs[v], (byte) 255);
            } else {
                random.nextBytes(inputs[v]);
            }
        }
        return inputs;
    }

    /** The vectors one after the other. */
    public static byte[] concatenate(byte[][] vectors) {
        byte[] all = new byte[vectors.length * vectors[0].length];
        for (int v = 0; v < vectors.length; v++) {
            System.arraycopy(vectors[v], 0, all, v * vectors[0].length, vectors[0].length);
        }
        return all;
    }
}
