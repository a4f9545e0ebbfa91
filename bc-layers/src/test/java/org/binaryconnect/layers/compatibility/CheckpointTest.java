package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.binaryconnect.layers.conf.Networks;
import org.binaryconnect.layers.training.LatentWeights;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.listeners.CheckpointListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Checkpoints of DL4J's listener. Those of iterations are written between the optimizer's step and
 * the clip.
 */
class CheckpointTest {

    private static final DataSet DATA = Networks.examples(64, 1);

    private static MultiLayerNetwork network(Binarization mode) {
        return Networks.binary(
                BinaryWeights.DEFAULT.withBinarization(mode), Activation.RELU, new Adam(0.05));
    }

    private static CheckpointListener everyIteration(Path folder) {
        return new CheckpointListener.Builder(folder.toFile())
                .saveEveryNIterations(1)
                .keepAll()
                .build();
    }

    @ParameterizedTest
    @EnumSource(Binarization.class)
    void aCheckpointBetweenStepAndClipIsRefusedUntilItIsClipped(
            Binarization mode, @TempDir Path folder) {
        MultiLayerNetwork network = network(mode);
        network.setListeners(everyIteration(folder));
        network.fit(DATA);
        network.fit(DATA);
        network.setListeners();
        MultiLayerNetwork loaded = CheckpointListener.loadLastCheckpointMLN(folder.toFile());

        assertTrue(loaded.getParam("0_W").amaxNumber().doubleValue() > 1.01);
        String message =
                assertThrows(IllegalStateException.class, () -> loaded.fit(DATA)).getMessage();
        assertTrue(
                message.contains("\"first\"") && message.contains("LatentWeights.clip"), message);
        assertEquals(1, message.lines().count());

        LatentWeights.clip(loaded);
        assertEquals(network.params(), loaded.params());
        assertEquals(network.output(DATA.getFeatures()), loaded.output(DATA.getFeatures()));
        // DL4J counts an iteration after its listeners ran, with layers of any kind.
        loaded.setIterationCount(loaded.getIterationCount() + 1);
        for (int i = 0; i < 3; i++) {
            network.fit(DATA);
            loaded.fit(DATA);
        }
        assertEquals(network.params(), loaded.params());
    }

    @Test
    void aGraphsCheckpointIsRepairedAlike(@TempDir Path folder) {
        ComputationGraph graph = network(Binarization.DETERMINISTIC).toComputationGraph();
        graph.setListeners(everyIteration(folder));
        graph.fit(DATA);
        graph.fit(DATA);
        graph.setListeners();
        ComputationGraph loaded = CheckpointListener.loadLastCheckpointCG(folder.toFile());

        assertThrows(IllegalStateException.class, () -> loaded.fit(DATA));
        LatentWeights.clip(loaded);
        assertEquals(graph.params(), loaded.params());
        loaded.getConfiguration().setIterationCount(graph.getIterationCount());
        graph.fit(DATA);
        loaded.fit(DATA);
        assertEquals(graph.params(), loaded.params());
    }

    @Test
    void aCheckpointOfAnEpochIsWithinTheClip(@TempDir Path folder) {
        MultiLayerNetwork network = network(Binarization.DETERMINISTIC);
        network.setListeners(
                new CheckpointListener.Builder(folder.toFile()).saveEveryEpoch().keepAll().build());
        DataSetIterator minibatches = new ListDataSetIterator<>(DATA.asList(), 16);
        network.fit(minibatches);
        network.setListeners();
        MultiLayerNetwork loaded = CheckpointListener.loadLastCheckpointMLN(folder.toFile());

        assertEquals(network.params(), loaded.params());
        assertEquals(1, loaded.getParam("0_W").amaxNumber().doubleValue());
        network.fit(minibatches);
        loaded.fit(minibatches);
        assertEquals(network.params(), loaded.params());
    }
}
