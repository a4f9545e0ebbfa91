package org.binaryconnect.hwexport.read;

import static org.binaryconnect.hwexport.read.TestModels.assertReadsExactly;
import static org.binaryconnect.hwexport.read.TestModels.count;
import static org.binaryconnect.hwexport.read.TestModels.end;
import static org.binaryconnect.hwexport.read.TestModels.isBinary;
import static org.binaryconnect.hwexport.read.TestModels.layers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.binaryconnect.hwexport.ir.Function;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.layers.conf.BinaryCenterLossOutputLayer;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.conf.HingeLossLayer;
import org.binaryconnect.layers.convert.BinaryRetrofit;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks of dense layers compute what they do in DL4J. */
class ReadVectorsTest {

    private static BinaryDenseLayer binary(int in, int out) {
        return new BinaryDenseLayer.Builder().nIn(in).nOut(out).build();
    }

    @Test
    void binaryDenseLayersWithEveryFormOfBatchNormalization() {
        MultiLayerNetwork model =
                layers(
                        new BinaryDenseLayer.Builder().nIn(11).nOut(20).hasBias(false).build(),
                        new BatchNormalization.Builder().nIn(20).nOut(20).eps(1e-3).build(),
                        new ActivationLayer.Builder().activation(Activation.RELU).build(),
                        new DropoutLayer.Builder(0.5).name("rest").build(),
                        new BinaryDenseLayer.Builder()
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

        TrainedNetwork read = assertReadsExactly(model, 11);

        assertTrue(isBinary(read));
        assertEquals(11, read.network().inputs());
        assertEquals("identity", read.outputFunction());
        assertTrue(read.notes().get(0).startsWith("Layer \"rest\" (DropoutLayer) does nothing"));
    }

    /** DL4J's shortcut for gamma 1 and beta 0 is taken if only one of them is so. */
    @Test
    void aLockedGammaIsIgnoredWhereDl4jDoes() {
        TrainedNetwork read =
                assertReadsExactly(
                        layers(
                                binary(5, 6),
                                new BatchNormalization.Builder()
                                        .name("locked")
                                        .nIn(6)
                                        .nOut(6)
                                        .lockGammaBeta(true)
                                        .gamma(-2)
                                        .build(),
                                new BatchNormalization.Builder()
                                        .nIn(6)
                                        .nOut(6)
                                        .lockGammaBeta(true)
                                        .build(),
                                end()),
                        5);

        assertEquals(1, read.notes().size());
        assertTrue(read.notes().get(0).contains("\"locked\""), read.notes().get(0));
        assertTrue(read.notes().get(0).contains("gamma of -2.0"), read.notes().get(0));
    }

    @Test
    void realLayersStayReal() {
        TrainedNetwork read =
                assertReadsExactly(
                        layers(
                                new DenseLayer.Builder()
                                        .nIn(7)
                                        .nOut(8)
                                        .activation(Activation.TANH)
                                        .build(),
                                new OutputLayer.Builder(LossFunction.MSE).nIn(8).nOut(3).build()),
                        7);

        assertFalse(isBinary(read));
        assertEquals(2, count(read, Node.Dense.class));
    }

    @Test
    void retrofittedLayersAreBinary() {
        var configuration =
                TestModels.builder()
                        .list()
                        .layer(new DenseLayer.Builder().nIn(7).nOut(8).build())
                        .layer(
                                new OutputLayer.Builder(LossFunction.MSE)
                                        .nIn(8)
                                        .nOut(3)
                                        .activation(Activation.IDENTITY)
                                        .build())
                        .build();
        MultiLayerNetwork model = new MultiLayerNetwork(BinaryRetrofit.apply(configuration));
        model.init();
        TestModels.scramble(model);

        assertTrue(isBinary(assertReadsExactly(model, 7)));
    }

    @Test
    void frozenLayersAreReadAsWhatTheyFreeze() {
        TrainedNetwork read =
                assertReadsExactly(
                        layers(
                                new FrozenLayer(binary(6, 7)),
                                new FrozenLayerWithBackprop(binary(7, 5)),
                                new BinaryOutputLayer.Builder(LossFunction.MSE)
                                        .nIn(5)
                                        .nOut(2)
                                        .build()),
                        6);

        assertTrue(isBinary(read));
    }

    @Test
    void aSoftmaxAtTheEndIsLeftOut() {
        TrainedNetwork read =
                assertReadsExactly(
                        layers(
                                binary(6, 7),
                                new BinaryOutputLayer.Builder()
                                        .name("classes")
                                        .nIn(7)
                                        .nOut(4)
                                        .activation(Activation.SOFTMAX)
                                        .build()),
                        6);

        assertEquals("softmax", read.outputFunction());
        assertEquals(0, count(read, Node.Activation.class));
        assertTrue(read.notes().get(0).contains("\"classes\""), read.notes().toString());
    }

    /** Layers that do nothing may follow. */
    @Test
    void aSoftmaxInALayerOfItsOwnIsTheEnd() {
        TrainedNetwork read =
                assertReadsExactly(
                        layers(
                                binary(6, 4),
                                new ActivationLayer.Builder()
                                        .activation(Activation.SOFTMAX)
                                        .build(),
                                new DropoutLayer.Builder(0.5).build(),
                                end()),
                        6);

        assertEquals("softmax", read.outputFunction());
    }

    @Test
    void aSigmoidIsLeftOutAtTheEndOnly() {
        TrainedNetwork read =
                assertReadsExactly(
                        layers(
                                new BinaryDenseLayer.Builder()
                                        .nIn(6)
                                        .nOut(7)
                                        .activation(Activation.SIGMOID)
                                        .build(),
                                new BinaryOutputLayer.Builder(LossFunction.XENT)
                                        .nIn(7)
                                        .nOut(4)
                                        .activation(Activation.SIGMOID)
                                        .build()),
                        6);

        assertEquals("sigmoid", read.outputFunction());
        assertEquals(1, count(read, Node.Activation.class));
    }

    @Test
    void lossLayersHaveActivations() {
        assertReadsExactly(
                layers(
                        binary(6, 4),
                        new LossLayer.Builder(LossFunction.MSE)
                                .activation(Activation.TANH)
                                .build()),
                6);
        assertReadsExactly(layers(binary(6, 4), new HingeLossLayer.Builder().build()), 6);
    }

    @Test
    void centerLossHasCentersThatDoNothing() {
        assertReadsExactly(
                layers(
                        binary(6, 5),
                        new BinaryCenterLossOutputLayer.Builder(LossFunction.MSE)
                                .nIn(5)
                                .nOut(3)
                                .build()),
                6);
        assertReadsExactly(
                layers(new CenterLossOutputLayer.Builder(LossFunction.MSE).nIn(6).nOut(3).build()),
                6);
    }

    static Stream<Arguments> activations() {
        return Stream.concat(
                        Stream.of(
                                        Activation.IDENTITY,
                                        Activation.RELU,
                                        Activation.RELU6,
                                        Activation.HARDTANH,
                                        Activation.HARDSIGMOID,
                                        Activation.SIGMOID,
                                        Activation.TANH,
                                        Activation.RATIONALTANH,
                                        Activation.RECTIFIEDTANH,
                                        Activation.LEAKYRELU,
                                        Activation.ELU,
                                        Activation.SELU,
                                        Activation.GELU,
                                        Activation.SWISH,
                                        Activation.MISH,
                                        Activation.SOFTPLUS,
                                        Activation.SOFTSIGN,
                                        Activation.THRESHOLDEDRELU)
                                .map(Activation::getActivationFunction),
                        Stream.of(
                                new ActivationReLU(2.0, null, null),
                                new ActivationReLU(2.0, 0.5, 0.25),
                                new ActivationReLU(null, 0.0, 0.25),
                                new ActivationLReLU(0.3),
                                new ActivationELU(1.5),
                                new ActivationGELU(true),
                                new ActivationThresholdedReLU(0.25)))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("activations")
    void everyActivationHasDl4jsFormula(IActivation activation) {
        Function function =
                ActivationFunctions.of(new Part.OfLayer("test", null, List.of(0)), activation);
        double[] inputs = Nd4j.linspace(-9, 9, 181).toDoubleVector();

        double[] expected =
                activation.getActivation(Nd4j.createFromArray(new double[][] {inputs}), false)
                        .toDoubleMatrix()[0];

        for (int i = 0; i < inputs.length; i++) {
            // DL4J's hard sigmoid multiplies by a float.
            assertEquals(expected[i], function.apply(inputs[i]), 1e-7, "at " + inputs[i]);
        }
    }

    @Test
    void limitsAreLimits() {
        TrainedNetwork read =
                assertReadsExactly(
                        layers(
                                binary(6, 4),
                                new ActivationLayer.Builder().activation(Activation.RELU6).build(),
                                new ActivationLayer.Builder()
                                        .activation(Activation.HARDTANH)
                                        .build(),
                                end()),
                        6);

        read.network().steps().stream()
                .filter(step -> step.node() instanceof Node.Activation)
                .forEach(
                        step ->
                                assertTrue(
                                        ((Node.Activation) step.node()).function()
                                                instanceof Function.Limit));
    }

    @Test
    void aPreluOfOneSlopeIsLeaky() {
        MultiLayerNetwork model =
                layers(binary(6, 4), new PReLULayer.Builder().inputShape(4).build(), end());
        model.getParam("1_W").assign(0.25);

        assertReadsExactly(model, 6);
    }
}
