package org.binaryconnect.hwexport.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.RealInterpreter;
import org.binaryconnect.hwexport.packing.PackedMatrix;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizerTest {

    private static final int INPUTS = 64;

    private static Node.Dense dense(String name, Random random, int fanIn, int outputs) {
        return new Node.Dense(
                name, PackedMatrix.pack(outputs, fanIn, (r, c) -> random.nextBoolean()));
    }

    private static double[][] examples(Random random, int count) {
        double[][] examples = new double[count][INPUTS];
        for (double[] example : examples) {
            Arrays.setAll(example, i -> random.nextInt(256) / 255.0);
        }
        return examples;
    }

    /**
     * Batch normalizations of all kinds: the integers give the real scores, to half a hundredth of
     * their range.
     */
    @ParameterizedTest
    @ValueSource(doubles = {1, -1, 0, 1e-7, 30})
    void integersGiveTheRealScores(double gain) {
        Random random = new Random(4);
        double[] scale = new double[40];
        double[] offset = new double[40];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = (i == 3 ? gain : 1) / Math.sqrt(INPUTS);
            offset[i] = random.nextGaussian();
        }
        double[] outScale = new double[5];
        Arrays.fill(outScale, 0.1);
        Network network =
                new Network(
                        INPUTS,
                        List.of(
                                dense("hidden", random, INPUTS, 40),
                                new Node.Affine("norm", scale, offset),
                                new Node.Relu("relu"),
                                dense("output", random, 40, 5),
                                new Node.Affine(
                                        "output-norm", outScale, new double[] {0, 1, 2, 3, 4})));
        double[][] examples = examples(random, 200);
        IntegerNetwork integers = Exporter.quantize(network, examples);
        ReferenceInterpreter reference = new ReferenceInterpreter(integers);
        RealInterpreter real = new RealInterpreter(network);

        double range = 32767 * integers.scoreScale();
        for (double[] example : examples) {
            byte[] bytes = new byte[INPUTS];
            for (int i = 0; i < INPUTS; i++) {
                bytes[i] = (byte) Math.round(example[i] / integers.inputScale());
            }
            int[] scores = reference.run(bytes);
            double[] expected = real.run(example);
            for (int s = 0; s < scores.length; s++) {
                assertEquals(expected[s], scores[s] * integers.scoreScale(), 0.005 * range);
            }
        }
    }

    @Test
    void pixelsKeepTheirBytes() {
        IntegerNetwork integers =
                Exporter.quantize(
                        new Network(2, List.of(dense("only", new Random(1), 2, 3))),
                        new double[][] {{1.0, 0.5}});

        assertEquals(1.0 / 255, integers.inputScale(), 1e-15);
    }

    private static void assertRefused(Network network, double[][] inputs, String... parts) {
        String message =
                assertThrows(ExportException.class, () -> Exporter.quantize(network, inputs))
                        .getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
        assertEquals(1, message.lines().count());
    }

    @Test
    void whatCannotBeQuantizedIsNamed() {
        Random random = new Random(1);
        Node.Dense first = dense("first", random, 2, 3);
        Node.Dense second = dense("second", random, 3, 2);
        double[][] inputs = {{0.5, 1}};
        Network good = new Network(2, List.of(first));

        assertRefused(new Network(2, List.of(first, second)), inputs, "\"first\"", "ReLU");
        assertRefused(
                new Network(2, List.of(first, new Node.Relu("relu"))),
                inputs,
                "\"first\"",
                "negative scores");
        assertRefused(
                new Network(2, List.of(new Node.Relu("relu"), first)), inputs, "\"relu\"", "dense");
        assertRefused(good, new double[0][], "empty");
        assertRefused(good, new double[][] {{0, 0}}, "All calibration inputs are 0");
        assertRefused(good, new double[][] {{0.5, -0.25}}, "-0.25");
        assertRefused(good, new double[][] {{0.5, Double.NaN}}, "NaN");
        double[] dead = {-1, -1, -1};
        assertRefused(
                new Network(
                        2,
                        List.of(
                                first,
                                new Node.Affine("norm", new double[3], dead),
                                new Node.Relu("relu"),
                                second)),
                inputs,
                "\"first\"",
                "only 0");
    }
}
