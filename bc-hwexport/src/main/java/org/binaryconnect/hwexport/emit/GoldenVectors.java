package org.binaryconnect.hwexport.emit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.floating.FloatInterpreter;
import org.binaryconnect.hwexport.floating.FloatNetwork;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;

/**
 * Inputs of a self-test with the scores that the reference gives for them.
 *
 * @param inputs [vectors][bytes], sequence after sequence; a floating-point number is four bytes,
 *     the lowest first
 * @param scores [vectors][scores]; of floating-point numbers the bits
 * @param steps vectors of a sequence; 1 unless the network is recurrent
 */
public record GoldenVectors(byte[][] inputs, int[][] scores, int steps) {

    /**
     * Computes the scores.
     *
     * @param examples [examples][runs][elements], all of as many runs; at least one
     */
    public static GoldenVectors of(IntegerNetwork network, byte[][][] examples) {
        if (examples.length == 0) {
            throw new ExportException(
                    "The self-test needs at least one golden vector; give inputs");
        }
        ReferenceInterpreter reference = new ReferenceInterpreter(network);
        List<byte[]> inputs = new ArrayList<>();
        List<int[]> scores = new ArrayList<>();
        for (byte[][] example : examples) {
            ReferenceInterpreter.Session session = reference.session();
            for (byte[] input : example) {
                inputs.add(input);
                scores.add(session.run(input));
            }
        }
        return new GoldenVectors(
                inputs.toArray(byte[][]::new), scores.toArray(int[][]::new), examples[0].length);
    }

    /**
     * Computes the scores of a floating-point network.
     *
     * @param examples [examples][runs][elements], all of as many runs; at least one
     * @throws ExportException if an input or what an operation gives is not finite
     */
    public static GoldenVectors of(FloatNetwork network, float[][][] examples) {
        if (examples.length == 0) {
            throw new ExportException(
                    "The self-test needs at least one golden vector; give inputs");
        }
        FloatInterpreter reference = new FloatInterpreter(network);
        List<byte[]> inputs = new ArrayList<>();
        List<int[]> scores = new ArrayList<>();
        for (float[][] example : examples) {
            FloatInterpreter.Session session = reference.session();
            for (float[] input : example) {
                float[][] values = session.trace(input);
                check(network, values);
                inputs.add(bytes(input));
                scores.add(bits(values[values.length - 1]));
            }
        }
        return new GoldenVectors(
                inputs.toArray(byte[][]::new), scores.toArray(int[][]::new), examples[0].length);
    }

    private static void check(FloatNetwork network, float[][] values) {
        for (int v = 0; v < values.length; v++) {
            for (float value : values[v]) {
                if (!Float.isFinite(value)) {
                    int operation = v - network.valueOf(0);
                    throw new ExportException(
                            operation < 0
                                    ? "An input is %s; remove that example".formatted(value)
                                    : "Layer \"%s\" gives %s on an example; train the network"
                                            .formatted(
                                                    network.operations().get(operation).name(),
                                                    value));
                }
            }
        }
    }

    private static int[] bits(float[] numbers) {
        int[] bits = new int[numbers.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToIntBits(numbers[i]);
        }
        return bits;
    }

    /** Numbers as four bytes each, the lowest first. */
    public static byte[] bytes(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            bytes.putFloat(number);
        }
        return bytes.array();
    }

    /** An input of floating-point numbers as bits. */
    public int[] inputBits(int vector) {
        int[] bits = new int[inputs[vector].length / 4];
        ByteBuffer.wrap(inputs[vector]).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(bits);
        return bits;
    }
}
