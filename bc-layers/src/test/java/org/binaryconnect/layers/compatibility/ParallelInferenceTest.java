package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.binaryconnect.layers.conf.Networks;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.parallelism.ParallelInference;
import org.deeplearning4j.parallelism.inference.InferenceMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** DL4J's ParallelInference: copies of a network, or several networks that share parameters. */
@Tag("threads")
class ParallelInferenceTest {

    private static final int REQUESTS = 40;

    @ParameterizedTest
    @CsvSource({
        "SEQUENTIAL, DETERMINISTIC",
        "SEQUENTIAL, STOCHASTIC",
        "BATCHED, DETERMINISTIC",
        "BATCHED, STOCHASTIC",
        "INPLACE, DETERMINISTIC",
        "INPLACE, STOCHASTIC"
    })
    void answersAreThoseOfOutput(InferenceMode mode, Binarization binarization) throws Exception {
        MultiLayerNetwork network =
                Networks.binary(
                        BinaryWeights.DEFAULT.withBinarization(binarization),
                        Activation.RELU,
                        new Adam(0.01));
        network.fit(Networks.examples(64, 1));

        assertAnswers(network, network, mode);
        assertAnswers(network, network.toComputationGraph(), mode);
    }

    private static void assertAnswers(MultiLayerNetwork expected, Model served, InferenceMode mode)
            throws Exception {
        List<INDArray> inputs =
                Networks.examples(2 * REQUESTS, 2).batchBy(2).stream()
                        .map(DataSet::getFeatures)
                        .toList();
        ParallelInference inference =
                new ParallelInference.Builder(served)
                        .inferenceMode(mode)
                        .workers(2)
                        .batchLimit(8)
                        .build();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try {
            List<Future<INDArray>> answers = new ArrayList<>();
            for (INDArray input : inputs) {
                answers.add(clients.submit(() -> inference.output(input)));
            }
            for (int i = 0; i < REQUESTS; i++) {
                assertEquals(expected.output(inputs.get(i)), answers.get(i).get());
            }
        } finally {
            clients.shutdownNow();
            inference.shutdown();
        }
    }

    /** The workers of this mode compute with the network's own parameters, as they are by then. */
    @ParameterizedTest
    @CsvSource({"DETERMINISTIC", "STOCHASTIC"})
    void inPlaceAnswersFollowTheTraining(Binarization binarization) {
        MultiLayerNetwork network =
                Networks.binary(
                        BinaryWeights.DEFAULT.withBinarization(binarization),
                        Activation.RELU,
                        new Adam(0.05));
        ParallelInference inference =
                new ParallelInference.Builder(network)
                        .inferenceMode(InferenceMode.INPLACE)
                        .workers(2)
                        .build();
        INDArray input = Networks.examples(5, 2).getFeatures();
        INDArray before = inference.output(input);
        network.fit(Networks.examples(64, 1));

        assertEquals(network.output(input), inference.output(input));
        assertNotEquals(before, inference.output(input));
        inference.shutdown();
    }
}
