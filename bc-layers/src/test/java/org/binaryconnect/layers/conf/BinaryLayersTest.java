package org.binaryconnect.layers.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.layers.weights.TestWeights;
import org.binaryconnect.updaters.ScaledUpdater;
import org.binaryconnect.updaters.WeightClip;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.UnitNormConstraint;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;

/** The layers against DL4J's own: independent truth is a plain network that holds the signs. */
class BinaryLayersTest {

    private static final BinaryWeights STOCHASTIC =
            BinaryWeights.DEFAULT.withBinarization(Binarization.STOCHASTIC);

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"IDENTITY", "RELU", "TANH"})
    void outputAndGradientAreThoseOfAPlainNetworkThatHoldsTheSigns(Activation activation) {
        MultiLayerNetwork binary = Networks.binary(BinaryWeights.DEFAULT, activation, new NoOp());
        MultiLayerNetwork plain = Networks.plain(activation, new NoOp());
        Networks.copySigns(binary, plain);
        DataSet data = Networks.examples(16, 1);

        assertEquals(plain.output(data.getFeatures()), binary.output(data.getFeatures()));
        assertEquals(plain.score(data, true), binary.score(data, true));
        assertEquals(Gradients.of(plain, data), Gradients.of(binary, data));
    }

    @Test
    void aGraphComputesTheSame() {
        MultiLayerNetwork network =
                Networks.binary(BinaryWeights.DEFAULT, Activation.RELU, new Adam(0.01));
        ComputationGraph graph = network.toComputationGraph();
        DataSet data = Networks.examples(16, 1);

        assertEquals(network.output(data.getFeatures()), graph.output(data.getFeatures())[0]);
        network.fit(data);
        graph.fit(data);
        assertEquals(network.params(), graph.params());
    }

    /**
     * One step of SGD by hand: w - lr * s^2-scaled gradient, clipped; biases unscaled and
     * unclipped.
     */
    @Test
    void aStepIsScaledAndClippedOnWeightsAndPlainOnTheRest() {
        double rate = 0.05;
        MultiLayerNetwork network =
                Networks.binary(BinaryWeights.DEFAULT, Activation.RELU, new Sgd(rate));
        MultiLayerNetwork twin = network.clone();
        DataSet data = Networks.examples(16, 1);
        Gradients.of(twin, data);
        INDArray weights = twin.getParam("2_W").dup();
        INDArray weightGradient = twin.gradient().gradientForVariable().get("2_W").div(16);
        INDArray biases = twin.getParam("2_b").dup();
        INDArray biasGradient = twin.gradient().gradientForVariable().get("2_b").div(16);
        double scale = (20 + 9) / 1.5;

        network.fit(data);

        int clipped = 0;
        for (int i = 0; i < 20; i++) {
            for (int o = 0; o < 9; o++) {
                double step =
                        weights.getDouble(i, o) - rate * scale * weightGradient.getDouble(i, o);
                double expected = Math.max(-1, Math.min(1, step));
                clipped += expected == step ? 0 : 1;
                assertEquals(expected, network.getParam("2_W").getDouble(i, o), 1e-9);
            }
        }
        assertTrue(clipped > 0, "the example must reach the clip");
        assertEquals(biases.sub(biasGradient.mul(rate)), network.getParam("2_b"));
    }

    @Test
    void withoutTheScaleTheStepIsTheOptimizers() {
        MultiLayerNetwork network =
                Networks.binary(
                        BinaryWeights.DEFAULT.withScaleStep(false), Activation.RELU, new Sgd(0.05));

        assertEquals(
                new ScaledUpdater(new Sgd(0.05), 1, 0),
                network.getLayer(0).conf().getLayer().getUpdaterByParam("W"));
    }

    @Test
    void weightsAloneGetTheScaledUpdater() {
        BinaryDenseLayer layer =
                new BinaryDenseLayer.Builder()
                        .nIn(1024)
                        .nOut(1024)
                        .updater(new Adam(0.001))
                        .build();

        ScaledUpdater updater = assertInstanceOf(ScaledUpdater.class, layer.getUpdaterByParam("W"));
        assertEquals(36.9504, updater.getScale(), 5e-5);
        assertEquals(new Adam(0.001), layer.getUpdaterByParam("b"));
        assertEquals(new Adam(0.001), layer.getUpdaterByParam("g"));
    }

    @Test
    void trainingKeepsLatentWeightsRealAndInsideTheClip() {
        MultiLayerNetwork network =
                Networks.binary(
                        BinaryWeights.DEFAULT.withClip(0.5), Activation.RELU, new Adam(0.05));
        DataSet data = Networks.examples(64, 1);
        for (int i = 0; i < 20; i++) {
            network.fit(data);
        }

        INDArray weights = network.getParam("0_W");
        assertEquals(0.5, weights.amaxNumber().doubleValue());
        assertTrue(weights.aminNumber().doubleValue() < 0.5);
    }

    @ParameterizedTest
    @EnumSource(Binarization.class)
    void trainingLearns(Binarization mode) {
        MultiLayerNetwork network =
                Networks.binary(
                        BinaryWeights.DEFAULT.withBinarization(mode),
                        Activation.RELU,
                        new Adam(0.01));
        DataSet data = Networks.examples(256, 1);
        double before = network.score(data);
        for (int i = 0; i < 150; i++) {
            network.fit(data);
        }

        assertTrue(network.score(data) < 0.6 * before, before + " -> " + network.score(data));
    }

    @Test
    void aStochasticDrawServesForwardAndBackwardAndChangesWithTheIteration() {
        MultiLayerNetwork network = Networks.binary(STOCHASTIC, Activation.IDENTITY, new NoOp());
        DataSet data = Networks.examples(16, 1);
        network.fit(data);
        INDArray first = Gradients.of(network, data);
        INDArray again = Gradients.of(network, data);
        network.setIterationCount(network.getIterationCount() + 1);
        network.getLayerWiseConfigurations().setIterationCount(network.getIterationCount());
        for (org.deeplearning4j.nn.api.Layer layer : network.getLayers()) {
            layer.setIterationCount(network.getIterationCount());
        }
        INDArray next = Gradients.of(network, data);

        assertEquals(first, again);
        assertNotEquals(first, next);
    }

    @Test
    void fitDrawsAnewForEachMinibatch() {
        MultiLayerNetwork network = Networks.binary(STOCHASTIC, Activation.IDENTITY, new Sgd(0));
        ComputationGraph graph = network.toComputationGraph();
        List<INDArray> gradients = new ArrayList<>();
        TrainingListener collector =
                new BaseTrainingListener() {
                    @Override
                    public void onGradientCalculation(Model model) {
                        gradients.add(model.gradient().gradient().dup());
                    }
                };
        network.addListeners(collector);
        graph.addListeners(collector);
        DataSet data = Networks.examples(16, 1);
        for (int i = 0; i < 3; i++) {
            network.fit(data.copy());
        }
        for (int i = 0; i < 3; i++) {
            graph.fit(data.copy());
        }

        assertEquals(6, gradients.size());
        for (int i : new int[] {1, 2, 4, 5}) {
            assertNotEquals(gradients.get(i - 1), gradients.get(i));
        }
    }

    /** A training loop of the user's own, which changes parameters between two passes. */
    @Test
    void everyPassSeesTheWeightsAsTheyAre() {
        MultiLayerNetwork network =
                Networks.binary(BinaryWeights.DEFAULT, Activation.RELU, new NoOp());
        DataSet data = Networks.examples(16, 1);
        for (int i = 0; i < 3; i++) {
            INDArray gradient =
                    network.calculateGradients(data.getFeatures(), data.getLabels(), null, null)
                            .getFirst()
                            .gradient()
                            .dup();
            MultiLayerNetwork fresh =
                    Networks.binary(BinaryWeights.DEFAULT, Activation.RELU, new NoOp());
            fresh.setParams(network.params());

            assertEquals(
                    fresh.calculateGradients(data.getFeatures(), data.getLabels(), null, null)
                            .getFirst()
                            .gradient(),
                    gradient);
            network.params().negi();
        }
    }

    @Test
    void outsideTrainingStochasticUsesRealWeightsUnlessToldOtherwise() {
        MultiLayerNetwork real = Networks.binary(STOCHASTIC, Activation.RELU, new NoOp());
        MultiLayerNetwork binary =
                Networks.binary(
                        STOCHASTIC.withTestWeights(TestWeights.BINARY),
                        Activation.RELU,
                        new NoOp());
        MultiLayerNetwork plainReal = Networks.plain(Activation.RELU, new NoOp());
        plainReal.setParams(real.params());
        MultiLayerNetwork plainSigns = Networks.plain(Activation.RELU, new NoOp());
        Networks.copySigns(real, plainSigns);
        INDArray input = Networks.examples(16, 1).getFeatures();

        assertEquals(plainReal.output(input), real.output(input));
        assertEquals(plainSigns.output(input), binary.output(input));
    }

    @ParameterizedTest
    @EnumSource(Binarization.class)
    void aRestoredModelTrainsOnAsIfNeverStored(Binarization mode, @TempDir Path folder)
            throws IOException {
        BinaryWeights weights = BinaryWeights.DEFAULT.withBinarization(mode);
        MultiLayerNetwork network = Networks.binary(weights, Activation.RELU, new Adam(0.01));
        DataSet data = Networks.examples(64, 1);
        network.fit(data);
        File file = folder.resolve("model.zip").toFile();
        ModelSerializer.writeModel(network, file, true);
        MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file, true);

        assertEquals(network.getLayerWiseConfigurations(), restored.getLayerWiseConfigurations());
        assertEquals(network.output(data.getFeatures()), restored.output(data.getFeatures()));
        for (int i = 0; i < 3; i++) {
            network.fit(data);
            restored.fit(data);
        }
        assertEquals(network.params(), restored.params());
    }

    @Test
    void configurationsSurviveJsonAndYamlAndDifferWithTheirOptions() {
        MultiLayerConfiguration configuration =
                Networks.binary(STOCHASTIC.withClip(0.7), Activation.RELU, new Adam(0.01))
                        .getLayerWiseConfigurations();

        assertEquals(configuration, MultiLayerConfiguration.fromJson(configuration.toJson()));
        assertEquals(configuration, MultiLayerConfiguration.fromYaml(configuration.toYaml()));
        assertNotEquals(
                new BinaryDenseLayer.Builder().nIn(2).nOut(3).build(),
                new BinaryDenseLayer.Builder().nIn(2).nOut(3).clip(2).build());
        assertNotEquals(
                new DenseLayer.Builder().nIn(2).nOut(3).build(),
                new BinaryDenseLayer.Builder().nIn(2).nOut(3).build());
    }

    @Test
    void weightsStartUniformInTheClipRangeUnlessTheLayerSaysOtherwise() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(3)
                                .weightInit(WeightInit.XAVIER)
                                .list()
                                .layer(
                                        new BinaryDenseLayer.Builder()
                                                .nIn(200)
                                                .nOut(200)
                                                .clip(0.5)
                                                .build())
                                .layer(
                                        new BinaryOutputLayer.Builder()
                                                .nIn(200)
                                                .nOut(3)
                                                .weightInit(WeightInit.ZERO)
                                                .build())
                                .build());
        network.init();

        INDArray uniform = network.getParam("0_W");
        assertEquals(0.5, uniform.amaxNumber().doubleValue(), 0.001);
        assertEquals(0.25, uniform.ameanNumber().doubleValue(), 0.005);
        assertEquals(0, network.getParam("1_W").amaxNumber().doubleValue());
    }

    @Test
    void fineTuningKeepsTheLayerBinary() {
        MultiLayerNetwork network =
                Networks.binary(BinaryWeights.DEFAULT, Activation.RELU, new Adam(0.01));
        MultiLayerNetwork tuned =
                new TransferLearning.Builder(network)
                        .fineTuneConfiguration(
                                new FineTuneConfiguration.Builder()
                                        .updater(new Adam(0.002))
                                        .build())
                        .build();

        org.deeplearning4j.nn.conf.layers.Layer layer = tuned.getLayer(0).conf().getLayer();
        assertInstanceOf(WeightClip.class, layer.getConstraints().get(0));
        assertEquals(1, layer.getConstraints().size());
        ScaledUpdater updater = assertInstanceOf(ScaledUpdater.class, layer.getUpdaterByParam("W"));
        assertEquals(new Adam(0.002), updater.getOptimizer());
    }

    @Test
    void anotherClipReplacesTheEarlierOneAndKeepsTheUsersConstraints() {
        BinaryDenseLayer layer =
                new BinaryDenseLayer.Builder()
                        .nIn(3)
                        .nOut(2)
                        .constrainWeights(new UnitNormConstraint())
                        .build();

        layer.setBinaryWeights(layer.getBinaryWeights().withClip(0.5));

        assertEquals(2, layer.getConstraints().size());
        assertInstanceOf(UnitNormConstraint.class, layer.getConstraints().get(0));
        assertEquals(0.5, ((WeightClip) layer.getConstraints().get(1)).getLimit());
    }

    @Test
    void weightNoiseOnBinaryWeightsIsRefused() {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder()
                        .weightNoise(new DropConnect(0.5))
                        .list()
                        .layer(
                                new BinaryOutputLayer.Builder()
                                        .name("classes")
                                        .nIn(4)
                                        .nOut(3)
                                        .build());

        String message = assertThrows(DL4JInvalidConfigException.class, list::build).getMessage();
        assertTrue(message.contains("\"classes\"") && message.contains("weightNoise"), message);
    }

    @Test
    void divergenceIsReportedByTheNetwork() {
        MultiLayerNetwork network =
                Networks.binary(BinaryWeights.DEFAULT, Activation.RELU, new Sgd(0.1));
        DataSet data = Networks.examples(16, 1);
        data.getFeatures().putScalar(0, 0, Double.NaN);

        assertThrows(IllegalStateException.class, () -> network.fit(data));
    }

    @Test
    void optionsOfTheDl4jLayersAreKept() {
        BinaryDenseLayer layer =
                new BinaryDenseLayer.Builder()
                        .name("dense")
                        .nIn(3)
                        .nOut(5)
                        .activation(Activation.TANH)
                        .dropOut(0.8)
                        .biasInit(0.5)
                        .l2(0.01)
                        .hasBias(false)
                        .hasLayerNorm(true)
                        .build();
        DenseLayer plain =
                new DenseLayer.Builder()
                        .name("dense")
                        .nIn(3)
                        .nOut(5)
                        .activation(Activation.TANH)
                        .dropOut(0.8)
                        .biasInit(0.5)
                        .l2(0.01)
                        .hasBias(false)
                        .hasLayerNorm(true)
                        .build();

        assertFalse(layer.hasBias());
        assertTrue(layer.hasLayerNorm());
        assertEquals(plain.getActivationFn(), layer.getActivationFn());
        assertEquals(plain.getIDropout(), layer.getIDropout());
        assertEquals(plain.getBiasInit(), layer.getBiasInit());
        assertEquals(plain.getRegularization(), layer.getRegularization());
        assertNull(layer.getIUpdater());
    }
}
