package org.binaryconnect.examples.data;

/** Pixels in the form in which networks are trained on them. */
public final class Inputs {

    private Inputs() {}

    /** Bytes as real numbers from 0 to 1: [examples][features], byte / 255. */
    public static double[][] unit(byte[][] bytes) {
        double[][] inputs = new double[bytes.length][];
        for (int e = 0; e < bytes.length; e++) {
            inputs[e] = new double[bytes[e].length];
            for (int i = 0; i < inputs[e].length; i++) {
                inputs[e][i] = Byte.toUnsignedInt(bytes[e][i]) / 255.0;
            }
        }
        return inputs;
    }

    /** Splits vectors that follow one another: [bytes / size][size]. */
    public static byte[][] vectors(byte[] bytes, int size) {
        byte[][] vectors = new byte[bytes.length / size][size];
        for (int v = 0; v < vectors.length; v++) {
            System.arraycopy(bytes, v * size, vectors[v], 0, size);
        }
        return vectors;
    }
}
