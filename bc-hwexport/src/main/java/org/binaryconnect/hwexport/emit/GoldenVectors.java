package org.binaryconnect.hwexport.emit;

import java.util.ArrayList;
import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;

/**
 * Inputs of a self-test with the scores that the reference gives for them.
 *
 * @param inputs [vectors][elements] unsigned bytes, sequence after sequence
 * @param scores [vectors][scores]
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
}
