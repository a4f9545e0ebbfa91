package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.binaryconnect.layers.conf.LayerCases;
import org.binaryconnect.layers.conf.LayerCases.Case;
import org.binaryconnect.layers.conf.Networks;
import org.binaryconnect.layers.convert.BinaryRetrofit;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.layers.weights.TestWeights;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * One network in several threads. In DL4J's network classes {@code output} and {@code fit} take the
 * network's lock, so they may be called at once. {@code evaluate}, {@code score}, {@code
 * feedForward} and {@code rnnTimeStep} do not: they put their input into the layers, and two
 * threads mix it up with layers of any kind.
 */
@Tag("threads")
class SharedUseTest {

    private static final int THREADS = 4;
    private static final int CALLS = 15;
    private static final BinaryWeights STOCHASTIC =
            BinaryWeights.DEFAULT.withBinarization(Binarization.STOCHASTIC);

    static List<Case> cases() {
        return LayerCases.all();
    }

    static List<BinaryWeights> options() {
        return List.of(
                BinaryWeights.DEFAULT,
                BinaryWeights.DEFAULT.withChannelScale(1),
                STOCHASTIC,
                STOCHASTIC.withTestWeights(TestWeights.BINARY));
    }

    private static void assertSameInAllThreads(
            UnaryOperator<INDArray> network, List<INDArray> inputs, int calls) throws Exception {
        List<INDArray> expected = inputs.stream().map(network).toList();
        assertNotEquals(expected.get(0), expected.get(1), "the inputs must differ in their output");
        List<Callable<List<INDArray>>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            INDArray input = inputs.get(thread % inputs.size());
            tasks.add(
                    () -> {
                        List<INDArray> outputs = new ArrayList<>();
                        for (int call = 0; call < calls; call++) {
                            outputs.add(network.apply(input));
                        }
                        return outputs;
                    });
        }
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<INDArray>>> results = pool.invokeAll(tasks);
            for (int thread = 0; thread < THREADS; thread++) {
                for (INDArray output : results.get(thread).get()) {
                    assertEquals(expected.get(thread % inputs.size()), output);
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<INDArray> inputs() {
        return List.of(
                Networks.examples(16, 1).getFeatures(),
                Networks.examples(16, 2).getFeatures(),
                Networks.examples(3, 3).getFeatures());
    }

    @ParameterizedTest
    @MethodSource("options")
    void outputIsThatOfOneThread(BinaryWeights options) throws Exception {
        MultiLayerNetwork network = Networks.binary(options, Activation.RELU, new NoOp());
        ComputationGraph graph = network.toComputationGraph();

        assertSameInAllThreads(network::output, inputs(), CALLS);
        assertSameInAllThreads(graph::outputSingle, inputs(), CALLS);
    }

    /** Monte-Carlo inference with the weights of a training pass. */
    @ParameterizedTest
    @MethodSource("options")
    void outputWithTrainingWeightsIsThatOfOneThread(BinaryWeights options) throws Exception {
        MultiLayerNetwork network = Networks.binary(options, Activation.RELU, new NoOp());
        ComputationGraph graph = network.toComputationGraph();

        assertSameInAllThreads(input -> network.output(input, true), inputs(), CALLS);
        assertSameInAllThreads(input -> graph.outputSingle(true, input), inputs(), CALLS);
    }

    @Test
    void outputOfARetrofittedNetworkIsThatOfOneThread() throws Exception {
        MultiLayerNetwork plain = Networks.plain(Activation.RELU, new NoOp());
        MultiLayerNetwork network =
                new MultiLayerNetwork(BinaryRetrofit.apply(plain.getLayerWiseConfigurations()));
        network.init();

        assertSameInAllThreads(network::output, inputs(), CALLS);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outputOfEveryLayerIsThatOfOneThread(Case layer) throws Exception {
        MultiLayerNetwork network = layer.binaryNetwork(STOCHASTIC, new NoOp());
        INDArray first = layer.examples(DataType.DOUBLE).getFeatures();
        INDArray second = first.dup().negi().addi(first.maxNumber());

        assertSameInAllThreads(network::output, List.of(first, second), 3);
    }

    @Test
    void answersBetweenMinibatchesLeaveTheTrainingAsItIs() throws Exception {
        MultiLayerNetwork alone = Networks.binary(STOCHASTIC, Activation.RELU, new Adam(0.01));
        MultiLayerNetwork shared = alone.clone();
        DataSet data = Networks.examples(16, 1);
        AtomicBoolean trained = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Future<Integer> answers =
                    pool.submit(
                            () -> {
                                int count = 0;
                                do {
                                    shared.output(data.getFeatures(), count % 2 == 0);
                                    count++;
                                } while (!trained.get());
                                return count;
                            });
            pool.submit(() -> fit(shared, data)).get();
            trained.set(true);
            answers.get();
        } finally {
            trained.set(true);
            pool.shutdownNow();
        }
        fit(alone, data);

        assertEquals(alone.params(), shared.params());
    }

    private static void fit(MultiLayerNetwork network, DataSet data) {
        for (int i = 0; i < 30; i++) {
            network.fit(data);
        }
    }
}
