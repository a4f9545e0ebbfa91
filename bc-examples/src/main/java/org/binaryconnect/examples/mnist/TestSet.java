package org.binaryconnect.examples.mnist;

import java.util.Arrays;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;

/**
 * MNIST's test images for an exported network.
 *
 * @param inputs as the network takes them, [images][784]
 * @param labels 0 to 9
 * @param expected the scores of the reference, [images][10]
 */
public record TestSet(byte[][] inputs, byte[] labels, int[][] expected) {

    /**
     * The first images.
     *
     * @param images how many, 1 to 10,000
     */
    public static TestSet first(int images, IntegerNetwork network, MnistData data) {
        byte[] byPixel = new byte[256];
        for (int pixel = 0; pixel < byPixel.length; pixel++) {
            byPixel[pixel] = (byte) network.input().quantize(pixel / 255.0);
        }
        byte[] pixels = data.testImages();
        byte[][] inputs = new byte[images][MnistData.INPUTS];
        for (int v = 0; v < images; v++) {
            for (int i = 0; i < MnistData.INPUTS; i++) {
                inputs[v][i] = byPixel[Byte.toUnsignedInt(pixels[v * MnistData.INPUTS + i])];
            }
        }
        ReferenceInterpreter reference = new ReferenceInterpreter(network);
        int[][] expected =
                Arrays.stream(inputs).parallel().map(reference::run).toArray(int[][]::new);
        return new TestSet(inputs, Arrays.copyOf(data.testLabels(), images), expected);
    }

    /** The share of images whose largest score is not that of the label. */
    public double error(int[][] scores) {
        int wrong = 0;
        for (int v = 0; v < scores.length; v++) {
            int best = 0;
            for (int c = 1; c < scores[v].length; c++) {
                best = scores[v][c] > scores[v][best] ? c : best;
            }
            wrong += best == labels[v] ? 0 : 1;
        }
        return (double) wrong / scores.length;
    }

    /** The number of images of which any score differs from the reference. */
    public int mismatches(int[][] found) {
        if (found.length != expected.length) {
            throw new ExportException(
                    "The program gave %d of %d answers".formatted(found.length, expected.length));
        }
        int mismatches = 0;
        for (int v = 0; v < expected.length; v++) {
            mismatches += Arrays.equals(expected[v], found[v]) ? 0 : 1;
        }
        return mismatches;
    }
}
