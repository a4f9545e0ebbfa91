package org.binaryconnect.layers.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.binaryconnect.layers.conf.LayerCases.Case;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What holds for each binary layer; the truth is the plain DL4J layer that holds the weights. */
class EveryBinaryLayerTest {

    private static final BinaryWeights STOCHASTIC =
            BinaryWeights.DEFAULT.withBinarization(Binarization.STOCHASTIC);

    static List<Case> cases() {
        return LayerCases.all();
    }

    /**
     * DL4J computes twice the gradient for locally connected layers and all that lies before them.
     */
    private static void undouble(Case layer, Layer[] plain, INDArray gradient) {
        if (layer.name().startsWith("locally")) {
            long doubled = 0;
            for (int i = 0; i <= layer.index(); i++) {
                doubled += plain[i].numParams();
            }
            gradient.reshape(gradient.length()).get(NDArrayIndex.interval(0, doubled)).muli(0.5);
        }
    }

    private static void assertNoDifference(INDArray expected, INDArray found) {
        INDArray difference = Transforms.abs(expected.sub(found));
        assertEquals(0.0, difference.maxNumber().doubleValue());
        assertEquals(0.0, difference.sumNumber().doubleValue()); // not a number is no maximum
    }

    private static void assertHasGradient(INDArray gradient) {
        assertTrue(gradient.amaxNumber().doubleValue() > 1e-3, "the case must have a gradient");
    }

    static List<Arguments> casesAndWeights() {
        List<Arguments> all = new ArrayList<>();
        for (Case layer : cases()) {
            all.add(Arguments.of(layer, BinaryWeights.DEFAULT));
            all.add(Arguments.of(layer, BinaryWeights.DEFAULT.withChannelScale(1)));
            all.add(Arguments.of(layer, STOCHASTIC));
            all.add(Arguments.of(layer, STOCHASTIC.withClip(0.7).withChannelScale(2)));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("casesAndWeights")
    void outputScoreAndGradientAreExactlyThoseOfDl4jsLayerThatHoldsTheWeights(
            Case layer, BinaryWeights weights) {
        MultiLayerNetwork binary = layer.binaryNetwork(weights, new NoOp());
        MultiLayerNetwork plain = layer.plainNetwork(new NoOp());
        DataSet data = layer.examples(DataType.DOUBLE);
        layer.copyWeights(binary, plain, false);
        assertNoDifference(plain.output(data.getFeatures()), binary.output(data.getFeatures()));

        layer.copyWeights(binary, plain, true);
        INDArray expected = Gradients.of(plain, data);
        undouble(layer, plain.getLayers(), expected);
        assertNoDifference(expected, Gradients.of(binary, data));
        assertEquals(plain.score(), binary.score());
        assertHasGradient(expected);
    }

    @ParameterizedTest
    @MethodSource("casesAndWeights")
    void theSameHoldsInGraphs(Case layer, BinaryWeights weights) {
        ComputationGraph binary = layer.binaryNetwork(weights, new NoOp()).toComputationGraph();
        ComputationGraph plain = layer.plainNetwork(new NoOp()).toComputationGraph();
        DataSet data = layer.examples(DataType.DOUBLE);
        layer.copyWeights(binary, plain, false);
        assertNoDifference(
                plain.outputSingle(data.getFeatures()), binary.outputSingle(data.getFeatures()));

        layer.copyWeights(binary, plain, true);
        INDArray expected = Gradients.of(plain, data);
        undouble(layer, plain.getLayers(), expected);
        assertNoDifference(expected, Gradients.of(binary, data));
        assertEquals(plain.score(), binary.score());
        assertHasGradient(expected);
    }

    /**
     * The gradient of a weight is that of the loss at the binary weights: by central differences of
     * a plain network that holds them.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void theGradientIsThatOfTheLossAtTheBinaryWeights(Case layer) {
        MultiLayerNetwork binary = layer.binaryNetwork(BinaryWeights.DEFAULT, new NoOp());
        MultiLayerNetwork plain = layer.plainNetwork(new NoOp());
        DataSet data = layer.examples(DataType.DOUBLE);
        layer.copyWeights(binary, plain, true);
        INDArray gradient = Gradients.of(binary, data).div(LayerCases.BATCH);
        INDArray params = plain.params().reshape(plain.numParams());
        gradient = gradient.reshape(gradient.length());
        double epsilon = 1e-6;
        int checked = 0;
        Nd4j.getRandom().setSeed(1);
        for (int trial = 0; trial < 60; trial++) {
            long i = Nd4j.getRandom().nextInt((int) plain.numParams());
            double value = params.getDouble(i);
            params.putScalar(i, value + epsilon);
            double above = plain.score(data, true);
            params.putScalar(i, value - epsilon);
            double below = plain.score(data, true);
            params.putScalar(i, value);
            double numeric = (above - below) / (2 * epsilon);
            double found = gradient.getDouble(i);
            assertEquals(numeric, found, 1e-7 + 1e-5 * Math.abs(numeric), "parameter " + i);
            checked += Math.abs(numeric) > 1e-6 ? 1 : 0;
        }
        assertTrue(checked > 10, "the case must have a gradient");
    }
}
