package org.binaryconnect.layers.arbiter;

import static org.binaryconnect.layers.arbiter.SpaceOptions.indexed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.LayerCases;
import org.binaryconnect.layers.conf.LayerCases.Case;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.binaryconnect.updaters.arbiter.BinaryConnectUpdaterSpace;
import org.binaryconnect.updaters.arbiter.BopSpace;
import org.binaryconnect.updaters.arbiter.Optimizer;
import org.binaryconnect.updaters.arbiter.OptimizerSpace;
import org.binaryconnect.updaters.arbiter.ProxQuantSpace;
import org.binaryconnect.updaters.arbiter.Schedule;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.conf.updater.BaseUpdaterSpace;
import org.deeplearning4j.arbiter.layers.BatchNormalizationSpace;
import org.deeplearning4j.arbiter.layers.LayerSpace;
import org.deeplearning4j.arbiter.layers.fixed.FixedLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/** Candidates of network spaces with every layer space can be trained. */
class NetworkSpacesTest {

    private static final int CLASSES = 3;

    private static final DiscreteParameterSpace<Integer> WIDTHS =
            new DiscreteParameterSpace<>(4, 5);

    /** A space for each binary layer, by the name of the case whose network it is put into. */
    static Stream<Arguments> spaces() {
        DiscreteParameterSpace<int[]> kernels =
                new DiscreteParameterSpace<>(new int[] {2, 2}, new int[] {3, 2});
        DiscreteParameterSpace<int[]> lengths =
                new DiscreteParameterSpace<>(new int[] {2}, new int[] {3});
        Map<String, NewBuilder> builders =
                Map.ofEntries(
                        Map.entry("dense", BinaryDenseLayerSpace.Builder::new),
                        Map.entry("LSTM", BinaryLSTMSpace.Builder::new),
                        Map.entry("Graves LSTM", BinaryGravesLSTMSpace.Builder::new),
                        Map.entry("simple RNN", BinarySimpleRnnSpace.Builder::new),
                        Map.entry(
                                "convolution 1D",
                                () ->
                                        new BinaryConvolution1DLayerSpace.Builder()
                                                .kernelSize(lengths)
                                                .convolutionMode(ConvolutionMode.Same)),
                        Map.entry(
                                "convolution 2D",
                                () ->
                                        new BinaryConvolutionLayerSpace.Builder()
                                                .kernelSize(kernels)),
                        Map.entry(
                                "deconvolution 2D",
                                () -> new BinaryDeconvolution2DSpace.Builder().kernelSize(kernels)),
                        Map.entry(
                                "depthwise convolution NCHW",
                                () ->
                                        new BinaryDepthwiseConvolution2DSpace.Builder()
                                                .nIn(3)
                                                .kernelSize(kernels)),
                        Map.entry(
                                "separable convolution",
                                () ->
                                        new BinarySeparableConvolution2DSpace.Builder()
                                                .depthMultiplier(2)
                                                .kernelSize(kernels)),
                        Map.entry(
                                "convolution 3D NCDHW",
                                () -> new BinaryConvolution3DSpace.Builder().kernelSize(2, 3, 2)),
                        Map.entry(
                                "deconvolution 3D",
                                () -> new BinaryDeconvolution3DSpace.Builder().kernelSize(2, 2, 2)),
                        Map.entry("output", BinaryOutputLayerSpace.Builder::new),
                        Map.entry("rnn output", BinaryRnnOutputLayerSpace.Builder::new),
                        Map.entry("centre loss", BinaryCenterLossOutputLayerSpace.Builder::new));
        Map<String, LayerSpace<?>> others =
                Map.of(
                        "embedding",
                        new BinaryEmbeddingLayerSpace.Builder().nIn(7).nOut(5).build(),
                        "embedding sequence",
                        new BinaryEmbeddingSequenceLayerSpace.Builder()
                                .nIn(7)
                                .nOut(5)
                                .inputLength(6)
                                .build(),
                        "locally connected 1D",
                        new BinaryLocallyConnected1DSpace.Builder()
                                .nOut(WIDTHS)
                                .kernelSize(lengths)
                                .build(),
                        "locally connected 2D",
                        new BinaryLocallyConnected2DSpace.Builder()
                                .nOut(WIDTHS)
                                .kernelSize(kernels)
                                .build());
        return LayerCases.all().stream()
                .filter(c -> builders.containsKey(c.name()) || others.containsKey(c.name()))
                .map(
                        c ->
                                Arguments.of(
                                        c,
                                        others.containsKey(c.name())
                                                ? others.get(c.name())
                                                : space(c, builders.get(c.name()).get())));
    }

    private interface NewBuilder {
        BinaryFeedForwardLayerSpace.Builder<?> get();
    }

    private static LayerSpace<?> space(Case layer, BinaryFeedForwardLayerSpace.Builder<?> builder) {
        boolean last = layer.after().isEmpty() || layer.name().startsWith("convolution 3D");
        builder.binarization(new DiscreteParameterSpace<>(Binarization.values()))
                .dropOut(new ContinuousParameterSpace(0.5, 0.9));
        return (last ? builder.nOut(CLASSES) : builder.nOut(WIDTHS)).build();
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void candidatesOfAMultiLayerSpaceTakeAStep(Case layer, LayerSpace<?> space) {
        MultiLayerSpace.Builder builder =
                new MultiLayerSpace.Builder()
                        .seed(12)
                        .updater(new Adam(0.01))
                        .activation(Activation.TANH);
        layer.before().forEach(l -> builder.addLayer(new FixedLayerSpace<>(l.clone())));
        builder.addLayer(space);
        layer.after().forEach(l -> builder.addLayer(new FixedLayerSpace<>(l.clone())));
        if (layer.input() != null) {
            builder.setInputType(layer.input());
        }
        MultiLayerSpace network = indexed(builder.build());
        for (double value : new double[] {0.1, 0.9}) {
            double[] values = new double[network.numParameters()];
            Arrays.fill(values, value);
            MultiLayerConfiguration configuration =
                    network.getValue(values).getMultiLayerConfiguration();
            assertTrue(configuration.getConf(layer.index()).getLayer() instanceof BinaryLayer);
            step(new MultiLayerNetwork(configuration), layer);
        }
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void candidatesOfAComputationGraphSpaceTakeAStep(Case layer, LayerSpace<?> space) {
        ComputationGraphSpace.Builder builder =
                new ComputationGraphSpace.Builder()
                        .seed(12)
                        .updater(new Adam(0.01))
                        .activation(Activation.TANH);
        builder.addInputs("input");
        String last = "input";
        int index = 0;
        for (Layer l : layer.before()) {
            builder.addLayer("" + index, new FixedLayerSpace<>(l.clone()), last);
            last = "" + index++;
        }
        builder.addLayer("binary", space, last);
        last = "binary";
        for (Layer l : layer.after()) {
            builder.addLayer("" + index, new FixedLayerSpace<>(l.clone()), last);
            last = "" + index++;
        }
        builder.setOutputs(last);
        if (layer.input() != null) {
            builder.setInputTypes(layer.input());
        }
        ComputationGraphSpace network = indexed(builder.build());
        double[] values = new double[network.numParameters()];
        Arrays.fill(values, 0.9);
        step(new ComputationGraph(network.getValue(values).getConfiguration()), layer);
    }

    private static void step(Model network, Case layer) {
        network.init();
        INDArray before = network.params().dup();
        DataSet data = layer.examples(DataType.FLOAT);
        if (network instanceof MultiLayerNetwork list) {
            list.fit(data);
        } else {
            ((ComputationGraph) network).fit(data);
        }
        assertNotEquals(before, network.params());
        assertTrue(Double.isFinite(network.params().sumNumber().doubleValue()));
    }

    static Stream<BaseUpdaterSpace> updaters() {
        OptimizerSpace optimizer =
                new OptimizerSpace.Builder()
                        .optimizer(new DiscreteParameterSpace<>(Optimizer.values()))
                        .schedule(new DiscreteParameterSpace<>(Schedule.values()))
                        .epochs(3)
                        .build();
        return Stream.of(
                optimizer,
                new BinaryConnectUpdaterSpace.Builder().optimizer(optimizer).build(),
                new BopSpace.Builder().optimizer(optimizer).threshold(0).build(),
                new ProxQuantSpace.Builder().optimizer(optimizer).build());
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void everyOptimizerAndScheduleUpdatesTheNetwork(BaseUpdaterSpace updater) {
        MultiLayerSpace space =
                indexed(
                        new MultiLayerSpace.Builder()
                                .updater(updater)
                                .addLayer(
                                        new BinaryDenseLayerSpace.Builder().nIn(2).nOut(3).build())
                                .addLayer(
                                        new BinaryOutputLayerSpace.Builder().nIn(3).nOut(2).build())
                                .build());
        assertEquals(2, space.numParameters());
        DataSet data = new DataSet(Nd4j.rand(4, 2), Nd4j.eye(2).repeat(0, 2));
        Set<IUpdater> different = new HashSet<>();
        for (int i = 0; i < 24; i++) {
            double[] values = {(i % 8 + 0.5) / 8, (i / 8 + 0.5) / 3};
            different.add(updater.getValue(values));
            MultiLayerNetwork network =
                    new MultiLayerNetwork(space.getValue(values).getMultiLayerConfiguration());
            network.init();
            INDArray before = network.params().dup();
            network.fit(data);
            network.fit(data);
            assertNotEquals(before, network.params());
            assertTrue(Double.isFinite(network.params().sumNumber().doubleValue()));
        }
        assertEquals(24, different.size());
    }

    @Test
    void blocksAreRepeatedASearchedNumberOfTimes() {
        ParameterSpace<Integer> depth = new IntegerParameterSpace(0, 3);
        MultiLayerSpace.Builder builder =
                new MultiLayerSpace.Builder().seed(1).setInputType(InputType.feedForward(4));
        for (int i = 0; i < 3; i++) {
            builder.addLayer(
                            new BinaryDenseLayerSpace.Builder().nOut(5).build(),
                            new RepetitionSpace(depth, i))
                    .addLayer(
                            new BatchNormalizationSpace.Builder().build(),
                            new RepetitionSpace(depth, i));
        }
        MultiLayerSpace space =
                builder.addLayer(new BinaryOutputLayerSpace.Builder().nOut(2).build()).build();
        assertEquals(1, space.numParameters());
        indexed(space);
        MultiLayerSpace copy = MultiLayerSpace.fromJson(space.toJson());
        assertEquals(space, copy);
        for (int n = 0; n <= 3; n++) {
            double[] values = {(n + 0.5) / 4};
            MultiLayerConfiguration configuration =
                    space.getValue(values).getMultiLayerConfiguration();
            assertEquals(2 * n + 1, configuration.getConfs().size());
            for (int i = 0; i < n; i++) {
                assertTrue(configuration.getConf(2 * i).getLayer() instanceof BinaryDenseLayer);
            }
            assertEquals(configuration, copy.getValue(values).getMultiLayerConfiguration());
            new MultiLayerNetwork(configuration).init();
        }
        assertThrows(IllegalArgumentException.class, () -> new RepetitionSpace(depth, -1));
        assertNotEquals(new RepetitionSpace(depth, 1), new RepetitionSpace(depth, 2));
        assertEquals(new RepetitionSpace(depth, 1), new RepetitionSpace(depth, 1));
    }
}
