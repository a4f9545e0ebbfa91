package org.binaryconnect.layers.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.binaryconnect.layers.conf.LayerCases.Case;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;

/** What holds for each binary layer; the truth is the plain DL4J layer that holds the weights. */
class EveryBinaryLayerTest {

    private static final BinaryWeights STOCHASTIC =
            BinaryWeights.DEFAULT.withBinarization(Binarization.STOCHASTIC);

    static List<Case> cases() {
        return LayerCases.all();
    }

    private static INDArray gradient(MultiLayerNetwork network, DataSet data) {
        network.setInput(data.getFeatures());
        network.setLabels(data.getLabels());
        network.computeGradientAndScore();
        return network.gradient().gradient().dup();
    }

    /**
     * DL4J computes twice the gradient for locally connected layers and all that lies before them.
     */
    private static INDArray expected(Case layer, MultiLayerNetwork plain, DataSet data) {
        INDArray gradient = gradient(plain, data);
        if (layer.name().startsWith("locally")) {
            long doubled = 0;
            for (int i = 0; i <= layer.index(); i++) {
                doubled += plain.getLayer(i).numParams();
            }
            gradient.reshape(gradient.length()).get(NDArrayIndex.interval(0, doubled)).muli(0.5);
        }
        return gradient;
    }

    private static INDArray gradient(ComputationGraph graph, DataSet data) {
        graph.setInput(0, data.getFeatures());
        graph.setLabels(data.getLabels());
        graph.computeGradientAndScore();
        return graph.gradient().gradient().dup();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outputScoreAndGradientAreThoseOfDl4jsLayerThatHoldsTheWeights(Case layer) {
        for (BinaryWeights weights :
                List.of(
                        BinaryWeights.DEFAULT,
                        BinaryWeights.DEFAULT.withChannelScale(1),
                        STOCHASTIC,
                        STOCHASTIC.withClip(0.7).withChannelScale(2))) {
            MultiLayerNetwork binary = layer.binaryNetwork(weights, new NoOp());
            MultiLayerNetwork plain = layer.plainNetwork(new NoOp());
            DataSet data = layer.examples(DataType.DOUBLE);
            layer.copyWeights(binary, plain, false);
            assertEquals(plain.output(data.getFeatures()), binary.output(data.getFeatures()));

            layer.copyWeights(binary, plain, true);
            INDArray expected = expected(layer, plain, data);
            assertEquals(0, expected.sub(gradient(binary, data)).amaxNumber().doubleValue());
            assertEquals(plain.score(), binary.score());
            assertTrue(expected.amaxNumber().doubleValue() > 1e-3, "the case must have a gradient");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aGraphComputesTheSame(Case layer) {
        MultiLayerNetwork network = layer.binaryNetwork(STOCHASTIC, new NoOp());
        ComputationGraph graph = network.toComputationGraph();
        DataSet data = layer.examples(DataType.DOUBLE);

        assertEquals(network.output(data.getFeatures()), graph.outputSingle(data.getFeatures()));
        // Vertices are numbered from the input, layers from 0: only deterministic draws are equal.
        network = layer.binaryNetwork(BinaryWeights.DEFAULT, new NoOp());
        graph = network.toComputationGraph();
        assertEquals(network.output(data.getFeatures()), graph.outputSingle(data.getFeatures()));
        assertEquals(
                0, gradient(network, data).sub(gradient(graph, data)).amaxNumber().doubleValue());
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
        INDArray gradient = gradient(binary, data).div(LayerCases.BATCH);
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
