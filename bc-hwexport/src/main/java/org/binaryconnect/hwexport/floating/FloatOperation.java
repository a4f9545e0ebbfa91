package org.binaryconnect.hwexport.floating;

import java.util.List;
import org.binaryconnect.hwexport.integer.DeviceOperation;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.integer.WeightedOperation;
import org.binaryconnect.hwexport.ir.Weights;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.packing.PackedMatrix;

/**
 * One step of a network on floating-point activations. What each computes, to the bit, is in
 * FLOAT.md and in {@link FloatInterpreter}. An {@code int} named input, a or b is the index of a
 * value.
 */
public sealed interface FloatOperation extends DeviceOperation {

    /** An operation with a sum over weights. */
    sealed interface Linear extends FloatOperation, WeightedOperation {

        Weights weights();

        Scaling scaling();

        @Override
        default int fanIn() {
            return weights().columns();
        }

        @Override
        default int outputs() {
            return weights().rows();
        }

        @Override
        default PackedMatrix binaryWeights() {
            return weights() instanceof Weights.Binary binary ? binary.matrix() : null;
        }

        /** Of binary weights 1 bit each, rows padded to bytes; of real ones 4 bytes. */
        @Override
        default int weightBytes() {
            PackedMatrix binary = binaryWeights();
            return binary != null
                    ? binary.size()
                    : Math.multiplyExact(4, Math.multiplyExact(outputs(), fanIn()));
        }
    }

    record Dense(String name, int input, Weights weights, Scaling scaling, Tensor output)
            implements Linear {}

    /**
     * @param weights fan-in in the order kernel row, kernel column, input channel
     */
    record Convolution(
            String name, int input, Weights weights, Window window, Scaling scaling, Tensor output)
            implements Linear {}

    /**
     * @param weights [output channels, kernel row and column]
     */
    record DepthwiseConvolution(
            String name, int input, Weights weights, Window window, Scaling scaling, Tensor output)
            implements Linear {
        @Override
        public boolean isDepthwise() {
            return true;
        }
    }

    /** An operation on one value. */
    sealed interface Unary extends FloatOperation {
        int input();

        @Override
        default List<Integer> inputs() {
            return List.of(input());
        }
    }

    record MaxPool(String name, int input, Window window, Tensor output) implements Unary {}

    /**
     * The sum of the positions of a window that are inside of the input, times the factor for their
     * number.
     *
     * @param firstCount the smallest number of positions; factor {@code count - firstCount} is for
     *     {@code count}
     */
    record AveragePool(
            String name, int input, Window window, int firstCount, float[] factors, Tensor output)
            implements Unary {}

    /** A scaling of channels. */
    record Affine(String name, int input, Scaling scaling, Tensor output) implements Unary {
        @Override
        public Placement placement() {
            return Placement.IN_PLACE;
        }
    }

    record Activation(String name, int input, FloatFunction function, Tensor output)
            implements Unary {
        @Override
        public Placement placement() {
            return Placement.IN_PLACE;
        }
    }

    /** {@code y = a factorA + b factorB}, both products rounded; then the limits. */
    record Add(
            String name,
            int a,
            int b,
            float factorA,
            float factorB,
            Scaling.Limits limits,
            Tensor output)
            implements FloatOperation {
        @Override
        public List<Integer> inputs() {
            return List.of(a, b);
        }
    }

    /** Channels one after the other. */
    record Concatenate(String name, List<Integer> inputs, Tensor output) implements FloatOperation {
        public Concatenate {
            inputs = List.copyOf(inputs);
        }
    }

    /** The same numbers under another shape; nothing is computed. */
    record Reshape(String name, int input, Tensor output) implements Unary {
        @Override
        public Placement placement() {
            return Placement.SAME;
        }
    }

    /** {@code y[i] = x[order[i]]}. */
    record Permute(String name, int input, int[] order, Tensor output) implements Unary {}

    /** A border of zeros around height and width. */
    record Pad(String name, int input, int top, int left, int bottom, int right, Tensor output)
            implements Unary {}

    /**
     * The element-wise part of an LSTM: activations of the four blocks of sums, block input g,
     * forget gate f, output gate o, input gate i; {@code cell = f cell + i g}, both products
     * rounded; {@code y = o activation(cell)}. The cells start at 0.
     */
    record LstmCell(
            String name, int sums, FloatFunction activation, FloatFunction gate, Tensor output)
            implements FloatOperation {
        @Override
        public List<Integer> inputs() {
            return List.of(sums);
        }

        @Override
        public int cellBytes() {
            return output.bytes();
        }
    }
}
