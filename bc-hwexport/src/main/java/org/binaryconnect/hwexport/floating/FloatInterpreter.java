package org.binaryconnect.hwexport.floating;

import java.util.Arrays;
import java.util.List;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Weights;
import org.binaryconnect.hwexport.ir.Window;

/**
 * What an exported floating-point network computes, by definition: Java's {@code float} is IEEE 754
 * single precision and fuses nothing. Plain rather than fast; safe to use from several threads,
 * each with a session of its own.
 */
public final class FloatInterpreter {

    private static final int GROUP = 8;

    private final FloatNetwork network;
    private final List<Tensor> types;

    /** [operation][output][input]; null for operations without weights. */
    private final float[][][] weights;

    public FloatInterpreter(FloatNetwork network) {
        this.network = network;
        this.types = network.values();
        this.weights =
                network.operations().stream()
                        .map(
                                operation ->
                                        operation instanceof FloatOperation.Linear linear
                                                ? matrix(linear.weights())
                                                : null)
                        .toArray(float[][][]::new);
    }

    private static float[][] matrix(Weights weights) {
        float[][] matrix = new float[weights.rows()][weights.columns()];
        for (int o = 0; o < matrix.length; o++) {
            for (int i = 0; i < matrix[o].length; i++) {
                matrix[o][i] = (float) weights.value(o, i);
            }
        }
        return matrix;
    }

    /** A sequence of runs; states start at 0 and stay from run to run. */
    public Session session() {
        return new Session();
    }

    /** The scores for one input, from the initial state. */
    public float[] run(float[] input) {
        return session().run(input);
    }

    /** Runs one after the other, with the states between them. */
    public final class Session {

        private final float[][] states;
        private final float[][] cells = new float[network.operations().size()][];

        private Session() {
            states =
                    network.states().stream()
                            .map(state -> new float[state.tensor().shape().size()])
                            .toArray(float[][]::new);
            for (int o = 0; o < cells.length; o++) {
                if (network.operations().get(o) instanceof FloatOperation.LstmCell lstm) {
                    cells[o] = new float[lstm.output().shape().size()];
                }
            }
        }

        /** The scores for one input. */
        public float[] run(float[] input) {
            float[][] values = trace(input);
            return values[values.length - 1];
        }

        /** All values of a run in their order, as {@link FloatNetwork#values()}. */
        public float[][] trace(float[] input) {
            if (input.length != network.inputs()) {
                throw new IllegalArgumentException(
                        "The network takes %d values, got %d"
                                .formatted(network.inputs(), input.length));
            }
            float[][] values = new float[types.size()][];
            values[0] = input;
            System.arraycopy(states, 0, values, 1, states.length);
            for (int o = 0; o < network.operations().size(); o++) {
                values[network.valueOf(o)] = compute(o, values);
            }
            for (int s = 0; s < states.length; s++) {
                states[s] = values[network.states().get(s).source()];
            }
            return values;
        }

        private float[] compute(int o, float[][] values) {
            FloatOperation operation = network.operations().get(o);
            int first = operation.inputs().get(0);
            float[] x = values[first];
            Shape from = types.get(first).shape();
            Shape to = operation.output().shape();
            if (operation instanceof FloatOperation.Dense dense) {
                return scale(dense.scaling(), sums(o, dense, x));
            } else if (operation instanceof FloatOperation.Convolution convolution) {
                return scale(convolution.scaling(), convolve(o, convolution, x, from));
            } else if (operation instanceof FloatOperation.DepthwiseConvolution depthwise) {
                return scale(
                        depthwise.scaling(), convolveDepthwise(weights[o], depthwise, x, from));
            } else if (operation instanceof FloatOperation.MaxPool pool) {
                return maximum(pool.window(), x, from, to);
            } else if (operation instanceof FloatOperation.AveragePool pool) {
                return average(pool, x, from, to);
            } else if (operation instanceof FloatOperation.Affine affine) {
                return scale(affine.scaling(), x);
            } else if (operation instanceof FloatOperation.Activation activation) {
                return map(x.length, i -> activation.function().apply(x[i]));
            } else if (operation instanceof FloatOperation.Add add) {
                return add(add, x, values[add.b()]);
            } else if (operation instanceof FloatOperation.Concatenate concatenate) {
                return concatenate(concatenate, values, to);
            } else if (operation instanceof FloatOperation.Reshape) {
                return x;
            } else if (operation instanceof FloatOperation.Permute permute) {
                return map(x.length, i -> x[permute.order()[i]]);
            } else if (operation instanceof FloatOperation.Pad pad) {
                return pad(pad, x, from, to);
            }
            return lstm((FloatOperation.LstmCell) operation, x, cells[o]);
        }

        private float[] sums(int o, FloatOperation.Linear linear, float[] x) {
            boolean binary = linear.binaryWeights() != null;
            float[][] matrix = weights[o];
            return map(
                    matrix.length,
                    r -> binary ? binarySum(matrix[r], x) : productSum(matrix[r], x));
        }

        /** Each window as an array, which becomes the input of a dense layer. */
        private float[] convolve(
                int o, FloatOperation.Convolution convolution, float[] x, Shape from) {
            Shape to = convolution.output().shape();
            int channels = from.channels();
            float[] y = new float[to.size()];
            for (int position = 0; position < to.positions(); position++) {
                int[] taps = taps(convolution.window(), from, to, position);
                float[] window = new float[taps.length * channels];
                for (int tap = 0; tap < taps.length; tap++) {
                    if (taps[tap] >= 0) {
                        System.arraycopy(x, taps[tap] * channels, window, tap * channels, channels);
                    }
                }
                float[] sums = sums(o, convolution, window);
                System.arraycopy(sums, 0, y, position * to.channels(), sums.length);
            }
            return y;
        }
    }

    /**
     * {@code sum = sum + (((w0 x0 + w1 x1) + (w2 x2 + w3 x3)) + ((w4 x4 + w5 x5) + (w6 x6 + w7
     * x7)))} for one group of 8 after the other; products with +1 and -1 are exact.
     */
    private static float binarySum(float[] row, float[] x) {
        float sum = 0;
        for (int first = 0; first < x.length; first += GROUP) {
            sum = sum + (four(row, x, first) + four(row, x, first + GROUP / 2));
        }
        return sum;
    }

    private static float four(float[] row, float[] x, int first) {
        return (term(row, x, first) + term(row, x, first + 1))
                + (term(row, x, first + 2) + term(row, x, first + 3));
    }

    private static float term(float[] row, float[] x, int i) {
        return i < x.length ? row[i] * x[i] : 0;
    }

    private static float productSum(float[] row, float[] x) {
        float sum = 0;
        for (int i = 0; i < x.length; i++) {
            float product = row[i] * x[i];
            sum = sum + product;
        }
        return sum;
    }

    /** A number for each index. */
    @FunctionalInterface
    private interface Element {
        float at(int index);
    }

    private static float[] map(int length, Element element) {
        float[] y = new float[length];
        for (int i = 0; i < length; i++) {
            y[i] = element.at(i);
        }
        return y;
    }

    private static float[] scale(Scaling scaling, float[] sums) {
        return map(sums.length, i -> scaling.apply(i % scaling.channels(), sums[i]));
    }

    /** The input positions of a window, row by row; -1 outside. */
    private static int[] taps(Window window, Shape from, Shape to, int position) {
        int[] taps = new int[window.taps()];
        int y = position / to.width() * window.strideY() - window.padTop();
        int x = position % to.width() * window.strideX() - window.padLeft();
        for (int tap = 0; tap < taps.length; tap++) {
            int row = y + tap / window.kernelWidth() * window.dilationY();
            int column = x + tap % window.kernelWidth() * window.dilationX();
            boolean inside =
                    row >= 0 && row < from.height() && column >= 0 && column < from.width();
            taps[tap] = inside ? row * from.width() + column : -1;
        }
        return taps;
    }

    private static float[] convolveDepthwise(
            float[][] matrix,
            FloatOperation.DepthwiseConvolution depthwise,
            float[] x,
            Shape from) {
        Shape to = depthwise.output().shape();
        int multiplier = to.channels() / from.channels();
        float[] y = new float[to.size()];
        for (int position = 0; position < to.positions(); position++) {
            int[] taps = taps(depthwise.window(), from, to, position);
            for (int o = 0; o < to.channels(); o++) {
                float sum = 0;
                for (int tap = 0; tap < taps.length; tap++) {
                    float value =
                            taps[tap] < 0 ? 0 : x[taps[tap] * from.channels() + o / multiplier];
                    float product = matrix[o][tap] * value;
                    sum = sum + product;
                }
                y[position * to.channels() + o] = sum;
            }
        }
        return y;
    }

    private static float[] maximum(Window window, float[] x, Shape from, Shape to) {
        int channels = to.channels();
        float[] y = new float[to.size()];
        for (int position = 0; position < to.positions(); position++) {
            int[] taps =
                    Arrays.stream(taps(window, from, to, position)).filter(t -> t >= 0).toArray();
            for (int c = 0; c < channels; c++) {
                float maximum = x[taps[0] * channels + c];
                for (int tap : taps) {
                    float value = x[tap * channels + c];
                    maximum = value > maximum ? value : maximum;
                }
                y[position * channels + c] = maximum;
            }
        }
        return y;
    }

    private static float[] average(
            FloatOperation.AveragePool pool, float[] x, Shape from, Shape to) {
        int channels = to.channels();
        float[] y = new float[to.size()];
        for (int position = 0; position < to.positions(); position++) {
            int[] taps =
                    Arrays.stream(taps(pool.window(), from, to, position))
                            .filter(t -> t >= 0)
                            .toArray();
            for (int c = 0; c < channels; c++) {
                float sum = 0;
                for (int tap : taps) {
                    sum = sum + x[tap * channels + c];
                }
                y[position * channels + c] = sum * pool.factors()[taps.length - pool.firstCount()];
            }
        }
        return y;
    }

    private static float[] add(FloatOperation.Add add, float[] a, float[] b) {
        return map(
                a.length,
                i -> {
                    float productA = a[i] * add.factorA();
                    float productB = b[i] * add.factorB();
                    return add.limits().apply(productA + productB);
                });
    }

    private static float[] concatenate(
            FloatOperation.Concatenate concatenate, float[][] values, Shape to) {
        float[] y = new float[to.size()];
        int first = 0;
        for (int input : concatenate.inputs()) {
            float[] part = values[input];
            int channels = part.length / to.positions();
            for (int p = 0; p < to.positions(); p++) {
                System.arraycopy(part, p * channels, y, p * to.channels() + first, channels);
            }
            first += channels;
        }
        return y;
    }

    private static float[] pad(FloatOperation.Pad pad, float[] x, Shape from, Shape to) {
        float[] y = new float[to.size()];
        int row = from.width() * from.channels();
        for (int r = 0; r < from.height(); r++) {
            int target = ((r + pad.top()) * to.width() + pad.left()) * to.channels();
            System.arraycopy(x, r * row, y, target, row);
        }
        return y;
    }

    private static float[] lstm(FloatOperation.LstmCell lstm, float[] sums, float[] cell) {
        int units = cell.length;
        return map(
                units,
                u -> {
                    float block = lstm.activation().apply(sums[u]);
                    float forget = lstm.gate().apply(sums[units + u]);
                    float output = lstm.gate().apply(sums[2 * units + u]);
                    float input = lstm.gate().apply(sums[3 * units + u]);
                    float kept = forget * cell[u];
                    float added = input * block;
                    cell[u] = kept + added;
                    return output * lstm.activation().apply(cell[u]);
                });
    }
}
