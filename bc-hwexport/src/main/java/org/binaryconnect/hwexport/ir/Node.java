package org.binaryconnect.hwexport.ir;

import java.util.Arrays;
import java.util.List;

/**
 * One operation of a network. Every node has the name of the layer that it comes from. Values are
 * laid out as {@link Shape} says.
 */
public sealed interface Node {

    /** The layer that the node comes from; several nodes of one layer have the same name. */
    String name();

    /**
     * The shape of the result.
     *
     * @param inputs shapes of the node's inputs
     * @throws IllegalArgumentException if the node does not take such inputs
     */
    Shape output(List<Shape> inputs);

    /**
     * {@code y[o] = sum_i w[o][i] x[i]} over all elements of the input.
     *
     * @param weights [outputs, elements of the input in their order]
     */
    record Dense(String name, Weights weights) implements Node {
        @Override
        public Shape output(List<Shape> inputs) {
            require(this, inputs, 1);
            if (inputs.get(0).size() != weights.columns()) {
                throw mismatch(this, weights.columns() + " values", inputs.get(0));
            }
            return Shape.vector(weights.rows());
        }
    }

    /**
     * A convolution (cross-correlation, as in DL4J).
     *
     * @param weights [output channels, kernel row, kernel column, input channel]: the fan-in is in
     *     this order
     */
    record Convolution(String name, Weights weights, Window window) implements Node {
        @Override
        public Shape output(List<Shape> inputs) {
            require(this, inputs, 1);
            if (inputs.get(0).channels() * window.taps() != weights.columns()) {
                throw mismatch(
                        this, weights.columns() / window.taps() + " channels", inputs.get(0));
            }
            return window.output(inputs.get(0), weights.rows());
        }
    }

    /**
     * A depthwise convolution: output channel {@code c m + j} sees input channel c only, where m is
     * the depth multiplier.
     *
     * @param weights [output channels, kernel row, kernel column]
     */
    record DepthwiseConvolution(String name, Weights weights, Window window) implements Node {
        @Override
        public Shape output(List<Shape> inputs) {
            require(this, inputs, 1);
            if (weights.rows() % inputs.get(0).channels() != 0
                    || weights.columns() != window.taps()) {
                throw mismatch(this, "a divisor of " + weights.rows() + " channels", inputs.get(0));
            }
            return window.output(inputs.get(0), weights.rows());
        }
    }

    /** The largest value of each channel in a window. */
    record MaxPool(String name, Window window) implements Node {
        @Override
        public Shape output(List<Shape> inputs) {
            require(this, inputs, 1);
            return window.output(inputs.get(0), inputs.get(0).channels());
        }
    }

    /**
     * The sum of each channel in a window, divided.
     *
     * @param divisor 0: by the number of positions inside of the input; otherwise by this number
     */
    record AveragePool(String name, Window window, double divisor) implements Node {
        @Override
        public Shape output(List<Shape> inputs) {
            require(this, inputs, 1);
            return window.output(inputs.get(0), inputs.get(0).channels());
        }
    }

    /**
     * {@code y = scale x + offset}, one scale and offset a channel: a bias or a batch
     * normalization.
     *
     * @param scale one for each channel, any sign, zero allowed, finite
     * @param offset as many
     */
    record Affine(String name, double[] scale, double[] offset) implements Node {
        @Override
        public Shape output(List<Shape> inputs) {
            require(this, inputs, 1);
            if (inputs.get(0).channels() != scale.length || offset.length != scale.length) {
                throw mismatch(this, scale.length + " channels", inputs.get(0));
            }
            return inputs.get(0);
        }
    }

    /** Element by element. */
    record Activation(String name, Function function) implements Node {
        @Override
        public Shape output(List<Shape> inputs) {
            require(this, inputs, 1);
            return inputs.get(0);
        }
    }

    /** {@code y = factorA a + factorB b} for two inputs of one shape. */
    record Add(String name, double factorA, double factorB) implements Node {
        @Override
        public Shape output(List<Shape> inputs) {
            require(this, inputs, 2);
            if (!inputs.get(0).equals(inputs.get(1))) {
                throw mismatch(this, "a second input of " + inputs.get(0), inputs.get(1));
            }
            return inputs.get(0);
        }
    }

    /** Inputs of one height and width, their channels one after the other. */
    record Concatenate(String name) implements Node {
        @Override
        public Shape output(List<Shape> inputs) {
            Shape first = inputs.get(0);
            for (Shape input : inputs) {
                if (input.height() != first.height() || input.width() != first.width()) {
                    throw mismatch(
                            this,
                            "inputs of %dx%d".formatted(first.height(), first.width()),
                            input);
                }
            }
            return new Shape(
                    first.height(), first.width(), inputs.stream().mapToInt(Shape::channels).sum());
        }
    }

    /** The same elements in the same order under another shape. */
    record Reshape(String name, Shape shape) implements Node {
        @Override
        public Shape output(List<Shape> inputs) {
            require(this, inputs, 1);
            if (inputs.get(0).size() != shape.size()) {
                throw mismatch(this, shape.size() + " values", inputs.get(0));
            }
            return shape;
        }
    }

    /**
     * Elements in another order: {@code y[i] = x[order[i]]}; the shape is a vector.
     *
     * @param order every index of the input once
     */
    record Permute(String name, int[] order) implements Node {
        @Override
        public Shape output(List<Shape> inputs) {
            require(this, inputs, 1);
            if (inputs.get(0).size() != order.length) {
                throw mismatch(this, order.length + " values", inputs.get(0));
            }
            return Shape.vector(order.length);
        }
    }

    /** Adds zeros around height and width. */
    record Pad(String name, int top, int left, int bottom, int right) implements Node {
        @Override
        public Shape output(List<Shape> inputs) {
            require(this, inputs, 1);
            Shape input = inputs.get(0);
            return new Shape(
                    input.height() + top + bottom, input.width() + left + right, input.channels());
        }
    }

    /**
     * One time step of a simple recurrent layer: {@code h = f(inputScale Wx + recurrentScale Rh +
     * bias)}, h starts at 0.
     *
     * @param input W, [units, fan-in]
     * @param recurrent R, [units, units]
     * @param inputScale [units], usually ones (channel scales of binary weights)
     * @param recurrentScale [units]
     * @param bias [units]
     */
    record SimpleRnn(
            String name,
            Weights input,
            Weights recurrent,
            double[] inputScale,
            double[] recurrentScale,
            double[] bias,
            Function activation)
            implements Node {
        @Override
        public Shape output(List<Shape> inputs) {
            require(this, inputs, 1);
            if (inputs.get(0).size() != input.columns()) {
                throw mismatch(this, input.columns() + " values", inputs.get(0));
            }
            return Shape.vector(recurrent.columns());
        }
    }

    /**
     * One time step of an LSTM layer without peepholes. The four blocks of rows are DL4J's: block
     * input g, forget gate f, output gate o, input gate i; {@code c = f c + i g}, {@code h = o
     * activation(c)}, both start at 0.
     *
     * @param input W, [4 units, fan-in]
     * @param recurrent R, [4 units, units]
     * @param inputScale [4 units], usually ones
     * @param recurrentScale [4 units]
     * @param bias [4 units]
     * @param activation of block input and cell
     * @param gate of the three gates; its values are in [0, 1]
     */
    record Lstm(
            String name,
            Weights input,
            Weights recurrent,
            double[] inputScale,
            double[] recurrentScale,
            double[] bias,
            Function activation,
            Function gate)
            implements Node {
        @Override
        public Shape output(List<Shape> inputs) {
            require(this, inputs, 1);
            if (inputs.get(0).size() != input.columns()) {
                throw mismatch(this, input.columns() + " values", inputs.get(0));
            }
            return Shape.vector(recurrent.columns());
        }
    }

    private static void require(Node node, List<Shape> inputs, int count) {
        if (inputs.size() != count) {
            throw new IllegalArgumentException(
                    "Layer \"%s\" takes %d inputs, got %d"
                            .formatted(node.name(), count, inputs.size()));
        }
    }

    private static IllegalArgumentException mismatch(Node node, String needed, Shape offered) {
        return new IllegalArgumentException(
                "Layer \"%s\" takes %s, but the layer before it gives %s"
                        .formatted(node.name(), needed, offered));
    }

    /** Ones, for a scale that does nothing. */
    static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
