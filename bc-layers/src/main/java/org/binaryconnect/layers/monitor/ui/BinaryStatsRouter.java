package org.binaryconnect.layers.monitor.ui;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.binaryconnect.layers.monitor.WeightStatistics;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.core.storage.StorageMetaData;
import org.deeplearning4j.ui.model.stats.api.StatsReport;
import org.deeplearning4j.ui.model.stats.api.StatsType;

/**
 * Puts binary weights into DL4J's training UI: stands between a {@code StatsListener} and its
 * storage, and adds the latest {@link WeightStatistics} to each report.
 *
 * <pre>{@code
 * BinaryStatsRouter router = new BinaryStatsRouter(statsStorage);
 * network.setListeners(
 *         new BinaryWeightsListener.Builder().frequency(10).onReport(router).build(),
 *         new StatsListener(router, 10));
 * }</pre>
 *
 * <p>The UI's "Model" page shows them in its chart of mean magnitudes, at the layer that they
 * belong to: lines {@code W flips}, {@code W saturation} and {@code W distance} under "Ratio"
 * (log10, the plain value is in the tooltip) and under "Updates" (linear), beside {@code W}, which
 * is of the latent weights. The magnitude that the updates are compared with is a binary weight's,
 * 1.
 *
 * <p>As the chart is logarithmic, a share of 0 is drawn as that of half a weight, and so is the
 * flip ratio before there is one. Of several networks, as a {@code ParallelWrapper}'s workers are,
 * the one that reported last is shown. A storage that encodes reports ({@code FileStatsStorage})
 * stores a learning rate of 0 for these lines, too.
 */
public final class BinaryStatsRouter
        implements StatsStorageRouter, Consumer<List<WeightStatistics>> {

    private static final double MAGNITUDE_OF_BINARY_WEIGHTS = 1;

    private final StatsStorageRouter storage;

    private volatile List<WeightStatistics> latest = List.of();

    /**
     * @param storage receives the reports, such as an {@code InMemoryStatsStorage}
     */
    public BinaryStatsRouter(StatsStorageRouter storage) {
        this.storage = storage;
    }

    /** Takes a report of a {@code BinaryWeightsListener}. */
    @Override
    public void accept(List<WeightStatistics> report) {
        latest = List.copyOf(report);
    }

    @Override
    public void putUpdate(Persistable update) {
        complete(update);
        storage.putUpdate(update);
    }

    @Override
    public void putUpdate(Collection<? extends Persistable> updates) {
        updates.forEach(this::complete);
        storage.putUpdate(updates);
    }

    private void complete(Persistable update) {
        if (update instanceof StatsReport report) {
            Map<String, Double> shares = new LinkedHashMap<>();
            for (WeightStatistics statistics : latest) {
                double least = 0.5 / statistics.weights();
                String name = statistics.parameter();
                double flipRatio = statistics.flipRatio();
                shares.put(
                        name + " flips",
                        Double.isNaN(flipRatio) ? least : Math.max(least, flipRatio));
                shares.put(name + " saturation", Math.max(least, statistics.saturation()));
                shares.put(name + " distance", Math.max(least, statistics.distance()));
            }
            Map<String, Double> magnitudes = new LinkedHashMap<>(shares);
            magnitudes.replaceAll((name, share) -> MAGNITUDE_OF_BINARY_WEIGHTS);
            add(report, StatsType.Parameters, magnitudes);
            add(report, StatsType.Updates, shares);
        }
    }

    private static void add(StatsReport report, StatsType type, Map<String, Double> values) {
        Map<String, Double> all = new LinkedHashMap<>();
        Map<String, Double> collected = report.getMeanMagnitudes(type);
        if (collected != null) {
            all.putAll(collected);
        }
        all.putAll(values);
        report.reportMeanMagnitudes(type, all);
    }

    @Override
    public void putStorageMetaData(StorageMetaData storageMetaData) {
        storage.putStorageMetaData(storageMetaData);
    }

    @Override
    public void putStorageMetaData(Collection<? extends StorageMetaData> storageMetaData) {
        storage.putStorageMetaData(storageMetaData);
    }

    @Override
    public void putStaticInfo(Persistable staticInfo) {
        storage.putStaticInfo(staticInfo);
    }

    @Override
    public void putStaticInfo(Collection<? extends Persistable> staticInfo) {
        storage.putStaticInfo(staticInfo);
    }
}
