package org.binaryconnect.hwexport.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.RealInterpreter;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.TestWeights;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ModelReaderTest {

    private static MultiLayerNetwork network(Layer... layers) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder().seed(3).dataType(DataType.DOUBLE).list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        var configuration = list.build();
        configuration.setValidateOutputLayerConfig(false);
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    private static BinaryDenseLayer dense(String name, int in, int out, Activation activation) {
        return new BinaryDenseLayer.Builder()
                .name(name)
                .nIn(in)
                .nOut(out)
                .activation(activation)
                .build();
    }

    private static Layer loss() {
        return new LossLayer.Builder().activation(Activation.IDENTITY).build();
    }

    /** Puts numbers of both signs and of different size into every parameter. */
    private static void scramble(MultiLayerNetwork network) {
        Nd4j.getRandom().setSeed(8);
        network.paramTable()
                .forEach(
                        (name, value) -> {
                            INDArray random = Nd4j.randn(value.dataType(), value.shape());
                            network.setParam(
                                    name,
                                    name.endsWith("_var") ? random.muli(random).addi(0.1) : random);
                        });
    }

    @Test
    void theNetworkReadComputesWhatDl4jDoes() {
        MultiLayerNetwork model =
                network(
                        dense("first", 11, 20, Activation.IDENTITY),
                        new BatchNormalization.Builder().nIn(20).nOut(20).eps(1e-3).build(),
                        new ActivationLayer.Builder().activation(Activation.RELU).build(),
                        new DropoutLayer.Builder(0.5).build(),
                        new BinaryDenseLayer.Builder()
                                .name("second")
                                .nIn(20)
                                .nOut(9)
                                .activation(Activation.RELU)
                                .channelScale(true)
                                .build(),
                        new BatchNormalization.Builder().nIn(9).nOut(9).useLogStd(false).build(),
                        new BatchNormalization.Builder()
                                .nIn(9)
                                .nOut(9)
                                .lockGammaBeta(true)
                                .gamma(-2)
                                .beta(0.3)
                                .build(),
                        new BinaryOutputLayer.Builder(LossFunction.MSE)
                                .nIn(9)
                                .nOut(4)
                                .hasBias(false)
                                .channelScale(true)
                                .activation(Activation.IDENTITY)
                                .build());
        scramble(model);
        INDArray inputs = Nd4j.rand(DataType.DOUBLE, 5, 11);
        INDArray expected = model.output(inputs);

        Network read = ModelReader.read(model);

        assertEquals(11, read.inputs());
        assertEquals(4, read.outputs());
        RealInterpreter interpreter = new RealInterpreter(read);
        for (int v = 0; v < 5; v++) {
            double[] scores = interpreter.run(inputs.getRow(v).toDoubleVector());
            for (int s = 0; s < 4; s++) {
                assertEquals(expected.getDouble(v, s), scores[s], 1e-9 * (1 + Math.abs(scores[s])));
            }
        }
    }

    @Test
    void aStoredModelIsReadBackAlike(@TempDir Path folder) throws IOException {
        MultiLayerNetwork model = network(dense("only", 6, 3, Activation.IDENTITY), loss());
        Path file = folder.resolve("model.zip");
        ModelSerializer.writeModel(model, file.toFile(), false);
        double[] input = {1, 0, 0.5, 0.25, 0, 1};

        double[] direct = new RealInterpreter(ModelReader.read(model)).run(input);

        assertTrue(
                Arrays.equals(
                        direct, new RealInterpreter(ModelReader.read(file.toFile())).run(input)));
    }

    private static void assertRefused(MultiLayerNetwork model, String... parts) {
        String message =
                assertThrows(ExportException.class, () -> ModelReader.read(model)).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
        assertEquals(1, message.lines().count());
    }

    @Test
    void layersThatCannotBeExportedAreNamed() {
        Layer first = dense("first", 4, 4, Activation.RELU);

        assertRefused(
                network(
                        first,
                        new DenseLayer.Builder().name("real").nIn(4).nOut(3).build(),
                        loss()),
                "\"real\"",
                "DenseLayer",
                "cannot be exported");
        assertRefused(
                network(dense("curved", 4, 3, Activation.TANH), loss()),
                "\"curved\"",
                "tanh",
                "use ReLU");
        assertRefused(
                network(
                        new BinaryDenseLayer.Builder()
                                .name("normed")
                                .nIn(4)
                                .nOut(3)
                                .activation(Activation.RELU)
                                .hasLayerNorm(true)
                                .build(),
                        loss()),
                "\"normed\"",
                "layer normalization");
        assertRefused(
                network(
                        first,
                        new ActivationLayer.Builder()
                                .name("soft")
                                .activation(Activation.SOFTMAX)
                                .build(),
                        loss()),
                "\"soft\"",
                "softmax");
    }

    /** Its batch normalization belongs to real weights, and its accuracy was measured with them. */
    @Test
    void aNetworkThatAnswersWithRealWeightsIsRefused() {
        BinaryDenseLayer.Builder stochastic =
                new BinaryDenseLayer.Builder()
                        .name("sampled")
                        .nIn(4)
                        .nOut(3)
                        .activation(Activation.IDENTITY)
                        .binarization(Binarization.STOCHASTIC);

        assertRefused(network(stochastic.build(), loss()), "\"sampled\"", "real weights", "BINARY");
        ModelReader.read(network(stochastic.testWeights(TestWeights.BINARY).build(), loss()));
    }

    @Test
    void theInputSizeIsThatOfTheFirstDenseLayer() {
        Layer identity = new ActivationLayer.Builder().activation(Activation.IDENTITY).build();

        assertEquals(
                4,
                ModelReader.read(
                                network(
                                        identity,
                                        new DropoutLayer.Builder(0.5).build(),
                                        dense("first", 4, 3, Activation.IDENTITY),
                                        loss()))
                        .inputs());
        assertRefused(network(identity, loss()), "no binary dense layer");
    }

    @Test
    void notANumberIsRefused() {
        MultiLayerNetwork model = network(dense("first", 4, 3, Activation.IDENTITY), loss());
        model.getParam("0_W").putScalar(0, 1, Double.NaN);

        assertRefused(model, "\"first\"", "NaN");
    }

    @Test
    void filesThatAreNoModelAreRefused(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("text.zip"), "not a zip");
        MultiLayerNetwork model = network(dense("only", 60, 30, Activation.IDENTITY), loss());
        Path truncated = folder.resolve("truncated.zip");
        ModelSerializer.writeModel(model, truncated.toFile(), false);
        byte[] bytes = Files.readAllBytes(truncated);
        Files.write(truncated, Arrays.copyOf(bytes, bytes.length / 2));

        for (Path file : new Path[] {text, truncated, folder.resolve("absent.zip")}) {
            String message =
                    assertThrows(ExportException.class, () -> ModelReader.read(file.toFile()))
                            .getMessage();
            assertTrue(message.contains(file.getFileName().toString()), message);
            assertEquals(1, message.lines().count());
        }
    }
}
