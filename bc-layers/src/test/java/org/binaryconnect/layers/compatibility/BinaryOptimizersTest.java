package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.conf.Gradients;
import org.binaryconnect.layers.conf.LayerCases;
import org.binaryconnect.layers.conf.LayerCases.Case;
import org.binaryconnect.layers.conf.Networks;
import org.binaryconnect.layers.convert.BinaryConversion;
import org.binaryconnect.layers.convert.BinaryRetrofit;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.layers.weights.WeightMatrices;
import org.binaryconnect.layers.weights.WeightMatrix;
import org.binaryconnect.updaters.Bop;
import org.binaryconnect.updaters.ProxQuant;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Optimizers made for binary weights, in every binary layer. */
class BinaryOptimizersTest {

    private static final double H = 0.8;
    private static final BinaryWeights WEIGHTS = BinaryWeights.DEFAULT.withClip(H);

    static List<Case> cases() {
        return LayerCases.all();
    }

    static List<Case> casesWithoutPeepholes() {
        return cases().stream().filter(layer -> !layer.name().equals("Graves LSTM")).toList();
    }

    private static List<INDArray> weights(MultiLayerNetwork network, Case layer) {
        org.deeplearning4j.nn.api.Layer runtime = network.getLayer(layer.index());
        return WeightMatrices.of(runtime.conf().getLayer()).stream()
                .map((WeightMatrix matrix) -> matrix.of(runtime.getParam(matrix.name())).dup())
                .toList();
    }

    private static boolean isBinary(INDArray weights) {
        INDArray magnitudes = Transforms.abs(weights, true);
        return magnitudes.minNumber().doubleValue() == H
                && magnitudes.maxNumber().doubleValue() == H;
    }

    @ParameterizedTest
    @MethodSource("casesWithoutPeepholes")
    void bopKeepsNoWeightsButBinaryOnesAndFlipsThem(Case layer) {
        Bop bop = new Bop(new Adam(0.01), 1e-9, 0.5);
        MultiLayerNetwork network = layer.binaryNetwork(WEIGHTS, bop);
        DataSet data = layer.examples(DataType.DOUBLE);
        INDArray bias = network.getLayer(network.getnLayers() - 1).getParam("b");
        INDArray before = bias == null ? null : bias.dup(); // some cases have none
        for (int i = 0; i < 2; i++) { // The first update may miss H by its rounding.
            network.fit(data.copy());
        }
        boolean flipped = false;
        for (int i = 0; i < 6; i++) {
            List<INDArray> old = weights(network, layer);
            network.fit(data.copy());
            List<INDArray> after = weights(network, layer);
            flipped |= !old.equals(after);
            for (INDArray matrix : after) {
                assertTrue(isBinary(matrix), matrix.toString());
            }
        }
        assertTrue(flipped, "weights must flip");
        assertTrue(bias == null || !bias.equals(before), "biases must train");
    }

    @Test
    void bopRefusesPeepholesAndRegularization() {
        Case graves = cases().stream().filter(c -> c.name().equals("Graves LSTM")).findAny().get();
        MultiLayerNetwork peepholes = graves.binaryNetwork(WEIGHTS, new Bop());
        assertMessage(
                "BinaryLSTM",
                IllegalArgumentException.class,
                () -> peepholes.fit(graves.examples(DataType.DOUBLE)));

        MultiLayerNetwork decayed = decayed(true);
        assertMessage(
                "no latent weights that L2Regularization could shrink",
                DL4JInvalidConfigException.class,
                () -> decayed.fit(Networks.examples(4, 1)));
        decayed(false).fit(Networks.examples(4, 1)); // what the message says
    }

    /** A real and a binary layer, with weight decay for the network or for the real layer. */
    private static MultiLayerNetwork decayed(boolean all) {
        NeuralNetConfiguration.Builder builder =
                new NeuralNetConfiguration.Builder().dataType(DataType.DOUBLE).updater(new Bop());
        DenseLayer.Builder real = new DenseLayer.Builder().nIn(Networks.INPUTS).nOut(3);
        if (all) {
            builder.l2(1e-4);
        } else {
            real.l2(1e-4);
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        builder.list()
                                .layer(real.build())
                                .layer(
                                        new BinaryOutputLayer.Builder()
                                                .nIn(3)
                                                .nOut(Networks.CLASSES)
                                                .build())
                                .build());
        network.init();
        return network;
    }

    @Test
    void bopTrainsTheRestWithItsOptimizer() {
        MultiLayerNetwork bop =
                Networks.binary(WEIGHTS, Activation.TANH, new Bop(new Adam(0.01), 1e3, 1e-4));
        Networks.copySigns(bop.clone(), bop); // so that nothing but flips could change weights
        bop.getParam("0_W").muli(H);
        bop.getParam("2_W").muli(H);
        bop.getParam("3_W").muli(H);
        MultiLayerNetwork adam = bop.clone();
        INDArray weights = bop.getParam("2_W").dup();
        DataSet data = Networks.examples(16, 1);
        Gradients.of(adam, data);
        INDArray bias = adam.getParam("2_b").dup();
        INDArray gradient = adam.gradient().getGradientFor("2_b").div(16);
        bop.fit(data.copy());

        assertEquals(weights, bop.getParam("2_W"), "no average reaches the threshold of 1000");
        for (int i = 0; i < bias.length(); i++) {
            double step = 0.01 * Math.signum(gradient.getDouble(i)); // Adam's first
            assertEquals(bias.getDouble(i) - step, bop.getParam("2_b").getDouble(i), 1e-5);
        }
    }

    /** In training, layers compute with the latent weights divided by H; elsewhere with signs. */
    @ParameterizedTest
    @MethodSource("cases")
    void proxQuantTrainsRealWeightsAndTestsBinaryOnes(Case layer) {
        ProxQuant updater = new ProxQuant(new Adam(0.01), 0.5, 1000);
        MultiLayerNetwork proximal = layer.binaryNetwork(WEIGHTS, updater);
        MultiLayerNetwork binary = layer.binaryNetwork(WEIGHTS, new NoOp());
        MultiLayerNetwork real = layer.plainNetwork(new NoOp());
        DataSet data = layer.examples(DataType.DOUBLE);
        binary.setParams(proximal.params());
        assertEquals(binary.output(data.getFeatures()), proximal.output(data.getFeatures()));

        layer.copyWeights(proximal, real, true);
        assertEquals(real.score(data, true), proximal.score(data, true), 1e-12);
        for (INDArray matrix : weights(real, layer)) {
            double largest = matrix.amaxNumber().doubleValue();
            assertTrue(largest > 0.3 && largest < 1, "real, in units of H: " + largest);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void proxQuantPullsWeightsToBinaryOnesAndFreezesThem(Case layer) {
        ProxQuant updater = new ProxQuant(new Adam(1e-3), 2, 3);
        MultiLayerNetwork network = layer.binaryNetwork(WEIGHTS, updater);
        DataSet data = layer.examples(DataType.DOUBLE);
        double distance = distance(network, layer);
        network.setEpochCount(2);
        for (int i = 0; i < 3; i++) {
            network.fit(data.copy());
        }
        assertTrue(distance(network, layer) < distance);

        network.setEpochCount(3);
        network.fit(data.copy());
        network.fit(data.copy());
        for (INDArray matrix : weights(network, layer)) {
            assertTrue(isBinary(matrix), matrix.toString());
        }
        INDArray output = network.output(data.getFeatures());
        network.fit(data.copy());
        assertNotEquals(output, network.output(data.getFeatures()), "the rest is trained on");
    }

    /** Mean distance of the weights from the nearest binary ones. */
    private static double distance(MultiLayerNetwork network, Case layer) {
        return weights(network, layer).stream()
                .mapToDouble(m -> H - Transforms.abs(m, true).meanNumber().doubleValue())
                .sum();
    }

    /** The way that the README names: a trained real network, made binary slowly. */
    @Test
    void proxQuantFineTunesAConvertedNetwork() {
        MultiLayerNetwork real = Networks.plain(Activation.TANH, new Adam(0.01));
        DataSet data = Networks.examples(64, 1);
        for (int i = 0; i < 100; i++) {
            real.fit(data.copy());
        }
        MultiLayerNetwork binary =
                new BinaryConversion.Builder<>(real)
                        .fineTuneConfiguration(
                                new FineTuneConfiguration.Builder()
                                        .updater(new ProxQuant(new Adam(1e-2), 0.05, 10))
                                        .build())
                        .build()
                        .result();
        binary.setEpochCount(0);
        double converted = binary.score(data);
        binary.fit(new ListDataSetIterator<>(data.asList(), 8), 25);

        assertEquals(
                1, Transforms.abs(binary.getParam("0_W"), true).minNumber().doubleValue(), 0.0);
        assertTrue(binary.score(data) < converted, converted + " -> " + binary.score(data));
    }

    @Test
    void proxQuantRefusesStochasticBinarization() {
        MultiLayerNetwork network =
                Networks.binary(
                        WEIGHTS.withBinarization(Binarization.STOCHASTIC),
                        Activation.TANH,
                        new ProxQuant());
        assertMessage(
                "set binarization(DETERMINISTIC)",
                DL4JInvalidConfigException.class,
                () -> network.fit(Networks.examples(4, 1)));
    }

    /** DL4J runs the updaters of such layers, with a gradient of 0. */
    @Test
    void layersThatAreFrozenWithBackpropagationNeedNoOp() {
        for (IUpdater updater : List.of(new Bop(), new ProxQuant())) {
            MultiLayerNetwork network =
                    new MultiLayerNetwork(
                            new NeuralNetConfiguration.Builder()
                                    .dataType(DataType.DOUBLE)
                                    .updater(updater)
                                    .list()
                                    .layer(
                                            new FrozenLayerWithBackprop(
                                                    new BinaryDenseLayer.Builder()
                                                            .nIn(Networks.INPUTS)
                                                            .nOut(3)
                                                            .updater(new NoOp())
                                                            .build()))
                                    .layer(
                                            new BinaryOutputLayer.Builder()
                                                    .nIn(3)
                                                    .nOut(Networks.CLASSES)
                                                    .build())
                                    .build());
            network.init();
            network.setEpochCount(1);
            INDArray frozen = network.getParam("0_W").dup();
            INDArray trained = network.getParam("1_W").dup();
            network.fit(Networks.examples(8, 1));

            assertEquals(frozen, network.getParam("0_W"));
            assertNotEquals(trained, network.getParam("1_W"));
        }
    }

    /** DL4J's own layers cannot hold their updates: they would train on real weights. */
    @Test
    void retrofittedLayersAreRefused() {
        for (IUpdater updater : List.of(new Bop(), new ProxQuant())) {
            MultiLayerConfiguration configuration =
                    new NeuralNetConfiguration.Builder()
                            .updater(updater)
                            .list()
                            .layer(new DenseLayer.Builder().nIn(4).nOut(3).build())
                            .layer(new OutputLayer.Builder().nIn(3).nOut(2).build())
                            .build();
            String name = updater.getClass().getSimpleName();
            assertMessage(
                    "has %s, which updates binary layers only".formatted(name),
                    DL4JInvalidConfigException.class,
                    () -> BinaryRetrofit.apply(configuration));
            // Set behind the retrofit, by fine-tuning for instance: refused when training begins.
            MultiLayerConfiguration later = retrofitted(new Adam());
            later.getConfs().forEach(conf -> ((BaseLayer) conf.getLayer()).setIUpdater(updater));
            MultiLayerNetwork network = new MultiLayerNetwork(later);
            network.init();
            assertMessage(
                    "has %s, which updates binary layers only".formatted(name),
                    DL4JInvalidConfigException.class,
                    () -> network.fit(Nd4j.rand(2, 4), Nd4j.rand(2, 2)));
        }
    }

    private static MultiLayerConfiguration retrofitted(IUpdater updater) {
        MultiLayerConfiguration configuration =
                new NeuralNetConfiguration.Builder()
                        .updater(updater)
                        .list()
                        .layer(new DenseLayer.Builder().nIn(4).nOut(3).build())
                        .layer(new OutputLayer.Builder().nIn(3).nOut(2).build())
                        .build();
        BinaryWeights unscaled = BinaryWeights.DEFAULT.withScaleStep(false);
        return BinaryRetrofit.apply(configuration, unscaled, layer -> true);
    }

    /** Layers with real weights beside binary ones are trained by the optimizer inside. */
    @Test
    void realLayersBesideBinaryOnesAreTrainedAsAlways() {
        for (IUpdater updater :
                List.of(new Bop(new Adam(0.01), 1e-6, 1e-3), new ProxQuant(new Adam(0.01), 1, 9))) {
            MultiLayerNetwork network =
                    new MultiLayerNetwork(
                            new NeuralNetConfiguration.Builder()
                                    .seed(1)
                                    .dataType(DataType.DOUBLE)
                                    .activation(Activation.TANH)
                                    .updater(updater)
                                    .list()
                                    .layer(
                                            new DenseLayer.Builder()
                                                    .nIn(Networks.INPUTS)
                                                    .nOut(6)
                                                    .build())
                                    .layer(new BinaryDenseLayer.Builder().nIn(6).nOut(6).build())
                                    .layer(
                                            new OutputLayer.Builder()
                                                    .nIn(6)
                                                    .nOut(Networks.CLASSES)
                                                    .build())
                                    .build());
            network.init();
            MultiLayerNetwork twin = network.clone();
            DataSet data = Networks.examples(16, 1);
            Gradients.of(twin, data);
            INDArray gradient = Nd4j.toFlattened('c', twin.gradient().getGradientFor("0_W"));
            INDArray before = Nd4j.toFlattened('c', network.getParam("0_W"));
            network.fit(data.copy());
            INDArray step = before.sub(Nd4j.toFlattened('c', network.getParam("0_W")));

            for (int i = 0; i < step.length(); i++) {
                assertEquals(0.01 * Math.signum(gradient.getDouble(i)), step.getDouble(i), 1e-5);
            }
        }
    }

    private static void assertMessage(
            String part,
            Class<? extends Exception> type,
            org.junit.jupiter.api.function.Executable action) {
        String message = assertThrows(type, action).getMessage();
        assertTrue(message.contains(part), message);
    }
}
