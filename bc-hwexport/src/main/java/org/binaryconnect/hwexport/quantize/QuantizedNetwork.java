package org.binaryconnect.hwexport.quantize;

import java.util.Map;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.ir.Network;

/**
 * An integer network and where its values come from.
 *
 * @param real the folded network that was quantized
 * @param network in integers
 * @param values for each value of the real network that of the integer network; -1 where it became
 *     part of another
 */
public record QuantizedNetwork(Network real, IntegerNetwork network, Map<Integer, Integer> values) {

    /**
     * Real inputs as the bytes that the integer network takes.
     *
     * @param examples [examples][runs][elements]
     */
    public byte[][][] bytes(double[][][] examples) {
        byte[][][] bytes = new byte[examples.length][][];
        for (int e = 0; e < bytes.length; e++) {
            bytes[e] = bytes(network.input(), examples[e]);
        }
        return bytes;
    }

    /** Real vectors as bytes of a type. */
    public static byte[][] bytes(Tensor type, double[][] vectors) {
        byte[][] bytes = new byte[vectors.length][type.shape().size()];
        for (int v = 0; v < bytes.length; v++) {
            for (int i = 0; i < bytes[v].length; i++) {
                bytes[v][i] = (byte) type.quantize(vectors[v][i]);
            }
        }
        return bytes;
    }
}
