package org.binaryconnect.layers.weights;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One weight matrix of a layer: a parameter, or most of one, whose elements are multiplied with
 * activations. Biases, gains, peepholes and class centres are none.
 *
 * @param name DL4J's name of the parameter
 * @param shape of the matrix, as DL4J computes with it, without {@link #realColumns}
 * @param outputAxes the axes along which the output channels lie; the others are summed over
 * @param fanIn weights that one output sums over
 * @param fanOut weights that one input meets; as fan-in, times kernel size in convolutions
 * @param realColumns columns that the parameter has behind the matrix and that stay real (the 3
 *     peepholes in {@code GravesLSTM}'s recurrent weights)
 */
public record WeightMatrix(
        String name, long[] shape, int[] outputAxes, long fanIn, long fanOut, int realColumns) {

    /** Number of weights. */
    public long size() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** Number of output channels: rows when packed. */
    public long outputs() {
        return Arrays.stream(outputAxes).mapToLong(axis -> shape[axis]).reduce(1, (a, b) -> a * b);
    }

    /**
     * Bytes of the packed matrix: one bit a weight, each output's row padded to whole bytes (the
     * exporter's FORMAT.md, section 1).
     */
    public long packedBytes() {
        return outputs() * ((size() / outputs() + 7) / 8);
    }

    /** The axes that are summed over. */
    public int[] inputAxes() {
        int[] axes = new int[shape.length - outputAxes.length];
        int next = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            int candidate = axis;
            if (Arrays.stream(outputAxes).noneMatch(output -> output == candidate)) {
                axes[next++] = axis;
            }
        }
        return axes;
    }

    /** The matrix within its parameter: a view of this shape, without the real columns. */
    public INDArray of(INDArray parameter) {
        if (realColumns > 0) {
            return parameter.get(NDArrayIndex.all(), NDArrayIndex.interval(0, shape[1]));
        }
        return parameter.rank() == shape.length ? parameter : parameter.reshape('c', true, shape);
    }

    /** The columns of a parameter that are no weights, a view. */
    INDArray realPart(INDArray parameter) {
        return parameter.get(
                NDArrayIndex.all(), NDArrayIndex.interval(shape[1], shape[1] + realColumns));
    }

    /** Elements of the parameter that are no weights; they are the last ones in memory. */
    public long realElements() {
        return realColumns * shape[0];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeightMatrix that
                && name.equals(that.name)
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(outputAxes, that.outputAxes)
                && fanIn == that.fanIn
                && fanOut == that.fanOut
                && realColumns == that.realColumns;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(
                new long[] {
                    name.hashCode(),
                    Arrays.hashCode(shape),
                    Arrays.hashCode(outputAxes),
                    fanIn,
                    fanOut,
                    realColumns
                });
    }

    @Override
    public String toString() {
        return name + Arrays.toString(shape);
    }
}
