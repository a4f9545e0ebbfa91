package org.binaryconnect.examples.bench.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.IntegerWeights;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Requantization;
import org.binaryconnect.hwexport.integer.Requantizer;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.integer.Tensor.Element;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.packing.PackedMatrix;

/** Networks of one layer with random weights, to measure a kernel alone. */
final class LayerNetworks {

    private LayerNetworks() {}

    /** A dense layer. */
    static IntegerNetwork dense(int fanIn, int outputs, boolean binary) {
        Random random = new Random(1);
        return network(
                Shape.vector(fanIn),
                new Operation.Dense(
                        "dense",
                        0,
                        weights(random, outputs, fanIn, binary),
                        requantizer(random, outputs, fanIn),
                        scores(Shape.vector(outputs))));
    }

    /** A convolution that keeps height and width of an odd kernel's input. */
    static IntegerNetwork convolution(int size, int channels, int outputs, int kernel) {
        Random random = new Random(1);
        int fanIn = kernel * kernel * channels;
        Shape input = new Shape(size, size, channels);
        return network(
                input,
                new Operation.Convolution(
                        "conv",
                        0,
                        weights(random, outputs, fanIn, true),
                        same(kernel),
                        0,
                        requantizer(random, outputs, fanIn),
                        scores(new Shape(size, size, outputs))));
    }

    /** A depthwise convolution. */
    static IntegerNetwork depthwise(int size, int channels, int kernel, boolean binary) {
        Random random = new Random(1);
        return network(
                new Shape(size, size, channels),
                new Operation.DepthwiseConvolution(
                        "depthwise",
                        0,
                        weights(random, channels, kernel * kernel, binary),
                        same(kernel),
                        0,
                        requantizer(random, channels, kernel * kernel),
                        scores(new Shape(size, size, channels))));
    }

    static Window same(int kernel) {
        int pad = kernel / 2;
        return new Window(kernel, kernel, 1, 1, 1, 1, pad, pad, pad, pad);
    }

    private static IntegerNetwork network(Shape input, Operation operation) {
        return new IntegerNetwork(
                new Tensor(input, Element.U8, 1.0 / 255, 0), List.of(), List.of(operation));
    }

    private static Tensor scores(Shape shape) {
        return new Tensor(shape, Element.S32, 1, 0);
    }

    private static IntegerWeights weights(Random random, int rows, int columns, boolean binary) {
        if (binary) {
            return new IntegerWeights.Binary(
                    PackedMatrix.pack(rows, columns, (r, c) -> random.nextBoolean()));
        }
        byte[][] matrix = new byte[rows][columns];
        for (byte[] row : matrix) {
            for (int c = 0; c < columns; c++) {
                row[c] = (byte) (random.nextInt(255) - 127);
            }
        }
        return new IntegerWeights.Int8(matrix);
    }

    /** Activations, as those of a hidden layer: limited to 0 to 255. */
    private static Requantizer requantizer(Random random, int channels, int fanIn) {
        List<Requantization> list = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            list.add(
                    Requantization.of(
                            (random.nextDouble() + 0.2) / Math.sqrt(fanIn),
                            100 * random.nextGaussian()));
        }
        return new Requantizer(list, 0, 255);
    }
}
