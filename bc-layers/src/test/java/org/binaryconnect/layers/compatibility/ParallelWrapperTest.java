package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.binaryconnect.layers.conf.Networks;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.solvers.accumulation.encoding.threshold.FixedThresholdAlgorithm;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.deeplearning4j.parallelism.ParallelWrapper.TrainingMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;

/** Training with DL4J's ParallelWrapper: replicas made of JSON, each in a thread of its own. */
@Tag("threads")
class ParallelWrapperTest {

    private static final DataSet DATA = Networks.examples(256, 1);

    /**
     * In one fit: when it ends, DL4J drops the updater's state and the threshold that shared
     * gradients have come to, with layers of any kind.
     */
    private static DataSetIterator epochs(int count) {
        List<DataSet> examples = new ArrayList<>();
        for (int epoch = 0; epoch < count; epoch++) {
            examples.addAll(DATA.asList());
        }
        return new ListDataSetIterator<>(examples, 16);
    }

    private static MultiLayerNetwork network(Binarization mode) {
        return Networks.binary(
                BinaryWeights.DEFAULT.withBinarization(mode), Activation.RELU, new Adam(0.01));
    }

    /**
     * Shared gradients are steps of one size, the threshold. DL4J's default starts at 0.001, which
     * is small beside the scaled steps of binary weights: 8 epochs would not be enough.
     */
    private static ParallelWrapper workers(Model network, TrainingMode mode) {
        return new ParallelWrapper.Builder<>(network)
                .workers(2)
                .averagingFrequency(1)
                .trainingMode(mode)
                .thresholdAlgorithm(new FixedThresholdAlgorithm(0.02))
                .build();
    }

    /** Latent weights real-valued and in [-1, 1], some of them at its ends. */
    private static void assertLatent(INDArray weights) {
        assertEquals(1, weights.amaxNumber().doubleValue());
        double magnitude = weights.ameanNumber().doubleValue();
        assertTrue(magnitude > 0.05 && magnitude < 0.95, "mean magnitude " + magnitude);
    }

    @ParameterizedTest
    @CsvSource({
        "AVERAGING, DETERMINISTIC",
        "AVERAGING, STOCHASTIC",
        "SHARED_GRADIENTS, DETERMINISTIC",
        "SHARED_GRADIENTS, STOCHASTIC"
    })
    void twoWorkersLearnAndKeepLatentWeights(TrainingMode mode, Binarization binarization) {
        MultiLayerNetwork network = network(binarization);
        double before = network.score(DATA);
        workers(network, mode).fit(epochs(8));

        double after = network.score(DATA);
        assertTrue(after < 0.6 * before, before + " -> " + after);
        assertLatent(network.getParam("0_W"));
        assertLatent(network.getParam("2_W"));
    }

    @ParameterizedTest
    @EnumSource(
            value = TrainingMode.class,
            names = {"AVERAGING", "SHARED_GRADIENTS"})
    void twoWorkersTrainAGraph(TrainingMode mode) {
        ComputationGraph graph = network(Binarization.DETERMINISTIC).toComputationGraph();
        double before = graph.score(DATA);
        workers(graph, mode).fit(epochs(8));

        assertTrue(graph.score(DATA) < 0.6 * before, before + " -> " + graph.score(DATA));
        assertLatent(graph.getParam("0_W"));
    }

    /** DL4J's default on a CPU: the average of one worker's weights are its weights. */
    @ParameterizedTest
    @EnumSource(Binarization.class)
    void oneWorkerTrainsAsFitDoes(Binarization binarization) {
        MultiLayerNetwork alone = network(binarization);
        MultiLayerNetwork parallel = alone.clone();
        alone.fit(epochs(1));
        new ParallelWrapper.Builder<>(parallel).averagingFrequency(1).build().fit(epochs(1));

        assertEquals(alone.params(), parallel.params());
    }

    /** The first worker's listener holds it there while the second one copies its weights. */
    @Test
    void aWorkerMayStartWhileAnotherIsBetweenStepAndClip() {
        MultiLayerNetwork network =
                Networks.binary(BinaryWeights.DEFAULT, Activation.RELU, new Adam(0.05));
        ParallelWrapper wrapper = workers(network, TrainingMode.AVERAGING);
        wrapper.setListeners(new SlowListener());
        wrapper.fit(epochs(1));

        assertLatent(network.getParam("0_W"));
    }

    private static final class SlowListener extends BaseTrainingListener {

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            try {
                Thread.sleep(iteration == 0 ? 500 : 0);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
