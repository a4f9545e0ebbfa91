package org.binaryconnect.hwexport.read;

import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.ir.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Brings DL4J's features, usually channels first, into the order of a network's input, channels
 * last.
 *
 * @param shape of the network's input
 * @param isSequence whether the features are {@code [examples, values, steps]} and each step is one
 *     run of the network
 * @param isChannelsLast whether the features have their channels last, too (DL4J's formats NHWC and
 *     NWC): {@code [examples, height, width, channels]} or {@code [examples, steps, values]}
 */
public record FeatureOrder(Shape shape, boolean isSequence, boolean isChannelsLast) {

    /** Of features with channels first. */
    public FeatureOrder(Shape shape, boolean isSequence) {
        this(shape, isSequence, false);
    }

    /**
     * The inputs of one example.
     *
     * @param features {@code [examples, ...]}: vectors (a flat image has its channels first),
     *     {@code [examples, channels, width]}, {@code [examples, channels, height, width]}, or
     *     sequences
     * @return [runs][elements]; one run unless these are sequences
     * @throws ExportException if the features have another size
     */
    public double[][] inputs(INDArray features, int example) {
        INDArray one = features.slice(example).dup('c');
        boolean hasSteps = isSequence && one.rank() == 2;
        long steps = hasSteps ? one.size(isChannelsLast ? 0 : 1) : 1;
        if (hasSteps != isSequence || one.length() != shape.size() * steps) {
            throw new ExportException(
                    "The data has %d values an example, but the network takes %s%s; give the data that it was trained on"
                            .formatted(one.length(), isSequence ? "sequences of " : "", shape));
        }
        double[] flat = one.reshape(one.length()).toDoubleVector();
        double[][] inputs = new double[(int) steps][shape.size()];
        for (int t = 0; t < steps; t++) {
            for (int i = 0; i < shape.size(); i++) {
                inputs[t][i] = flat[index(t, (int) steps, i)];
            }
        }
        return inputs;
    }

    private int index(int step, int steps, int element) {
        if (isChannelsLast && !isSequence) {
            return element;
        }
        int channel = element % shape.channels();
        int planar = channel * shape.positions() + element / shape.channels();
        return isChannelsLast ? step * shape.size() + planar : planar * steps + step;
    }
}
