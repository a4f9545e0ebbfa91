package org.binaryconnect.hwexport.read;

import static org.binaryconnect.hwexport.read.TestModels.assertClose;
import static org.binaryconnect.hwexport.read.TestModels.assertReadsExactly;
import static org.binaryconnect.hwexport.read.TestModels.count;
import static org.binaryconnect.hwexport.read.TestModels.graph;
import static org.binaryconnect.hwexport.read.TestModels.isBinary;
import static org.binaryconnect.hwexport.read.TestModels.layers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.RealInterpreter;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryLSTM;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.conf.BinaryRnnOutputLayer;
import org.binaryconnect.layers.conf.BinarySimpleRnn;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.preprocessor.CnnToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Recurrent networks compute, step by step, what they do in DL4J. */
class ReadSequencesTest {

    private static Layer output(int in, int out) {
        return new BinaryRnnOutputLayer.Builder(LossFunction.MSE)
                .nIn(in)
                .nOut(out)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static Layer lstm(int in, int out, boolean hasScale) {
        return new BinaryLSTM.Builder()
                .nIn(in)
                .nOut(out)
                .channelScale(hasScale)
                .activation(Activation.TANH)
                .build();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void binaryLstms(boolean hasScale) {
        TrainedNetwork read =
                assertReadsExactly(
                        layers(lstm(3, 5, hasScale), lstm(5, 4, hasScale), output(4, 2)), 3, 7);

        assertTrue(isBinary(read));
        assertTrue(read.features().isSequence());
        assertTrue(read.network().isRecurrent());
        assertEquals(Shape.vector(3), read.network().input());
    }

    @Test
    void realLstms() {
        TrainedNetwork read =
                assertReadsExactly(
                        layers(
                                new LSTM.Builder()
                                        .nIn(3)
                                        .nOut(5)
                                        .activation(Activation.SOFTSIGN)
                                        .forgetGateBiasInit(1)
                                        .build(),
                                new RnnOutputLayer.Builder()
                                        .nIn(5)
                                        .nOut(4)
                                        .activation(Activation.SOFTMAX)
                                        .build()),
                        3,
                        7);

        assertFalse(isBinary(read));
        assertEquals("softmax", read.outputFunction());
    }

    /** DL4J's hard sigmoid multiplies by a float. */
    @Test
    void hardGates() {
        TestModels.assertReads(
                1e-6,
                layers(
                        new BinaryLSTM.Builder()
                                .nIn(3)
                                .nOut(5)
                                .activation(Activation.HARDTANH)
                                .gateActivationFunction(Activation.HARDSIGMOID)
                                .build(),
                        output(5, 2)),
                3,
                7);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void simpleRecurrentLayers(boolean hasScale) {
        TrainedNetwork read =
                assertReadsExactly(
                        layers(
                                new BinarySimpleRnn.Builder()
                                        .nIn(3)
                                        .nOut(5)
                                        .channelScale(hasScale)
                                        .activation(Activation.TANH)
                                        .build(),
                                new SimpleRnn.Builder()
                                        .nIn(5)
                                        .nOut(4)
                                        .activation(Activation.HARDTANH)
                                        .build(),
                                new RnnLossLayer.Builder(LossFunction.MSE)
                                        .activation(Activation.SIGMOID)
                                        .build()),
                        3,
                        6);

        assertEquals(2, count(read, Node.SimpleRnn.class));
        assertEquals("sigmoid", read.outputFunction());
    }

    /** The state that a run leaves is the one of DL4J's rnnTimeStep. */
    @Test
    void stateIsCarriedAsInRnnTimeStep() {
        MultiLayerNetwork model = layers(lstm(3, 5, false), output(5, 2));
        RealInterpreter.Session session =
                new RealInterpreter(ModelReader.read(model, 3, 1).network()).session();
        INDArray features = TestModels.features(3, 9).slice(0);

        for (int t = 0; t < 9; t++) {
            double[] input = features.getColumn(t).toDoubleVector();
            INDArray expected = model.rnnTimeStep(features.getColumn(t).reshape(1, 3));
            double[][] values = session.run(input);
            assertClose(expected.reshape(2).toDoubleVector(), values[values.length - 1], 1e-9);
        }
    }

    /** Vectors of each step between sequences, through DL4J's preprocessors. */
    @Test
    void denseLayersAndBatchNormalizationOfEachStep() {
        assertReadsExactly(
                layers(
                        InputType.recurrent(3, 6),
                        lstm(0, 5, false),
                        new BinaryDenseLayer.Builder().nOut(6).activation(Activation.RELU).build(),
                        new BatchNormalization.Builder().build(),
                        lstm(0, 4, false),
                        output(0, 2)),
                3,
                6);
    }

    /** A sigmoid that is computed for a vector serves the same values as a sequence. */
    @Test
    void aSigmoidOfEachStepIsSharedByVectorsAndSequences() {
        TrainedNetwork read =
                assertReadsExactly(
                        graph(
                                g ->
                                        g.setInputTypes(InputType.recurrent(3, 6))
                                                .addLayer(
                                                        "gate",
                                                        new BinaryDenseLayer.Builder()
                                                                .nOut(4)
                                                                .activation(Activation.SIGMOID)
                                                                .build(),
                                                        "in")
                                                .addLayer(
                                                        "vector",
                                                        new BinaryDenseLayer.Builder()
                                                                .nOut(5)
                                                                .build(),
                                                        "gate")
                                                .addLayer("a", lstm(0, 4, false), "gate")
                                                .addLayer("b", lstm(0, 4, false), "vector")
                                                .addVertex(
                                                        "sum",
                                                        new ElementWiseVertex(
                                                                ElementWiseVertex.Op.Add),
                                                        "a",
                                                        "b")
                                                .addLayer("out", output(0, 2), "sum")),
                        3,
                        6);

        assertEquals(1, count(read, Node.Activation.class));
    }

    @Test
    void theLastTimeStepCounts() {
        TrainedNetwork read =
                assertReadsExactly(
                        layers(
                                InputType.recurrent(3, 6),
                                new LastTimeStep(lstm(0, 5, false)),
                                new BinaryDenseLayer.Builder()
                                        .nOut(6)
                                        .activation(Activation.RELU)
                                        .build(),
                                new BinaryOutputLayer.Builder().nOut(2).build()),
                        3,
                        6);

        assertTrue(
                read.notes().stream().anyMatch(note -> note.contains("last time step")),
                read.notes().toString());
        assertEquals("softmax", read.outputFunction());
    }

    /** Sequences of the format [examples, steps, values]. */
    @Test
    void sequencesWithValuesLast() {
        InputType type = InputType.recurrent(3, 6, RNNFormat.NWC);

        TrainedNetwork read =
                assertReadsExactly(
                        layers(
                                type,
                                lstm(0, 5, false),
                                new BinaryDenseLayer.Builder().nOut(6).build(),
                                new LastTimeStep(lstm(0, 4, false)),
                                new BinaryOutputLayer.Builder().nOut(2).build()),
                        6,
                        3);

        assertTrue(read.features().isChannelsLast());
        assertEquals(Shape.vector(3), read.network().input());
    }

    @Test
    void graphsOfSequences() {
        assertReadsExactly(
                graph(
                        g ->
                                g.addLayer("a", lstm(3, 5, true), "in")
                                        .addLayer("b", lstm(5, 5, false), "a")
                                        .addVertex(
                                                "sum",
                                                new ElementWiseVertex(ElementWiseVertex.Op.Add),
                                                "a",
                                                "b")
                                        .addVertex("both", new MergeVertex(), "sum", "in")
                                        .addVertex("last", new LastTimeStepVertex("in"), "both")
                                        .addLayer(
                                                "out",
                                                new BinaryOutputLayer.Builder()
                                                        .nIn(8)
                                                        .nOut(2)
                                                        .build(),
                                                "last")),
                3,
                6);
    }

    /** A convolution of each step, flattened into a recurrent layer: its columns take the order. */
    @Test
    void imagesAsSteps() {
        MultiLayerNetwork model =
                layers(
                        new BinaryConvolutionLayer.Builder(2, 2).nIn(2).nOut(3).build(),
                        lstm(3 * 3 * 2, 5, false),
                        output(5, 2));
        model.getLayerWiseConfigurations()
                .getInputPreProcessors()
                .put(0, new RnnToCnnPreProcessor(4, 3, 2));
        model.getLayerWiseConfigurations()
                .getInputPreProcessors()
                .put(1, new CnnToRnnPreProcessor(3, 2, 3));

        TrainedNetwork read = assertReadsExactly(model, 24, 5);

        assertEquals(new Shape(4, 3, 2), read.network().input());
        assertEquals(0, count(read, Node.Permute.class));
    }

    /** Without a recurrent layer, and without one that moves over the steps, too. */
    @Test
    void stepsThatKnowNothingOfEachOther() {
        TrainedNetwork read = assertReadsExactly(layers(output(3, 2)), 3, 4);

        assertTrue(read.features().isSequence());
    }
}
