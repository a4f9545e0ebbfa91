package org.binaryconnect.layers.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryGravesLSTM;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.conf.BinaryRnnOutputLayer;
import org.binaryconnect.layers.conf.HingeLossLayer;
import org.binaryconnect.layers.conf.LayerCases;
import org.binaryconnect.layers.conf.LayerCases.Case;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.layers.weights.TestWeights;
import org.binaryconnect.updaters.DivergedException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class FreezingTest {

    static List<Case> cases() {
        return LayerCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyLayerGivesTheSameOutputFrozen(Case layer) {
        DataSet data = layer.examples(DataType.DOUBLE);
        for (BinaryWeights weights :
                List.of(BinaryWeights.DEFAULT, BinaryWeights.DEFAULT.withChannelScale(1))) {
            MultiLayerNetwork network = layer.binaryNetwork(weights, new NoOp());

            MultiLayerNetwork frozen = Freezing.freeze(network);

            assertEquals(network.output(data.getFeatures()), frozen.output(data.getFeatures()));
            assertEquals(
                    layer.plain().getClass(),
                    frozen.getLayer(layer.index()).conf().getLayer().getClass());
            assertFalse(
                    frozen.getLayerWiseConfigurations().toJson().contains("binaryconnect"),
                    frozen.getLayerWiseConfigurations().toJson());
        }
    }

    @Test
    void weightsThatAreNoNumbersAreRefusedByName() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .list()
                                .layer(
                                        new BinaryOutputLayer.Builder()
                                                .name("classes")
                                                .nIn(4)
                                                .nOut(3)
                                                .build())
                                .build());
        network.init();
        network.getParam("0_W").putScalar(0, Double.NaN);

        String message =
                assertThrows(DivergedException.class, () -> Freezing.freeze(network)).getMessage();

        assertTrue(message.contains("\"classes\""), message);
    }

    @Test
    void aFrozenGraphGivesTheSameOutput() {
        Case layer = LayerCases.all().get(0);
        ComputationGraph graph =
                layer.binaryNetwork(BinaryWeights.DEFAULT, new NoOp()).toComputationGraph();
        INDArray input = layer.examples(DataType.DOUBLE).getFeatures();

        ComputationGraph frozen = Freezing.freeze(graph);

        assertEquals(graph.outputSingle(input), frozen.outputSingle(input));
        assertFalse(frozen.getConfiguration().toJson().contains("binaryconnect"));
    }

    @Test
    void realTestTimeWeightsAreBinarizedToo() {
        Case layer = LayerCases.all().get(0);
        BinaryWeights stochastic = BinaryWeights.DEFAULT.withBinarization(Binarization.STOCHASTIC);
        MultiLayerNetwork network = layer.binaryNetwork(stochastic, new NoOp());
        MultiLayerNetwork binary =
                layer.binaryNetwork(stochastic.withTestWeights(TestWeights.BINARY), new NoOp());
        INDArray input = layer.examples(DataType.DOUBLE).getFeatures();

        assertEquals(binary.output(input), Freezing.freeze(network).output(input));
    }

    private static MultiLayerNetwork network(NeuralNetConfiguration.ListBuilder list) {
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    @Test
    void constraintsOfTheUserAndHeadsForTheHingeLossBecomeDl4js() {
        MultiLayerNetwork network =
                network(
                        new NeuralNetConfiguration.Builder()
                                .list()
                                .layer(
                                        new BinaryDenseLayer.Builder()
                                                .nIn(5)
                                                .nOut(4)
                                                .constrainWeights(new MaxNormConstraint(3, 0))
                                                .build())
                                .layer(new BatchNormalization.Builder().nOut(4).build())
                                .layer(new HingeLossLayer.Builder().build())
                                .setInputType(InputType.feedForward(5)));

        MultiLayerNetwork frozen = Freezing.freeze(network);

        assertEquals(
                List.of(new MaxNormConstraint(3, java.util.Set.of("W"), 0)),
                frozen.getLayer(0).conf().getLayer().getConstraints());
        assertEquals(LossLayer.class, frozen.getLayer(2).conf().getLayer().getClass());
        MultiLayerNetwork head =
                network(
                        new NeuralNetConfiguration.Builder()
                                .list()
                                .layer(
                                        new BinaryOutputLayer.Builder(LossFunction.SQUARED_HINGE)
                                                .activation(
                                                        org.nd4j.linalg.activations.Activation
                                                                .IDENTITY)
                                                .nIn(5)
                                                .nOut(4)
                                                .build()));
        assertFalse(
                Freezing.freeze(head)
                        .getLayerWiseConfigurations()
                        .toJson()
                        .contains("binaryconnect"));
    }

    /** Another process, whose class path has DL4J but not this library. */
    @Test
    void aFrozenModelNeedsNoClassOfThisLibrary(@TempDir Path folder)
            throws IOException, InterruptedException {
        MultiLayerNetwork network =
                network(
                        new NeuralNetConfiguration.Builder()
                                .seed(3)
                                .list()
                                .layer(
                                        new Bidirectional(
                                                new BinaryGravesLSTM.Builder().nOut(4).build()))
                                .layer(new BinaryRnnOutputLayer.Builder().nOut(3).build())
                                .setInputType(InputType.recurrent(2, 5)));
        File file = folder.resolve("frozen.zip").toFile();
        ModelSerializer.writeModel(Freezing.freeze(network), file, true);
        String others =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !new File(entry).getPath().contains("bc-"))
                        .collect(Collectors.joining(File.pathSeparator));
        Path source = folder.resolve("Serve.java");
        java.nio.file.Files.writeString(
                source,
                """
                import java.io.File;
                import org.deeplearning4j.util.ModelSerializer;
                import org.nd4j.linalg.factory.Nd4j;
                public class Serve {
                    public static void main(String[] args) throws Exception {
                        try {
                            Class.forName("org.binaryconnect.layers.conf.BinaryLSTM");
                            System.exit(2);
                        } catch (ClassNotFoundException expected) {
                            System.out.println(
                                    ModelSerializer.restoreMultiLayerNetwork(new File(args[0]))
                                            .output(Nd4j.ones(1, 2, 5)).sumNumber());
                        }
                    }
                }
                """);

        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                others,
                                source.toString(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String output = new String(process.getInputStream().readAllBytes());

        assertEquals(0, process.waitFor());
        // Softmax: one for each of the five time steps.
        assertTrue(output.lines().reduce((a, b) -> b).orElse("").startsWith("5.0"), output);
    }
}
