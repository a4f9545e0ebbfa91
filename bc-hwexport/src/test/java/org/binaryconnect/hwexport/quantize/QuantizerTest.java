package org.binaryconnect.hwexport.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.ir.Function;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.Network.Step;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.RealInterpreter;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Weights;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.packing.PackedMatrix;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizerTest {

    private static final int INPUTS = 64;
    private static final RangeMethod EXTREMES = new RangeMethod.MinimumMaximum();
    private static final Function TANH = new Function.Curve("tanh", Math::tanh);
    private static final Function SIGMOID =
            new Function.Curve("sigmoid", x -> 1 / (1 + Math.exp(-x)));

    private final Random random = new Random(4);

    private Weights binary(int outputs, int fanIn) {
        return new Weights.Binary(
                PackedMatrix.pack(outputs, fanIn, (r, c) -> random.nextBoolean()));
    }

    private Weights real(int outputs, int fanIn) {
        float[][] matrix = new float[outputs][fanIn];
        for (float[] row : matrix) {
            for (int i = 0; i < fanIn; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return new Weights.Real(matrix);
    }

    private Node.Dense dense(String name, int fanIn, int outputs) {
        return new Node.Dense(name, binary(outputs, fanIn));
    }

    private Node.Affine norm(int channels, double fanIn) {
        double[] scale = new double[channels];
        double[] offset = new double[channels];
        for (int c = 0; c < channels; c++) {
            scale[c] = (0.5 + random.nextDouble()) / Math.sqrt(fanIn);
            scale[c] *= random.nextInt(4) == 0 ? -1 : 1;
            offset[c] = random.nextGaussian();
        }
        return new Node.Affine("norm", scale, offset);
    }

    private static Node relu() {
        return new Node.Activation("relu", Function.Limit.RELU);
    }

    /** Values from low to high; the largest and the smallest occur. */
    private double[][][] examples(int count, int runs, int size, double low, double high) {
        double[][][] examples = new double[count][runs][size];
        for (double[][] example : examples) {
            for (double[] input : example) {
                Arrays.setAll(input, i -> low + (high - low) * random.nextInt(256) / 255.0);
            }
        }
        return examples;
    }

    /**
     * The largest error of a score as a share of the range of scores, over all examples and runs.
     */
    private static double largestError(Network network, double[][][] examples) {
        IntegerNetwork integers = Exporter.quantize(network, examples, EXTREMES).network();
        double worst = 0;
        double range = 0;
        for (double[][] example : examples) {
            RealInterpreter.Session real = new RealInterpreter(network).session();
            ReferenceInterpreter.Session reference = new ReferenceInterpreter(integers).session();
            for (double[] input : example) {
                byte[] bytes = new byte[input.length];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) integers.input().quantize(input[i]);
                }
                double[][] values = real.run(input);
                double[] expected = values[values.length - 1];
                int[] scores = reference.run(bytes);
                range = Math.max(range, Arrays.stream(expected).map(Math::abs).max().orElseThrow());
                for (int s = 0; s < scores.length; s++) {
                    double error = Math.abs(expected[s] - scores[s] * integers.scoreScale());
                    worst = Math.max(worst, error);
                }
            }
        }
        return worst / range;
    }

    /** Batch normalizations of all kinds. */
    @ParameterizedTest
    @ValueSource(doubles = {1, -1, 0, 1e-7, 30})
    void integersGiveTheRealScores(double gain) {
        Node.Affine norm = norm(40, INPUTS);
        norm.scale()[3] = gain / Math.sqrt(INPUTS);
        Network network =
                Network.chain(
                        Shape.vector(INPUTS),
                        List.of(
                                dense("hidden", INPUTS, 40),
                                norm,
                                relu(),
                                dense("output", 40, 5),
                                norm(5, 40)));

        assertTrue(largestError(network, examples(200, 1, INPUTS, 0, 1)) < 0.02);
    }

    /** The affine node changes the limits of the activation before it, and some turn around. */
    @Test
    void batchNormalizationBehindAnActivationIsOneRounding() {
        Network network =
                Network.chain(
                        Shape.vector(INPUTS),
                        List.of(
                                dense("hidden", INPUTS, 40),
                                norm(40, INPUTS),
                                relu(),
                                norm(40, 1),
                                dense("output", 40, 5)));
        double[][][] examples = examples(200, 1, INPUTS, -1, 1);
        IntegerNetwork integers = Exporter.quantize(network, examples, EXTREMES).network();

        assertEquals(3, integers.operations().size());
        assertInstanceOf(Operation.Clamp.class, integers.operations().get(1));
        assertTrue(largestError(network, examples) < 0.03);
    }

    @Test
    void hardLimitsAreLimitsOfTheRequantization() {
        Function hardSigmoid = new Function.Limit(0.2, 0.5, 0, 1);
        Network network =
                Network.chain(
                        Shape.vector(INPUTS),
                        List.of(
                                dense("hidden", INPUTS, 40),
                                norm(40, INPUTS),
                                new Node.Activation("hard sigmoid", hardSigmoid),
                                dense("output", 40, 5)));
        double[][][] examples = examples(200, 1, INPUTS, -1, 1);

        assertEquals(
                2, Exporter.quantize(network, examples, EXTREMES).network().operations().size());
        assertTrue(largestError(network, examples) < 0.02);
    }

    @Test
    void otherActivationsAreTables() {
        Network network =
                Network.chain(
                        Shape.vector(INPUTS),
                        List.of(
                                dense("hidden", INPUTS, 40),
                                norm(40, INPUTS),
                                new Node.Activation("tanh", TANH),
                                new Node.Dense("output", real(5, 40)),
                                new Node.Activation("sigmoid", SIGMOID)));

        assertTrue(largestError(network, examples(200, 1, INPUTS, -1, 1)) < 0.03);
    }

    /** Convolutions, poolings with padding, a skip connection, two branches side by side. */
    @Test
    void imagesThroughAGraph() {
        Window same = new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1);
        Window half = new Window(3, 3, 2, 2, 1, 1, 1, 1, 1, 1);
        Network network =
                new Network(
                        new Shape(8, 8, 3),
                        List.of(
                                new Step(
                                        new Node.Convolution("first", binary(10, 27), same),
                                        List.of(0)),
                                new Step(norm(10, 27), List.of(1)),
                                new Step(relu(), List.of(2)),
                                new Step(
                                        new Node.DepthwiseConvolution(
                                                "depthwise", binary(10, 9), same),
                                        List.of(3)),
                                new Step(norm(10, 9), List.of(4)),
                                new Step(new Node.Add("skip", 1, 0.5), List.of(3, 5)),
                                new Step(relu(), List.of(6)),
                                new Step(new Node.MaxPool("max", half), List.of(7)),
                                new Step(new Node.AveragePool("average", half, 0), List.of(7)),
                                new Step(new Node.Concatenate("both"), List.of(8, 9)),
                                new Step(norm(20, 1), List.of(10)),
                                new Step(new Node.Dense("output", binary(4, 320)), List.of(11))));

        assertTrue(largestError(network, examples(50, 1, 192, -1, 1)) < 0.05);
    }

    /** The two that are only concatenated are stored in the scale of the whole. */
    @Test
    void concatenatedValuesShareAScale() {
        Network network =
                new Network(
                        Shape.vector(INPUTS),
                        List.of(
                                new Step(dense("a", INPUTS, 10), List.of(0)),
                                new Step(dense("b", INPUTS, 7), List.of(0)),
                                new Step(new Node.Concatenate("both"), List.of(1, 2)),
                                new Step(dense("output", 17, 4), List.of(3))));
        IntegerNetwork integers =
                Exporter.quantize(network, examples(50, 1, INPUTS, -1, 1), EXTREMES).network();

        Operation.Concatenate both = (Operation.Concatenate) integers.operations().get(2);
        assertNull(both.tables()[0]);
        assertNull(both.tables()[1]);
    }

    @Test
    void recurrentNetworksKeepTheirStates() {
        int units = 12;
        double[] scale = new double[units];
        Arrays.fill(scale, 0.1);
        double[] scales = new double[4 * units];
        Arrays.fill(scales, 0.15);
        Network network =
                Network.chain(
                        Shape.vector(10),
                        List.of(
                                new Node.SimpleRnn(
                                        "rnn",
                                        binary(units, 10),
                                        binary(units, units),
                                        scale,
                                        scale,
                                        new double[units],
                                        TANH),
                                new Node.Lstm(
                                        "lstm",
                                        binary(4 * units, units),
                                        binary(4 * units, units),
                                        scales,
                                        scales,
                                        new double[4 * units],
                                        TANH,
                                        SIGMOID),
                                new Node.Dense("output", real(3, units))));

        assertTrue(largestError(network, examples(40, 15, 10, -1, 1)) < 0.08);
    }

    @Test
    void pixelsKeepTheirBytes() {
        IntegerNetwork integers =
                Exporter.quantize(
                                Network.chain(Shape.vector(2), List.of(dense("only", 2, 3))),
                                new double[][][] {{{1.0, 0.5}}},
                                EXTREMES)
                        .network();

        assertEquals(1.0 / 255, integers.inputScale(), 1e-15);
        assertEquals(0, integers.input().zeroPoint());
    }

    /** A network that ends in 8-bit values gives them as scores. */
    @Test
    void theLastValueIsWidened() {
        Network network =
                Network.chain(
                        Shape.vector(8),
                        List.of(dense("only", 8, 3), new Node.Activation("tanh", TANH)));
        IntegerNetwork integers =
                Exporter.quantize(network, examples(50, 1, 8, -1, 1), EXTREMES).network();

        assertEquals(Tensor.Element.S32, integers.output().element());
        assertTrue(largestError(network, examples(50, 1, 8, -1, 1)) < 0.05);
    }

    private static void assertRefused(Network network, double[][] inputs, String... parts) {
        double[][][] examples = new double[inputs.length][1][];
        for (int i = 0; i < inputs.length; i++) {
            examples[i][0] = inputs[i];
        }
        String message =
                assertThrows(
                                ExportException.class,
                                () -> Exporter.quantize(network, examples, EXTREMES))
                        .getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
        assertEquals(1, message.lines().count());
    }

    @Test
    void whatCannotBeQuantizedIsNamed() {
        Node.Dense first = dense("first", 2, 3);
        Node.Dense second = dense("second", 3, 2);
        double[][] inputs = {{0.5, 1}};
        Network good = Network.chain(Shape.vector(2), List.of(first));

        assertRefused(good, new double[0][], "empty");
        assertRefused(good, new double[][] {{0, 0}}, "All calibration inputs are 0");
        assertRefused(good, new double[][] {{0.5, Double.NaN}}, "NaN");
        Node.Affine dead = new Node.Affine("norm", new double[3], new double[] {-1, -1, -1});
        assertRefused(
                Network.chain(Shape.vector(2), List.of(first, dead, relu(), second)),
                inputs,
                "\"first\"",
                "only 0");
        Node hardTanh = new Node.Activation("hard tanh", new Function.Limit(1, 0, -1, 1));
        Node.Affine huge = new Node.Affine("norm", new double[] {1e9, 1, 1}, new double[3]);
        assertRefused(
                Network.chain(Shape.vector(2), List.of(first, huge, hardTanh, second)),
                inputs,
                "\"first\", output 0",
                "out of proportion");
    }
}
