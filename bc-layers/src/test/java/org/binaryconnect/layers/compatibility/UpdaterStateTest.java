package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.conf.Networks;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.updaters.BinaryConnectUpdater;
import org.binaryconnect.updaters.Bop;
import org.binaryconnect.updaters.ProxQuant;
import org.binaryconnect.updaters.schedule.CosineSchedule;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.schedule.ScheduleType;

/** The state of updaters: its blocks, and that it is restored into the same ones. */
class UpdaterStateTest {

    private static final DataSet DATA = Networks.examples(16, 1);

    @TempDir private Path folder;

    /** Two hidden layers without biases, of given widths. */
    private static MultiLayerNetwork network(IUpdater updater, int one, int other) {
        return network(updater, one, other, DataType.DOUBLE);
    }

    private static MultiLayerNetwork network(IUpdater updater, int one, int other, DataType type) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(5)
                                .dataType(type)
                                .activation(Activation.TANH)
                                .updater(updater)
                                .weightNoise(BinaryWeights.DEFAULT)
                                .list()
                                .layer(dense(Networks.INPUTS, one))
                                .layer(dense(one, other))
                                .layer(
                                        new BinaryOutputLayer.Builder()
                                                .nIn(other)
                                                .nOut(Networks.CLASSES)
                                                .build())
                                .build());
        network.init();
        return network;
    }

    private static BinaryDenseLayer dense(int in, int out) {
        return new BinaryDenseLayer.Builder().nIn(in).nOut(out).hasBias(false).build();
    }

    private static int blocks(MultiLayerNetwork network) {
        return ((BaseMultiLayerUpdater<?>) network.getUpdater()).getUpdaterBlocks().size();
    }

    @Test
    void neighboursWithEqualScalesShareABlock() {
        // 12 + 12 and 12 + 12 inputs and outputs; then the output layer's weights; its biases.
        assertEquals(3, blocks(network(new Adam(), 12, 12)));
        assertEquals(4, blocks(network(new Adam(), 12, 13)));
        assertEquals(3, blocks(network(new BinaryConnectUpdater(new Adam()), 12, 12)));
        // Bop's update does not depend on the layer.
        assertEquals(2, blocks(network(new Bop(), 12, 13)));
    }

    static Stream<Arguments> updatersAndTypes() {
        return updaters().stream().flatMap(UpdaterStateTest::withTypes);
    }

    private static Stream<Arguments> withTypes(IUpdater updater) {
        return Stream.of(DataType.FLOAT, DataType.DOUBLE).map(type -> Arguments.of(updater, type));
    }

    private static DataSet data(DataType type) {
        return new DataSet(DATA.getFeatures().castTo(type), DATA.getLabels().castTo(type));
    }

    private static List<IUpdater> updaters() {
        CosineSchedule cosine = new CosineSchedule(ScheduleType.ITERATION, 0.02, 0.001, 8);
        return List.of(
                new BinaryConnectUpdater(new Adam(cosine)),
                new BinaryConnectUpdater(new AdaDelta()),
                new BinaryConnectUpdater(new AdaBelief(0.01)),
                new BinaryConnectUpdater(new AMSGrad(0.01)),
                new Bop(new Adam(0.01), 1e-4, cosine),
                new ProxQuant(new Adam(0.01), 0.5, 100));
    }

    @ParameterizedTest
    @MethodSource("updatersAndTypes")
    void resumedTrainingIsUninterruptedTraining(IUpdater updater, DataType type)
            throws IOException {
        MultiLayerNetwork network = network(updater, 12, 13, type);
        ComputationGraph graph = network.toComputationGraph();
        for (int i = 0; i < 3; i++) {
            network.fit(data(type));
            graph.fit(data(type));
        }
        Path file = folder.resolve("model.zip");
        Path graphFile = folder.resolve("graph.zip");
        ModelSerializer.writeModel(network, file.toFile(), true);
        ModelSerializer.writeModel(graph, graphFile.toFile(), true);
        MultiLayerNetwork resumed = ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
        ComputationGraph resumedGraph =
                ModelSerializer.restoreComputationGraph(graphFile.toFile(), true);

        assertEquals(network.getLayerWiseConfigurations(), resumed.getLayerWiseConfigurations());
        for (int i = 0; i < 3; i++) {
            network.fit(data(type));
            graph.fit(data(type));
            resumed.fit(data(type));
            resumedGraph.fit(data(type));
        }
        assertEquals(network.params(), resumed.params());
        assertEquals(
                network.getUpdater().getStateViewArray(), resumed.getUpdater().getStateViewArray());
        assertEquals(graph.params(), resumedGraph.params());
        assertEquals(network.params(), graph.params());
    }

    static Stream<Arguments> withTwoMomentsAndTypes() {
        return withTwoMoments().stream().flatMap(UpdaterStateTest::withTypes);
    }

    private static List<IUpdater> withTwoMoments() {
        return List.of(
                new Adam(),
                new AdaMax(),
                new AMSGrad(),
                new Nadam(),
                new AdaDelta(),
                new BinaryConnectUpdater(new AdaBelief()));
    }

    /**
     * Without scales, two layers of different fans share a block: the state has the same length.
     */
    @ParameterizedTest
    @MethodSource("withTwoMomentsAndTypes")
    void aModelRestoredUnderAnotherGroupingIsRefused(IUpdater updater, DataType type)
            throws IOException {
        MultiLayerNetwork network = network(updater, 12, 13, type);
        for (int i = 0; i < 3; i++) {
            network.fit(data(type));
        }
        Path file = folder.resolve("model.zip");
        ModelSerializer.writeModel(network, file.toFile(), true);
        edit(file, "\"scaleStep\" : true", "\"scaleStep\" : false");
        MultiLayerNetwork regrouped = ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
        assertEquals(
                network.getUpdater().getStateViewArray().length(),
                regrouped.getUpdater().getStateViewArray().length());
        assertEquals(blocks(network) - 2, blocks(regrouped));

        String message =
                assertThrows(IllegalStateException.class, () -> regrouped.fit(data(type)))
                        .getMessage();

        assertTrue(message.contains("groups its parameters otherwise"), message);
        assertEquals(network.params(), regrouped.params());
        // The remedy that the message names.
        MultiLayerNetwork withoutUpdater =
                ModelSerializer.restoreMultiLayerNetwork(file.toFile(), false);
        withoutUpdater.fit(data(type));
    }

    private static void edit(Path zip, String from, String to) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(zip)) {
            Path json = files.getPath("configuration.json");
            String text = Files.readString(json, StandardCharsets.UTF_8);
            assertTrue(text.contains(from), text);
            Files.writeString(json, text.replace(from, to), StandardCharsets.UTF_8);
        }
    }
}
