package org.binaryconnect.layers.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryGravesLSTM;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.convert.BinaryRetrofit;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class BinaryWeightsListenerTest {

    private final List<WeightStatistics> reported = new ArrayList<>();

    private BinaryWeightsListener listener(int frequency) {
        return new BinaryWeightsListener.Builder()
                .frequency(frequency)
                .onReport(reported::addAll)
                .onWarning(warning -> {})
                .build();
    }

    private static MultiLayerNetwork network(double learningRate) {
        return Training.network(
                new Adam(learningRate),
                new BinaryDenseLayer.Builder().name("hidden").nIn(6).nOut(10).build(),
                new BatchNormalization.Builder().nIn(10).nOut(10).build(),
                new BinaryOutputLayer.Builder().nIn(10).nOut(2).build());
    }

    private static MultiLayerNetwork twoByFour(double clip, boolean channelScale) {
        return Training.network(
                new Sgd(0.1),
                new BinaryDenseLayer.Builder()
                        .name("hidden")
                        .nIn(2)
                        .nOut(4)
                        .clip(clip)
                        .channelScale(channelScale)
                        .build(),
                new OutputLayer.Builder().nIn(4).nOut(2).build());
    }

    private static INDArray matrix(double[]... rows) {
        return Nd4j.createFromArray(rows);
    }

    @Test
    void numbersAreThoseComputedByHand() {
        MultiLayerNetwork network = twoByFour(2, false);
        BinaryWeightsListener listener = listener(1);
        network.setParam(
                "0_W", matrix(new double[] {1.95, -1.9, 0, 0.5}, new double[] {-0.0, -2, 1, -1}));
        listener.report(network);
        // New signs: the third (0 was +1), the sixth and the eighth; -0 was +1, too.
        network.setParam(
                "0_W", matrix(new double[] {1.95, -1.8, -0.1, 0.5}, new double[] {0.3, 2.2, 1, 1}));
        listener.report(network);

        WeightStatistics first = reported.get(0);
        assertEquals(2, reported.size(), "real layers are not reported");
        assertEquals("hidden", first.layer());
        assertEquals("0_W", first.parameter());
        assertEquals(8, first.weights());
        assertTrue(Double.isNaN(first.flipRatio()));
        assertEquals(3 / 8.0, first.saturation(), 1e-12);
        assertEquals((0.05 + 0.1 + 2 + 1.5 + 2 + 0 + 1 + 1) / 8 / 2, first.distance(), 1e-12);
        assertEquals(0, first.beyondClip());

        WeightStatistics second = reported.get(1);
        assertEquals(3 / 8.0, second.flipRatio(), 1e-12);
        assertEquals(2 / 8.0, second.saturation(), 1e-12);
        assertEquals(
                (0.05 + 0.2 + 1.9 + 1.5 + 1.7 + 0.2 + 1 + 1) / 8 / 2, second.distance(), 1e-12);
        assertEquals(1 / 8.0, second.beyondClip(), 1e-12);
    }

    @Test
    void withChannelScaleTheDistanceIsToTheScaledSigns() {
        MultiLayerNetwork network = twoByFour(1, true);
        // Channel scales: 0.75, 0.2, 0.5 and 0.
        network.setParam(
                "0_W", matrix(new double[] {1, 0.2, -0.6, 0}, new double[] {-0.5, -0.2, 0.4, 0}));
        listener(1).report(network);
        assertEquals((0.25 + 0.25 + 0.1 + 0.1) / 8, reported.get(0).distance(), 1e-12);
    }

    @Test
    void reportsTheFirstIterationAndMultiplesOfTheFrequency() {
        MultiLayerNetwork network = network(0.01);
        network.setListeners(listener(10));
        for (int i = 0; i < 25; i++) {
            network.fit(Training.examples());
        }
        assertEquals(List.of(0, 0, 10, 10, 20, 20), iterations());
        assertEquals(
                List.of("hidden", "layer2"),
                reported.subList(0, 2).stream().map(WeightStatistics::layer).toList());
    }

    @Test
    void bothNetworkClassesReportTheSame() {
        MultiLayerNetwork network = network(0.01);
        ComputationGraph graph = network.toComputationGraph();
        List<WeightStatistics> ofGraph = new ArrayList<>();
        network.setListeners(listener(2));
        graph.setListeners(
                new BinaryWeightsListener.Builder().frequency(2).onReport(ofGraph::addAll).build());
        for (int i = 0; i < 9; i++) {
            network.fit(Training.examples());
            graph.fit(Training.examples());
        }
        assertEquals(10, reported.size());
        for (int i = 0; i < reported.size(); i++) {
            WeightStatistics expected = reported.get(i);
            WeightStatistics actual = ofGraph.get(i);
            assertEquals(expected.iteration(), actual.iteration());
            assertEquals(expected.weights(), actual.weights());
            assertEquals(expected.flipRatio(), actual.flipRatio());
            assertEquals(expected.distance(), actual.distance());
        }
        assertTrue(reported.stream().anyMatch(statistics -> statistics.flipRatio() > 0));
    }

    @Test
    void aReportIsOfTheClippedWeights() {
        // A step of Adam is 0.5, scaled: more than the whole range.
        MultiLayerNetwork network = network(0.5);
        network.setListeners(listener(1));
        for (int i = 0; i < 4; i++) {
            network.fit(Training.examples());
        }
        // What the fifth iteration starts from.
        double[] weights = network.getParam("0_W").dup().data().asDouble();
        network.fit(Training.examples());
        double distance = 0;
        double saturated = 0;
        for (double weight : weights) {
            distance += 1 - Math.abs(weight);
            saturated += Math.abs(weight) >= 0.95 ? 1 : 0;
        }
        WeightStatistics last = reported.get(reported.size() - 2);
        assertEquals(4, last.iteration());
        assertEquals(distance / weights.length, last.distance(), 1e-12);
        assertEquals(saturated / weights.length, last.saturation(), 1e-12);
        assertTrue(last.saturation() > 0.5);
        assertTrue(reported.stream().allMatch(statistics -> statistics.beyondClip() == 0));
    }

    @Test
    void layersInsideWrappersAndRetrofittedLayersAreWatched() {
        MultiLayerNetwork recurrent =
                Training.network(
                        new Sgd(0.1),
                        new LastTimeStep(
                                new Bidirectional(
                                        Bidirectional.Mode.CONCAT,
                                        new BinaryGravesLSTM.Builder().nIn(3).nOut(2).build())),
                        new BinaryOutputLayer.Builder().nIn(4).nOut(2).build());
        listener(1).report(recurrent);
        assertEquals(
                List.of("0_fW 24", "0_fRW 16", "0_bW 24", "0_bRW 16", "1_W 8"),
                reported.stream().map(s -> s.parameter() + " " + s.weights()).toList());

        reported.clear();
        MultiLayerNetwork retrofitted =
                new MultiLayerNetwork(
                        BinaryRetrofit.apply(
                                Training.configuration(
                                        new Sgd(0.1),
                                        new DenseLayer.Builder().nIn(6).nOut(5).build(),
                                        new OutputLayer.Builder().nIn(5).nOut(2).build())));
        retrofitted.init();
        listener(1).report(retrofitted);
        assertEquals(
                List.of("0_W", "1_W"), reported.stream().map(WeightStatistics::parameter).toList());
    }

    @Test
    void aRestoredNetworkGoesOnWithItsIterations(@TempDir Path folder) throws Exception {
        MultiLayerNetwork network = network(0.01);
        for (int i = 0; i < 7; i++) {
            network.fit(Training.examples());
        }
        File file = folder.resolve("model.zip").toFile();
        ModelSerializer.writeModel(network, file, true);
        MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file, true);
        restored.setListeners(listener(5));
        for (int i = 0; i < 4; i++) {
            restored.fit(Training.examples());
        }
        assertEquals(List.of(7, 7, 10, 10), iterations());
    }

    @Test
    @Tag("threads")
    void networksOfSeveralThreadsAreToldApart() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        List<Integer> together = new ArrayList<>();
        BinaryWeightsListener listener =
                new BinaryWeightsListener.Builder()
                        .frequency(1)
                        .onReport(
                                report -> {
                                    together.add(inside.incrementAndGet());
                                    reported.addAll(report);
                                    inside.decrementAndGet();
                                })
                        .build();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            MultiLayerNetwork network = network(0.01);
            network.setListeners(listener);
            threads.add(
                    new Thread(
                            () -> {
                                for (int k = 0; k < 5; k++) {
                                    network.fit(Training.examples());
                                }
                            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(Set.of(1), Set.copyOf(together));
        for (int number : new int[] {0, 1}) {
            assertEquals(
                    List.of(0, 0, 1, 1, 2, 2, 3, 3, 4, 4),
                    reported.stream()
                            .filter(statistics -> statistics.network() == number)
                            .map(WeightStatistics::iteration)
                            .toList());
        }
        assertEquals(
                4,
                reported.stream().filter(s -> Double.isNaN(s.flipRatio())).count(),
                "each network has signs of its own");
    }

    @Test
    void wrongOptionsAreRefused() {
        BinaryWeightsListener.Builder builder = new BinaryWeightsListener.Builder();
        assertThrows(IllegalArgumentException.class, () -> builder.frequency(0));
        assertThrows(IllegalArgumentException.class, () -> builder.frozenAfter(0));
    }

    private List<Integer> iterations() {
        return reported.stream().map(WeightStatistics::iteration).toList();
    }
}
