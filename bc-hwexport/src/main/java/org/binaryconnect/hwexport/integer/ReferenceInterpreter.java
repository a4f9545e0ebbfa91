package org.binaryconnect.hwexport.integer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;

/**
 * What an exported network computes, by definition. Plain and exact rather than fast; safe to use
 * from several threads, each with a session of its own.
 */
public final class ReferenceInterpreter {

    private final IntegerNetwork network;
    private final List<Tensor> types;

    /**
     * [operation][input][output]: with the outputs innermost the inner loops are plain vector code.
     * Null for operations without weights.
     */
    private final int[][][] weights;

    public ReferenceInterpreter(IntegerNetwork network) {
        this.network = network;
        this.types = network.values();
        this.weights =
                network.operations().stream()
                        .map(
                                operation ->
                                        operation instanceof Operation.Linear linear
                                                ? transposed(linear.weights())
                                                : null)
                        .toArray(int[][][]::new);
    }

    private static int[][] transposed(IntegerWeights weights) {
        int[][] transposed = new int[weights.columns()][weights.rows()];
        for (int i = 0; i < weights.columns(); i++) {
            for (int o = 0; o < weights.rows(); o++) {
                transposed[i][o] = weights.value(o, i);
            }
        }
        return transposed;
    }

    /** A sequence of runs; states start at 0 and stay from run to run. */
    public Session session() {
        return new Session();
    }

    /**
     * The scores for one input, from the initial state.
     *
     * @param input {@link IntegerNetwork#inputs()} unsigned bytes
     */
    public int[] run(byte[] input) {
        return session().run(input);
    }

    /**
     * The scores for many inputs, each from the initial state, on all processors.
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

    /**
     * The scores for many sequences of inputs, each from the initial state, on all processors.
     *
     * @param sequences [sequences][runs] of {@link IntegerNetwork#inputs()} unsigned bytes
     * @return [sequences][runs][scores]
     */
    public int[][][] runSequences(byte[][][] sequences) {
        return Arrays.stream(sequences)
                .parallel()
                .map(
                        sequence -> {
                            Session session = session();
                            return Arrays.stream(sequence).map(session::run).toArray(int[][]::new);
                        })
                .toArray(int[][][]::new);
    }

    /** Runs one after the other, with the states between them. */
    public final class Session {

        private final int[][] states;
        private final short[][] cells = new short[network.operations().size()][];

        private Session() {
            states =
                    network.states().stream()
                            .map(state -> filled(state.tensor()))
                            .toArray(int[][]::new);
            for (int o = 0; o < cells.length; o++) {
                if (network.operations().get(o) instanceof Operation.LstmCell lstm) {
                    cells[o] = new short[lstm.output().shape().size()];
                }
            }
        }

        private static int[] filled(Tensor tensor) {
            int[] state = new int[tensor.shape().size()];
            Arrays.fill(state, tensor.zeroPoint());
            return state;
        }

        /** The scores for one input. */
        public int[] run(byte[] input) {
            int[][] values = trace(input);
            return values[values.length - 1];
        }

        /** All values of a run in their order, as {@link IntegerNetwork#values()}. */
        public int[][] trace(byte[] input) {
            if (input.length != network.inputs()) {
                throw new IllegalArgumentException(
                        "The network takes %d bytes, got %d"
                                .formatted(network.inputs(), input.length));
            }
            int[][] values = new int[types.size()][];
            values[0] = unsigned(input);
            System.arraycopy(states, 0, values, 1, states.length);
            for (int o = 0; o < network.operations().size(); o++) {
                values[network.valueOf(o)] = compute(o, values);
            }
            for (int s = 0; s < states.length; s++) {
                states[s] = values[network.states().get(s).source()];
            }
            return values;
        }

        private int[] compute(int o, int[][] values) {
            Operation operation = network.operations().get(o);
            int first = operation.inputs().get(0);
            int[] x = values[first];
            Shape from = types.get(first).shape();
            Shape to = operation.output().shape();
            if (operation instanceof Operation.Dense dense) {
                return requantize(dense.requantizer(), dense(weights[o], x));
            } else if (operation instanceof Operation.Convolution convolution) {
                return requantize(
                        convolution.requantizer(), convolve(weights[o], convolution, x, from));
            } else if (operation instanceof Operation.DepthwiseConvolution depthwise) {
                return requantize(
                        depthwise.requantizer(), convolveDepthwise(weights[o], depthwise, x, from));
            } else if (operation instanceof Operation.MaxPool pool) {
                return maximum(pool.window(), x, from, to);
            } else if (operation instanceof Operation.AveragePool pool) {
                return average(pool, x, from, to);
            } else if (operation instanceof Operation.Affine affine) {
                return requantize(affine.requantizer(), x);
            } else if (operation instanceof Operation.Lookup lookup) {
                return map(x.length, i -> lookup(lookup.table(), x[i]));
            } else if (operation instanceof Operation.Clamp clamp) {
                int channels = to.channels();
                return map(
                        x.length,
                        i ->
                                Math.max(
                                        lookup(clamp.minimum(), i % channels),
                                        Math.min(lookup(clamp.maximum(), i % channels), x[i])));
            } else if (operation instanceof Operation.Add add) {
                return add(add, x, values[add.b()]);
            } else if (operation instanceof Operation.Concatenate concatenate) {
                return concatenate(concatenate, values, to);
            } else if (operation instanceof Operation.Reshape) {
                return x;
            } else if (operation instanceof Operation.Permute permute) {
                return map(x.length, i -> x[permute.order()[i]]);
            } else if (operation instanceof Operation.Pad pad) {
                return pad(pad, x, from, to);
            } else if (operation instanceof Operation.Widen widen) {
                return map(x.length, i -> x[i] - widen.zeroPoint());
            } else if (operation instanceof Operation.Combine combine) {
                return combine(combine, x, values[combine.b()]);
            }
            return lstm((Operation.LstmCell) operation, x, cells[o]);
        }
    }

    private static int[] unsigned(byte[] bytes) {
        return map(bytes.length, i -> Byte.toUnsignedInt(bytes[i]));
    }

    private static int lookup(byte[] table, int index) {
        return Byte.toUnsignedInt(table[index]);
    }

    private static int[] map(int length, java.util.function.IntUnaryOperator element) {
        int[] y = new int[length];
        Arrays.setAll(y, element);
        return y;
    }

    private static int[] dense(int[][] weights, int[] x) {
        int[] accumulators = new int[weights[0].length];
        for (int i = 0; i < x.length; i++) {
            accumulate(accumulators, 0, weights[i], x[i]);
        }
        return accumulators;
    }

    private static void accumulate(int[] accumulators, int first, int[] weights, int x) {
        if (x != 0) {
            for (int o = 0; o < weights.length; o++) {
                accumulators[first + o] += weights[o] * x;
            }
        }
    }

    private static int[] requantize(Requantizer requantizer, int[] accumulators) {
        if (requantizer == null) {
            return accumulators;
        }
        int channels = requantizer.channels().size();
        return map(accumulators.length, i -> requantizer.apply(i % channels, accumulators[i]));
    }

    /** Called for every position of a kernel, inside of the input or not. */
    @FunctionalInterface
    private interface Tap {
        /**
         * @param output index of the output position
         * @param tap index of the kernel position
         * @param input index of the input position; -1 outside
         */
        void at(int output, int tap, int input);
    }

    private static void forEachTap(Window window, Shape from, Shape to, Tap consumer) {
        for (int y = 0; y < to.height(); y++) {
            for (int x = 0; x < to.width(); x++) {
                for (int ky = 0; ky < window.kernelHeight(); ky++) {
                    int row = y * window.strideY() + ky * window.dilationY() - window.padTop();
                    for (int kx = 0; kx < window.kernelWidth(); kx++) {
                        int column =
                                x * window.strideX() + kx * window.dilationX() - window.padLeft();
                        boolean inside =
                                row >= 0
                                        && row < from.height()
                                        && column >= 0
                                        && column < from.width();
                        consumer.at(
                                y * to.width() + x,
                                ky * window.kernelWidth() + kx,
                                inside ? row * from.width() + column : -1);
                    }
                }
            }
        }
    }

    private static int[] convolve(
            int[][] weights, Operation.Convolution convolution, int[] x, Shape from) {
        Shape to = convolution.output().shape();
        int[] accumulators = new int[to.size()];
        int channels = from.channels();
        forEachTap(
                convolution.window(),
                from,
                to,
                (output, tap, input) -> {
                    for (int c = 0; c < channels; c++) {
                        accumulate(
                                accumulators,
                                output * to.channels(),
                                weights[tap * channels + c],
                                input < 0 ? convolution.padValue() : x[input * channels + c]);
                    }
                });
        return accumulators;
    }

    private static int[] convolveDepthwise(
            int[][] weights, Operation.DepthwiseConvolution convolution, int[] x, Shape from) {
        Shape to = convolution.output().shape();
        int[] accumulators = new int[to.size()];
        int multiplier = to.channels() / from.channels();
        forEachTap(
                convolution.window(),
                from,
                to,
                (output, tap, input) -> {
                    for (int o = 0; o < to.channels(); o++) {
                        int value =
                                input < 0
                                        ? convolution.padValue()
                                        : x[input * from.channels() + o / multiplier];
                        accumulators[output * to.channels() + o] += weights[tap][o] * value;
                    }
                });
        return accumulators;
    }

    private static int[] maximum(Window window, int[] x, Shape from, Shape to) {
        int[] y = new int[to.size()];
        int channels = to.channels();
        forEachTap(
                window,
                from,
                to,
                (output, tap, input) -> {
                    for (int c = 0; input >= 0 && c < channels; c++) {
                        int o = output * channels + c;
                        y[o] = Math.max(y[o], x[input * channels + c]);
                    }
                });
        return y;
    }

    private static int[] average(Operation.AveragePool pool, int[] x, Shape from, Shape to) {
        int[] sums = new int[to.size()];
        int[] counts = new int[to.positions()];
        int channels = to.channels();
        forEachTap(
                pool.window(),
                from,
                to,
                (output, tap, input) -> {
                    counts[output] += input >= 0 ? 1 : 0;
                    for (int c = 0; input >= 0 && c < channels; c++) {
                        sums[output * channels + c] += x[input * channels + c];
                    }
                });
        return map(
                sums.length,
                i -> pool.requantizer().apply(counts[i / channels] - pool.firstCount(), sums[i]));
    }

    private static int[] add(Operation.Add add, int[] a, int[] b) {
        return map(
                a.length,
                i -> {
                    long sum =
                            (long) a[i] * add.multiplierA()
                                    + (long) b[i] * add.multiplierB()
                                    + add.offset();
                    return (int)
                            Math.max(add.minimum(), Math.min(add.maximum(), sum >> add.shift()));
                });
    }

    private static int[] concatenate(Operation.Concatenate concatenate, int[][] values, Shape to) {
        int[] y = new int[to.size()];
        int first = 0;
        for (int k = 0; k < concatenate.inputs().size(); k++) {
            int[] part = values[concatenate.inputs().get(k)];
            byte[] table = concatenate.tables()[k];
            int channels = part.length / to.positions();
            for (int i = 0; i < part.length; i++) {
                y[i / channels * to.channels() + first + i % channels] =
                        table == null ? part[i] : lookup(table, part[i]);
            }
            first += channels;
        }
        return y;
    }

    private static int[] pad(Operation.Pad pad, int[] x, Shape from, Shape to) {
        int[] y = new int[to.size()];
        Arrays.fill(y, pad.value());
        int row = from.width() * from.channels();
        for (int r = 0; r < from.height(); r++) {
            int target = ((r + pad.top()) * to.width() + pad.left()) * to.channels();
            System.arraycopy(x, r * row, y, target, row);
        }
        return y;
    }

    private static int[] combine(Operation.Combine combine, int[] a, int[] b) {
        return map(
                a.length,
                c -> {
                    long sum =
                            (long) a[c] * combine.multiplierA()[c]
                                    + (long) b[c] * combine.multiplierB()[c]
                                    + combine.offset()[c];
                    return (int) Math.max(0, Math.min(255, sum >> combine.shift()[c]));
                });
    }

    private static int[] lstm(Operation.LstmCell lstm, int[] sums, short[] cell) {
        int units = cell.length;
        return map(
                units,
                u -> {
                    cell[u] =
                            lstm.constants()
                                    .cell(sums[u], sums[units + u], sums[3 * units + u], cell[u]);
                    return lstm.constants().hidden(sums[2 * units + u], cell[u]);
                });
    }
}
