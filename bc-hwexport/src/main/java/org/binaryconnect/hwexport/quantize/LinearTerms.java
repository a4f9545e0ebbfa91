package org.binaryconnect.hwexport.quantize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerWeights;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Requantization;
import org.binaryconnect.hwexport.integer.Requantizer;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.integer.Tensor.Element;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.Weights;

/**
 * The real value of a layer's accumulators: {@code real[o] = factor[o] accumulator[o] +
 * constant[o]}.
 *
 * @param weights as integers; null for an affine node, whose accumulator is its input
 * @param factor scale of the input, times that of the output's weights
 * @param constant what the input's zero point adds
 * @param largest magnitude that an accumulator can have
 */
record LinearTerms(IntegerWeights weights, double[] factor, double[] constant, double[] largest) {

    private static final int LARGEST_WEIGHT = 127;

    /** The terms of a node on an input. */
    static LinearTerms of(Node node, Tensor input) {
        if (node instanceof Node.Affine affine) {
            int channels = affine.scale().length;
            double[] factor = filled(channels, input.scale());
            double[] constant = filled(channels, -input.scale() * input.zeroPoint());
            return new LinearTerms(null, factor, constant, filled(channels, 255));
        }
        return of(weights(node), input);
    }

    private static Weights weights(Node node) {
        if (node instanceof Node.Dense dense) {
            return dense.weights();
        } else if (node instanceof Node.Convolution convolution) {
            return convolution.weights();
        }
        return ((Node.DepthwiseConvolution) node).weights();
    }

    /** The terms of a matrix on an input. */
    static LinearTerms of(Weights weights, Tensor input) {
        int rows = weights.rows();
        double[] scales = new double[rows];
        IntegerWeights integers = integers(weights, scales);
        double[] factor = new double[rows];
        double[] constant = new double[rows];
        double[] largest = new double[rows];
        for (int o = 0; o < rows; o++) {
            long sum = 0;
            long magnitude = 0;
            for (int i = 0; i < integers.columns(); i++) {
                int weight = integers.value(o, i);
                sum += weight;
                magnitude += Math.abs(weight);
            }
            factor[o] = scales[o] * input.scale();
            constant[o] = -factor[o] * input.zeroPoint() * sum;
            largest[o] = 255.0 * magnitude;
        }
        return new LinearTerms(integers, factor, constant, largest);
    }

    /** Weights as integers; {@code scales} receives the real value of a unit of each row. */
    private static IntegerWeights integers(Weights weights, double[] scales) {
        if (weights instanceof Weights.Binary binary) {
            Arrays.fill(scales, 1);
            return new IntegerWeights.Binary(binary.matrix());
        }
        byte[][] matrix = new byte[weights.rows()][weights.columns()];
        for (int o = 0; o < matrix.length; o++) {
            double largest = 0;
            for (int i = 0; i < weights.columns(); i++) {
                largest = Math.max(largest, Math.abs(weights.value(o, i)));
            }
            scales[o] = largest > 0 ? largest / LARGEST_WEIGHT : 1;
            for (int i = 0; i < weights.columns(); i++) {
                matrix[o][i] = (byte) Math.round(weights.value(o, i) / scales[o]);
            }
        }
        return new IntegerWeights.Int8(matrix);
    }

    /** The requantizations that apply a stage to the accumulators. */
    List<Requantization> requantize(String name, Stage stage, Tensor to) {
        List<Requantization> requantizations = new ArrayList<>();
        for (int o = 0; o < factor.length; o++) {
            double gain = stage.scale[o] * factor[o] / to.scale();
            double bias =
                    (stage.scale[o] * constant[o] + stage.offset[o]) / to.scale() + to.zeroPoint();
            if (to.element() == Element.U8) {
                // Beyond this the output is limited whatever the accumulator; a smaller bias leaves
                // more bits to the factor.
                double decisive = Math.abs(gain) * largest[o] + 256;
                bias = Math.max(-decisive, Math.min(decisive, bias));
            }
            requantizations.add(requantization(name, o, gain, bias));
        }
        return requantizations;
    }

    /** One requantization, with an error that names the layer. */
    static Requantization requantization(String name, int channel, double factor, double bias) {
        try {
            return Requantization.of(factor, bias);
        } catch (IllegalArgumentException e) {
            throw new ExportException(
                    "Layer \"%s\", output %d: %s; its batch normalization is out of proportion"
                            .formatted(name, channel, e.getMessage()),
                    e);
        }
    }

    /** The integer operation of the node. */
    Operation operation(Node node, int input, Tensor from, Requantizer requantizer, Tensor to) {
        String name = node.name();
        try {
            if (node instanceof Node.Dense) {
                return new Operation.Dense(name, input, weights, requantizer, to);
            } else if (node instanceof Node.Convolution convolution) {
                return new Operation.Convolution(
                        name,
                        input,
                        weights,
                        convolution.window(),
                        from.zeroPoint(),
                        requantizer,
                        to);
            } else if (node instanceof Node.DepthwiseConvolution depthwise) {
                return new Operation.DepthwiseConvolution(
                        name,
                        input,
                        weights,
                        depthwise.window(),
                        from.zeroPoint(),
                        requantizer,
                        to);
            }
            return new Operation.Affine(name, input, requantizer, to);
        } catch (IllegalArgumentException e) {
            throw new ExportException(e.getMessage() + "; use a narrower layer", e);
        }
    }

    private static double[] filled(int count, double value) {
        double[] array = new double[count];
        Arrays.fill(array, value);
        return array;
    }
}
