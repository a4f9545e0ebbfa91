package org.binaryconnect.hwexport.integer;

import java.util.List;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.packing.PackedMatrix;

/**
 * One step of an integer network. What each computes, to the bit, is in FORMAT.md and in {@link
 * ReferenceInterpreter}. An {@code int} named input, a or b is the index of a value.
 */
public sealed interface Operation extends DeviceOperation {

    /** What operations have whose result is rounded by a requantizer. */
    sealed interface Requantized {

        /** Null where the result are the accumulators themselves, 32 bits. */
        Requantizer requantizer();

        /** The same operation with another one. */
        Operation withRequantizer(Requantizer other);
    }

    /** An operation with a sum over weights. */
    sealed interface Linear extends Operation, Requantized, WeightedOperation {

        IntegerWeights weights();

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
            return weights() instanceof IntegerWeights.Binary binary ? binary.matrix() : null;
        }

        @Override
        default int weightBytes() {
            return weights().bytes();
        }
    }

    record Dense(
            String name, int input, IntegerWeights weights, Requantizer requantizer, Tensor output)
            implements Linear {
        public Dense {
            requireSize(name, weights.columns(), weights.rows());
        }

        @Override
        public Dense withRequantizer(Requantizer other) {
            return new Dense(name, input, weights, other, output);
        }
    }

    /**
     * @param weights fan-in in the order kernel row, kernel column, input channel
     * @param padValue what stands outside of the input: its zero point
     */
    record Convolution(
            String name,
            int input,
            IntegerWeights weights,
            Window window,
            int padValue,
            Requantizer requantizer,
            Tensor output)
            implements Linear {
        public Convolution {
            requireSize(name, weights.columns(), weights.rows());
        }

        @Override
        public Convolution withRequantizer(Requantizer other) {
            return new Convolution(name, input, weights, window, padValue, other, output);
        }
    }

    /**
     * @param weights [output channels, kernel row and column]
     * @param padValue as in a convolution
     */
    record DepthwiseConvolution(
            String name,
            int input,
            IntegerWeights weights,
            Window window,
            int padValue,
            Requantizer requantizer,
            Tensor output)
            implements Linear {
        public DepthwiseConvolution {
            requireSize(name, weights.columns(), weights.rows());
        }

        @Override
        public boolean isDepthwise() {
            return true;
        }

        @Override
        public DepthwiseConvolution withRequantizer(Requantizer other) {
            return new DepthwiseConvolution(name, input, weights, window, padValue, other, output);
        }
    }

    record MaxPool(String name, int input, Window window, Tensor output) implements Operation {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }
    }

    /**
     * The sum of the positions of a window that are inside of the input, requantized by the entry
     * for their number.
     *
     * @param firstCount the smallest number of positions; entry {@code count - firstCount} of the
     *     requantizer is for {@code count}
     */
    record AveragePool(
            String name,
            int input,
            Window window,
            int firstCount,
            Requantizer requantizer,
            Tensor output)
            implements Operation, Requantized {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public AveragePool withRequantizer(Requantizer other) {
            return new AveragePool(name, input, window, firstCount, other, output);
        }
    }

    /** A requantization of 8-bit values, one entry a channel. */
    record Affine(String name, int input, Requantizer requantizer, Tensor output)
            implements Operation, Requantized {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public Placement placement() {
            return output.element() == Tensor.Element.U8 ? Placement.IN_PLACE : Placement.OWN;
        }

        @Override
        public Affine withRequantizer(Requantizer other) {
            return new Affine(name, input, other, output);
        }
    }

    /**
     * {@code y = table[x]}.
     *
     * @param table 256 unsigned bytes
     */
    record Lookup(String name, int input, byte[] table, Tensor output) implements Operation {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public Placement placement() {
            return Placement.IN_PLACE;
        }
    }

    /** Limits of each channel's own, unsigned bytes. */
    record Clamp(String name, int input, byte[] minimum, byte[] maximum, Tensor output)
            implements Operation {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public Placement placement() {
            return Placement.IN_PLACE;
        }
    }

    /** {@code y = floor((a multiplierA + b multiplierB + offset) / 2^shift)}, limited. */
    record Add(
            String name,
            int a,
            int b,
            short multiplierA,
            short multiplierB,
            int shift,
            int offset,
            int minimum,
            int maximum,
            Tensor output)
            implements Operation {
        @Override
        public List<Integer> inputs() {
            return List.of(a, b);
        }
    }

    /**
     * Channels one after the other.
     *
     * @param tables for each input 256 unsigned bytes that it passes through, or null for none
     */
    record Concatenate(String name, List<Integer> inputs, byte[][] tables, Tensor output)
            implements Operation {
        public Concatenate {
            inputs = List.copyOf(inputs);
        }
    }

    /** The same bytes under another shape; nothing is computed. */
    record Reshape(String name, int input, Tensor output) implements Operation {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public Placement placement() {
            return Placement.SAME;
        }
    }

    /** {@code y[i] = x[order[i]]}. */
    record Permute(String name, int input, int[] order, Tensor output) implements Operation {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }
    }

    /** A border of {@code value} around height and width. */
    record Pad(
            String name,
            int input,
            int top,
            int left,
            int bottom,
            int right,
            int value,
            Tensor output)
            implements Operation {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }
    }

    /** {@code y = x - zeroPoint} in 32 bits: scores of a network that ends in 8-bit values. */
    record Widen(String name, int input, int zeroPoint, Tensor output) implements Operation {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }
    }

    /**
     * {@code y[c] = floor((a[c] multiplierA[c] + b[c] multiplierB[c] + offset[c]) / 2^shift[c])},
     * limited to 0 to 255: two accumulators of different scales become an activation.
     */
    record Combine(
            String name,
            int a,
            int b,
            short[] multiplierA,
            short[] multiplierB,
            byte[] shift,
            int[] offset,
            Tensor output)
            implements Operation {
        @Override
        public List<Integer> inputs() {
            return List.of(a, b);
        }
    }

    /**
     * The element-wise part of an LSTM. The sums are those of block input, forget, output, input
     * gate, one block of units after the other. The cell state is 16 bits a unit and starts at 0.
     *
     * @param constants see {@link LstmConstants}
     */
    record LstmCell(String name, int sums, LstmConstants constants, Tensor output)
            implements Operation {
        @Override
        public List<Integer> inputs() {
            return List.of(sums);
        }

        /** 16 bits a unit. */
        @Override
        public int cellBytes() {
            return 2 * output.shape().size();
        }
    }

    /**
     * Sizes are 16-bit in the C runtime; sums of so many bytes with binary weights stay below 2^30.
     */
    int MAX_SIZE = 65535;

    private static void requireSize(String name, int fanIn, int outputs) {
        if (fanIn > MAX_SIZE || outputs > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "Layer \"%s\" is %d x %d; the limit is %d in each direction"
                            .formatted(name, fanIn, outputs, MAX_SIZE));
        }
    }
}
