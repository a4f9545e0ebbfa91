package org.binaryconnect.hwexport.read;

import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.ir.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Brings DL4J's features, channels first, into the order of a network's input, channels last.
 *
 * @param shape of the network's input
 * @param isSequence whether the features are {@code [examples, values, steps]} and each step is one
 *     run of the network
 */
public record FeatureOrder(Shape shape, boolean isSequence) {

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
        long steps = isSequence ? one.size(1) : 1;
        if (one.length() != shape.size() * steps) {
            throw new ExportException(
                    "The data has %d values an example, but the network takes %s; give the data that it was trained on"
                            .formatted(one.length(), shape));
        }
        double[] flat = one.reshape(one.length()).toDoubleVector();
        double[][] inputs = new double[(int) steps][shape.size()];
        for (int t = 0; t < steps; t++) {
            for (int i = 0; i < shape.size(); i++) {
                int channel = i % shape.channels();
                int position = i / shape.channels();
                int planar = channel * shape.positions() + position;
                inputs[t][i] = flat[(int) (planar * steps + t)];
            }
        }
        return inputs;
    }
}
