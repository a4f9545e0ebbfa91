package org.binaryconnect.layers.monitor.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.monitor.BinaryWeightsListener;
import org.binaryconnect.layers.monitor.Training;
import org.binaryconnect.layers.monitor.WeightStatistics;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.api.StatsReport;
import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsReport;
import org.deeplearning4j.ui.model.storage.FileStatsStorage;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Adam;

/** What DL4J's training UI reads from the storage is compared with the listener's own numbers. */
class BinaryStatsRouterTest {

    private static final String SESSION = "session";

    private final Map<Integer, WeightStatistics> expected = new HashMap<>();

    private static MultiLayerNetwork network() {
        return Training.network(
                new Adam(0.05),
                new BinaryDenseLayer.Builder().name("hidden").nIn(6).nOut(10).build(),
                new OutputLayer.Builder().name("classes").nIn(10).nOut(2).build());
    }

    private void train(StatsStorage storage, MultiLayerNetwork network) {
        setListeners(storage, network);
        for (int i = 0; i < 12; i++) {
            network.fit(Training.examples());
        }
    }

    private void setListeners(StatsStorage storage, Model network) {
        BinaryStatsRouter router = new BinaryStatsRouter(storage);
        BinaryWeightsListener listener =
                new BinaryWeightsListener.Builder()
                        .frequency(2)
                        .onReport(router)
                        .onReport(report -> expected.put(report.get(0).iteration(), report.get(0)))
                        .build();
        network.setListeners(listener, new StatsListener(router, 2, SESSION));
    }

    private static List<StatsReport> reports(StatsStorage storage) {
        List<StatsReport> reports = new ArrayList<>();
        for (Persistable update : storage.getAllUpdatesAfter(SESSION, StatsListener.TYPE_ID, 0)) {
            reports.add((StatsReport) update);
        }
        return reports;
    }

    private void check(List<StatsReport> reports, String parameter, double tolerance) {
        assertTrue(reports.size() > 1);
        for (StatsReport report : reports) {
            WeightStatistics statistics = expected.get(report.getIterationCount());
            Map<String, Double> updates = report.getMeanMagnitudes(StatsType.Updates);
            Map<String, Double> parameters = report.getMeanMagnitudes(StatsType.Parameters);
            double least = 0.5 / 60;
            assertEquals(
                    Math.max(least, statistics.flipRatio()),
                    updates.get(parameter + " flips"),
                    tolerance);
            assertEquals(
                    Math.max(least, statistics.saturation()),
                    updates.get(parameter + " saturation"),
                    tolerance);
            assertEquals(statistics.distance(), updates.get(parameter + " distance"), tolerance);
            for (String name : List.of(" flips", " saturation", " distance")) {
                assertEquals(1, parameters.get(parameter + name));
            }
            assertTrue(parameters.get(parameter) > 0.1, "DL4J's own numbers stay");
            assertTrue(updates.get(parameter) > 0, "DL4J's own numbers stay");
        }
    }

    @Test
    void numbersReachTheStorageBesideThoseOfDl4j() {
        StatsStorage storage = new InMemoryStatsStorage();
        train(storage, network());
        check(reports(storage), "0_W", 0);
        assertTrue(expected.values().stream().anyMatch(s -> s.flipRatio() > 0.5 / 60));
    }

    @Test
    void numbersOfAGraphReachTheStorage() {
        StatsStorage storage = new InMemoryStatsStorage();
        ComputationGraph graph = network().toComputationGraph();
        setListeners(storage, graph);
        for (int i = 0; i < 5; i++) {
            graph.fit(Training.examples());
        }
        check(reports(storage), expected.get(0).parameter(), 0);
    }

    @Test
    void aFileKeepsTheNumbers(@TempDir Path folder) throws Exception {
        File file = folder.resolve("statistics.bin").toFile();
        StatsStorage written = new FileStatsStorage(file);
        train(written, network());
        written.close();
        StatsStorage read = new FileStatsStorage(file);
        check(reports(read), "0_W", 1e-6);
        read.close();
    }

    @Test
    void reportsBeforeTheFirstStatisticsPassUnchanged() {
        StatsStorage storage = new InMemoryStatsStorage();
        MultiLayerNetwork network = network();
        network.setListeners(new StatsListener(new BinaryStatsRouter(storage), 1, SESSION));
        network.fit(Training.examples());
        assertEquals(
                network.paramTable().keySet(),
                reports(storage).get(0).getMeanMagnitudes(StatsType.Parameters).keySet());
    }

    @Test
    void aShareOfZeroIsDrawnAsHalfAWeight() {
        BinaryStatsRouter router = new BinaryStatsRouter(new InMemoryStatsStorage());
        router.accept(
                List.of(new WeightStatistics(0, 0, "hidden", "0_W", 8, Double.NaN, 0, 0.25, 0)));
        StatsReport report = new SbeStatsReport();
        report.reportIDs(SESSION, StatsListener.TYPE_ID, "worker", 1);
        router.putUpdate(List.of(report));
        assertEquals(
                Map.of("0_W flips", 0.0625, "0_W saturation", 0.0625, "0_W distance", 0.25),
                report.getMeanMagnitudes(StatsType.Updates));
    }
}
