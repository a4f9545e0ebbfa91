package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryLSTM;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A graph with two inputs, a residual connection and two heads. */
class GraphsTest {

    private static final int BATCH = 8;

    private static ComputationGraph graph(IUpdater updater, Map<String, Layer> layers) {
        ComputationGraphConfiguration configuration =
                new NeuralNetConfiguration.Builder()
                        .seed(3)
                        .dataType(DataType.DOUBLE)
                        .activation(Activation.TANH)
                        .updater(updater)
                        .graphBuilder()
                        .addInputs("images", "sequences")
                        .addLayer("convolution", layers.get("convolution"), "images")
                        .addLayer("residual", layers.get("residual"), "convolution")
                        .addVertex(
                                "sum",
                                new ElementWiseVertex(ElementWiseVertex.Op.Add),
                                "convolution",
                                "residual")
                        .addLayer("flat", layers.get("flat"), "sum")
                        .addLayer("recurrent", layers.get("recurrent"), "sequences")
                        .addVertex("last", new LastTimeStepVertex("sequences"), "recurrent")
                        .addVertex("both", new MergeVertex(), "flat", "last")
                        .addLayer("classes", layers.get("classes"), "both")
                        .addLayer("values", layers.get("values"), "both")
                        .setOutputs("classes", "values")
                        .setInputTypes(InputType.convolutional(5, 4, 2), InputType.recurrent(3))
                        .build();
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }

    private static ComputationGraph binary(IUpdater updater) {
        return graph(
                updater,
                Map.of(
                        "convolution",
                        new BinaryConvolutionLayer.Builder(2, 2).nOut(3).build(),
                        "residual",
                        new BinaryConvolutionLayer.Builder(3, 3)
                                .nOut(3)
                                .convolutionMode(ConvolutionMode.Same)
                                .build(),
                        "flat",
                        new BinaryDenseLayer.Builder().nOut(5).build(),
                        "recurrent",
                        new BinaryLSTM.Builder().nOut(4).build(),
                        "classes",
                        new BinaryOutputLayer.Builder().nOut(3).build(),
                        "values",
                        new BinaryOutputLayer.Builder(LossFunction.MSE)
                                .nOut(2)
                                .activation(Activation.IDENTITY)
                                .build()));
    }

    private static ComputationGraph plain() {
        return graph(
                new NoOp(),
                Map.of(
                        "convolution",
                        new ConvolutionLayer.Builder(2, 2).nOut(3).build(),
                        "residual",
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(3)
                                .convolutionMode(ConvolutionMode.Same)
                                .build(),
                        "flat",
                        new DenseLayer.Builder().nOut(5).build(),
                        "recurrent",
                        new LSTM.Builder().nOut(4).build(),
                        "classes",
                        new OutputLayer.Builder().nOut(3).build(),
                        "values",
                        new OutputLayer.Builder(LossFunction.MSE)
                                .nOut(2)
                                .activation(Activation.IDENTITY)
                                .build()));
    }

    private static MultiDataSet examples() {
        Nd4j.getRandom().setSeed(2);
        INDArray images = Nd4j.rand(DataType.DOUBLE, BATCH, 2, 5, 4).subi(0.5);
        INDArray sequences = Nd4j.rand(DataType.DOUBLE, BATCH, 3, 4).subi(0.5);
        INDArray mask = Nd4j.ones(DataType.DOUBLE, BATCH, 4);
        INDArray classes = Nd4j.zeros(DataType.DOUBLE, BATCH, 3);
        for (int i = 0; i < BATCH; i++) {
            classes.putScalar(i, i % 3, 1);
            mask.putScalar(i, 3, i % 2);
        }
        INDArray values = Nd4j.rand(DataType.DOUBLE, BATCH, 2);
        return new MultiDataSet(
                new INDArray[] {images, sequences},
                new INDArray[] {classes, values},
                new INDArray[] {null, mask},
                null);
    }

    private static INDArray gradient(ComputationGraph graph, MultiDataSet data) {
        graph.setInputs(data.getFeatures());
        graph.setLabels(data.getLabels());
        graph.setLayerMaskArrays(data.getFeaturesMaskArrays(), null);
        graph.computeGradientAndScore();
        graph.clearLayerMaskArrays();
        return graph.gradient().gradient().dup();
    }

    @Test
    void outputsScoreAndGradientAreThoseOfAPlainGraphThatHoldsTheSigns() {
        ComputationGraph binary = binary(new NoOp());
        ComputationGraph plain = plain();
        Signs.copy(binary, plain);
        assertNotEquals(plain.params(), binary.params());
        MultiDataSet data = examples();

        INDArray[] expected =
                plain.output(false, data.getFeatures(), data.getFeaturesMaskArrays(), null);
        INDArray[] found =
                binary.output(false, data.getFeatures(), data.getFeaturesMaskArrays(), null);
        assertEquals(expected[0], found[0]);
        assertEquals(expected[1], found[1]);
        INDArray gradient = gradient(plain, data);
        assertTrue(gradient.amaxNumber().doubleValue() > 1e-3);
        assertEquals(gradient, gradient(binary, data));
        assertEquals(plain.score(), binary.score());
    }

    @Test
    void bothHeadsLearnWithinTheClip() {
        ComputationGraph graph = binary(new Adam(0.01));
        MultiDataSet data = examples();
        double before = graph.score(data, true);
        for (int i = 0; i < 60; i++) {
            graph.fit(data);
        }

        double after = graph.score(data, true);
        assertTrue(after < 0.6 * before, before + " -> " + after);
        for (String name : graph.paramTable().keySet()) {
            if (name.endsWith("_W") || name.endsWith("_RW")) {
                assertTrue(graph.getParam(name).amaxNumber().doubleValue() <= 1, name);
            }
        }
    }
}
