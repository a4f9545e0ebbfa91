package org.binaryconnect.hwexport.ir;

import java.util.Arrays;
import java.util.List;

/**
 * Computes a network in real numbers, as DL4J would: for calibration and comparison. Plain rather
 * than fast; safe to use from several threads, each with a session of its own.
 */
public final class RealInterpreter {

    private final Network network;

    /** [step][matrix] as plain numbers; null for nodes without weights. */
    private final float[][][][] weights;

    public RealInterpreter(Network network) {
        this.network = network;
        this.weights =
                network.steps().stream()
                        .map(step -> matrices(step.node()))
                        .toArray(float[][][][]::new);
    }

    private static float[][][] matrices(Node node) {
        if (node instanceof Node.Dense dense) {
            return new float[][][] {matrix(dense.weights())};
        } else if (node instanceof Node.Convolution convolution) {
            return new float[][][] {matrix(convolution.weights())};
        } else if (node instanceof Node.DepthwiseConvolution depthwise) {
            return new float[][][] {matrix(depthwise.weights())};
        } else if (node instanceof Node.SimpleRnn rnn) {
            return new float[][][] {matrix(rnn.input()), matrix(rnn.recurrent())};
        } else if (node instanceof Node.Lstm lstm) {
            return new float[][][] {matrix(lstm.input()), matrix(lstm.recurrent())};
        }
        return null;
    }

    private static float[][] matrix(Weights weights) {
        float[][] matrix = new float[weights.rows()][weights.columns()];
        for (int r = 0; r < matrix.length; r++) {
            for (int c = 0; c < matrix[r].length; c++) {
                matrix[r][c] = (float) weights.value(r, c);
            }
        }
        return matrix;
    }

    public Network network() {
        return network;
    }

    /** A sequence of runs; recurrent nodes start at 0 and keep their state from run to run. */
    public Session session() {
        return new Session();
    }

    /** The result for one input, from the initial state. */
    public double[] run(double[] input) {
        double[][] values = session().run(input);
        return values[values.length - 1];
    }

    /** Runs one after the other. */
    public final class Session {

        /** [step] hidden state, then cell state; null for nodes without a state. */
        private final double[][][] states = new double[network.steps().size()][][];

        private final double[][] sums = new double[network.steps().size()][];

        private Session() {
            for (int s = 0; s < states.length; s++) {
                if (network.steps().get(s).node() instanceof Node.SimpleRnn rnn) {
                    states[s] = new double[1][rnn.recurrent().columns()];
                } else if (network.steps().get(s).node() instanceof Node.Lstm lstm) {
                    states[s] = new double[2][lstm.recurrent().columns()];
                }
            }
        }

        /** All values of a run: the input's first, the result's last. */
        public double[][] run(double[] input) {
            if (input.length != network.inputs()) {
                throw new IllegalArgumentException(
                        "The network takes %d values, got %d"
                                .formatted(network.inputs(), input.length));
            }
            double[][] values = new double[network.shapes().size()][];
            values[0] = input;
            for (int s = 0; s < network.steps().size(); s++) {
                List<Integer> inputs = network.steps().get(s).inputs();
                double[][] arguments = inputs.stream().map(i -> values[i]).toArray(double[][]::new);
                values[s + 1] = compute(s, arguments);
            }
            return values;
        }

        /** What a recurrent node applied its activations to in the last run. */
        public double[] sums(int step) {
            return sums[step];
        }

        /** The cell state of an LSTM node after the last run. */
        public double[] cell(int step) {
            return states[step][1];
        }

        private double[] compute(int step, double[][] arguments) {
            Node node = network.steps().get(step).node();
            double[] x = arguments[0];
            Shape from = network.shapes().get(network.steps().get(step).inputs().get(0));
            Shape to = network.shapes().get(step + 1);
            if (node instanceof Node.Dense) {
                return product(weights[step][0], x);
            } else if (node instanceof Node.Convolution convolution) {
                return convolve(weights[step][0], convolution.window(), x, from, to);
            } else if (node instanceof Node.DepthwiseConvolution depthwise) {
                return convolveDepthwise(weights[step][0], depthwise.window(), x, from, to);
            } else if (node instanceof Node.MaxPool pool) {
                return maximum(pool.window(), x, from, to);
            } else if (node instanceof Node.AveragePool pool) {
                return average(pool, x, from, to);
            } else if (node instanceof Node.Affine affine) {
                return affine(affine, x);
            } else if (node instanceof Node.Activation activation) {
                return Arrays.stream(x).map(activation.function()::apply).toArray();
            } else if (node instanceof Node.Add add) {
                double[] sum = new double[x.length];
                Arrays.setAll(sum, i -> add.factorA() * x[i] + add.factorB() * arguments[1][i]);
                return sum;
            } else if (node instanceof Node.Concatenate) {
                return concatenate(arguments, to);
            } else if (node instanceof Node.Reshape) {
                return x;
            } else if (node instanceof Node.Permute permute) {
                return Arrays.stream(permute.order()).mapToDouble(i -> x[i]).toArray();
            } else if (node instanceof Node.Pad pad) {
                return pad(pad, x, from, to);
            } else if (node instanceof Node.SimpleRnn rnn) {
                sums[step] =
                        weightedSums(
                                weights[step],
                                x,
                                states[step][0],
                                rnn.inputScale(),
                                rnn.recurrentScale(),
                                rnn.bias());
                return simpleRnn(rnn, sums[step], states[step]);
            }
            Node.Lstm lstm = (Node.Lstm) node;
            sums[step] =
                    weightedSums(
                            weights[step],
                            x,
                            states[step][0],
                            lstm.inputScale(),
                            lstm.recurrentScale(),
                            lstm.bias());
            return lstm(lstm, sums[step], states[step]);
        }
    }

    private static double[] product(float[][] matrix, double[] x) {
        double[] y = new double[matrix.length];
        for (int o = 0; o < y.length; o++) {
            float[] row = matrix[o];
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                sum += row[i] * x[i];
            }
            y[o] = sum;
        }
        return y;
    }

    /** Called for every position of a kernel that is inside of the input. */
    @FunctionalInterface
    private interface Tap {
        /**
         * @param output index of the output position
         * @param tap index of the kernel position
         * @param input index of the input position
         */
        void at(int output, int tap, int input);
    }

    private static void forEachTap(Window window, Shape from, Shape to, Tap consumer) {
        for (int y = 0; y < to.height(); y++) {
            for (int x = 0; x < to.width(); x++) {
                for (int ky = 0; ky < window.kernelHeight(); ky++) {
                    for (int kx = 0; kx < window.kernelWidth(); kx++) {
                        int row = y * window.strideY() + ky * window.dilationY() - window.padTop();
                        int column =
                                x * window.strideX() + kx * window.dilationX() - window.padLeft();
                        if (row >= 0
                                && row < from.height()
                                && column >= 0
                                && column < from.width()) {
                            consumer.at(
                                    y * to.width() + x,
                                    ky * window.kernelWidth() + kx,
                                    row * from.width() + column);
                        }
                    }
                }
            }
        }
    }

    private static double[] convolve(
            float[][] matrix, Window window, double[] x, Shape from, Shape to) {
        double[] y = new double[to.size()];
        int channels = from.channels();
        forEachTap(
                window,
                from,
                to,
                (output, tap, input) -> {
                    for (int o = 0; o < matrix.length; o++) {
                        float[] row = matrix[o];
                        double sum = 0;
                        for (int c = 0; c < channels; c++) {
                            sum += row[tap * channels + c] * x[input * channels + c];
                        }
                        y[output * matrix.length + o] += sum;
                    }
                });
        return y;
    }

    private static double[] convolveDepthwise(
            float[][] matrix, Window window, double[] x, Shape from, Shape to) {
        double[] y = new double[to.size()];
        int multiplier = to.channels() / from.channels();
        forEachTap(
                window,
                from,
                to,
                (output, tap, input) -> {
                    for (int o = 0; o < matrix.length; o++) {
                        y[output * matrix.length + o] +=
                                matrix[o][tap] * x[input * from.channels() + o / multiplier];
                    }
                });
        return y;
    }

    private static double[] maximum(Window window, double[] x, Shape from, Shape to) {
        double[] y = new double[to.size()];
        Arrays.fill(y, Double.NEGATIVE_INFINITY);
        int channels = from.channels();
        forEachTap(
                window,
                from,
                to,
                (output, tap, input) -> {
                    for (int c = 0; c < channels; c++) {
                        int o = output * channels + c;
                        y[o] = Math.max(y[o], x[input * channels + c]);
                    }
                });
        return y;
    }

    private static double[] average(Node.AveragePool pool, double[] x, Shape from, Shape to) {
        double[] y = new double[to.size()];
        int[] counts = new int[to.positions()];
        int channels = from.channels();
        forEachTap(
                pool.window(),
                from,
                to,
                (output, tap, input) -> {
                    counts[output]++;
                    for (int c = 0; c < channels; c++) {
                        y[output * channels + c] += x[input * channels + c];
                    }
                });
        for (int i = 0; i < y.length; i++) {
            y[i] /= pool.divisor() == 0 ? counts[i / channels] : pool.divisor();
        }
        return y;
    }

    private static double[] affine(Node.Affine affine, double[] x) {
        double[] y = new double[x.length];
        int channels = affine.scale().length;
        for (int i = 0; i < x.length; i++) {
            y[i] = affine.scale()[i % channels] * x[i] + affine.offset()[i % channels];
        }
        return y;
    }

    private static double[] concatenate(double[][] parts, Shape to) {
        double[] y = new double[to.size()];
        int first = 0;
        for (double[] part : parts) {
            int channels = part.length / to.positions();
            for (int p = 0; p < to.positions(); p++) {
                System.arraycopy(part, p * channels, y, p * to.channels() + first, channels);
            }
            first += channels;
        }
        return y;
    }

    private static double[] pad(Node.Pad pad, double[] x, Shape from, Shape to) {
        double[] y = new double[to.size()];
        int row = from.width() * from.channels();
        for (int r = 0; r < from.height(); r++) {
            System.arraycopy(
                    x,
                    r * row,
                    y,
                    ((r + pad.top()) * to.width() + pad.left()) * to.channels(),
                    row);
        }
        return y;
    }

    private static double[] simpleRnn(Node.SimpleRnn rnn, double[] sums, double[][] state) {
        state[0] = Arrays.stream(sums).map(rnn.activation()::apply).toArray();
        return state[0];
    }

    private static double[] lstm(Node.Lstm lstm, double[] sums, double[][] state) {
        int units = state[0].length;
        double[] hidden = new double[units];
        double[] cell = new double[units];
        for (int u = 0; u < units; u++) {
            double block = lstm.activation().apply(sums[u]);
            double forget = lstm.gate().apply(sums[units + u]);
            double output = lstm.gate().apply(sums[2 * units + u]);
            double input = lstm.gate().apply(sums[3 * units + u]);
            cell[u] = forget * state[1][u] + input * block;
            hidden[u] = output * lstm.activation().apply(cell[u]);
        }
        state[0] = hidden;
        state[1] = cell;
        return hidden;
    }

    private static double[] weightedSums(
            float[][][] weights,
            double[] x,
            double[] hidden,
            double[] inputScale,
            double[] recurrentScale,
            double[] bias) {
        double[] fromInput = product(weights[0], x);
        double[] fromHidden = product(weights[1], hidden);
        double[] sums = new double[bias.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = inputScale[i] * fromInput[i] + recurrentScale[i] * fromHidden[i] + bias[i];
        }
        return sums;
    }
}
