package org.binaryconnect.hwexport.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;

/**
 * A program beside the reference, on examples.
 *
 * @param expected the reference's scores, [examples][runs][scores]
 * @param differing numbers of the examples of which any score differs, in order
 */
public record Comparison(int[][][] expected, List<Integer> differing) {

    /**
     * Runs both.
     *
     * @param examples [examples][runs][elements] unsigned bytes, of any lengths
     */
    public static Comparison of(
            ExportedProgram program, IntegerNetwork network, byte[][][] examples) {
        int[][][] expected = new ReferenceInterpreter(network).runSequences(examples);
        int[][][] found = run(program, examples);
        return new Comparison(
                expected,
                IntStream.range(0, examples.length)
                        .filter(e -> !Arrays.deepEquals(expected[e], found[e]))
                        .boxed()
                        .toList());
    }

    /** Where the program leaves the reference, for a message; empty if it does not. */
    public String where(ExportedProgram program, byte[][][] examples) {
        if (differing.isEmpty()) {
            return "";
        }
        int first = differing.get(0);
        return "the first is example %d (counted from 0)%s"
                .formatted(
                        first,
                        program.firstDifferingLayer(examples[first])
                                .map(", first in layer %s"::formatted)
                                .orElse(""));
    }

    private static int[][][] run(ExportedProgram program, byte[][][] examples) {
        Map<Integer, List<Integer>> byLength = new TreeMap<>();
        for (int e = 0; e < examples.length; e++) {
            byLength.computeIfAbsent(examples[e].length, length -> new ArrayList<>()).add(e);
        }
        int[][][] found = new int[examples.length][][];
        byLength.values()
                .forEach(
                        numbers -> {
                            List<int[][]> scores =
                                    program.scores(numbers.stream().map(e -> examples[e]).toList());
                            for (int i = 0; i < numbers.size(); i++) {
                                found[numbers.get(i)] = scores.get(i);
                            }
                        });
        return found;
    }
}
