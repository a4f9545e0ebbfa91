package org.binaryconnect.hwexport.arbiter;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.pipeline.DeploymentCost;
import org.binaryconnect.hwexport.pipeline.DeploymentCost.Metric;
import org.binaryconnect.hwexport.read.Examples;
import org.binaryconnect.hwexport.read.ModelReader;
import org.binaryconnect.hwexport.read.TrainedNetwork;
import org.binaryconnect.layers.arbiter.DataSourceScore;
import org.binaryconnect.layers.arbiter.DataSources;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Another score, such as {@code ClassificationErrorScore}, made worse by what the network costs on
 * a core:
 *
 * <pre>{@code
 * accuracy + sum of weight * cost     if every cost is within its limit, else infinite
 * }</pre>
 *
 * <p>with the signs turned around if the other score is to be maximized. Immutable: {@link
 * #withWeight} and {@link #withLimit} give a new one.
 */
public final class DeploymentScore extends DataSourceScore {

    private static final long serialVersionUID = 1L;

    private final ScoreFunction accuracy;
    private final Core core;
    private final Map<Metric, Double> weights;
    private final Map<Metric, Long> limits;

    /**
     * With no weights and limits yet.
     *
     * @param accuracy the other score; null for the cost alone
     * @param core that the network is planned for
     */
    public DeploymentScore(ScoreFunction accuracy, Core core) {
        this(accuracy, core, Map.of(), Map.of());
    }

    /** For JSON. */
    DeploymentScore(
            @JsonProperty("accuracy") ScoreFunction accuracy,
            @JsonProperty("core") Core core,
            @JsonProperty("weights") Map<Metric, Double> weights,
            @JsonProperty("limits") Map<Metric, Long> limits) {
        this.accuracy = accuracy;
        this.core = Objects.requireNonNull(core);
        this.weights = Collections.unmodifiableMap(copy(weights));
        this.limits = Collections.unmodifiableMap(copy(limits));
    }

    /** In the order of the metrics, so that equal scores have equal JSON. */
    private static <V> Map<Metric, V> copy(Map<Metric, V> values) {
        Map<Metric, V> copy = new EnumMap<>(Metric.class);
        copy.putAll(values);
        return copy;
    }

    /**
     * @param weight of a byte or an instruction, at least 0
     */
    public DeploymentScore withWeight(Metric metric, double weight) {
        Preconditions.checkArgument(
                weight >= 0 && Double.isFinite(weight),
                "The weight of %s must be finite and at least 0, got %s",
                metric,
                weight);
        Map<Metric, Double> changed = copy(weights);
        changed.put(metric, weight);
        return new DeploymentScore(accuracy, core, changed, limits);
    }

    /**
     * @param limit bytes or instructions, above 0; the planner picks slower kernels to keep to that
     *     of RAM
     */
    public DeploymentScore withLimit(Metric metric, long limit) {
        Preconditions.checkArgument(
                limit > 0, "The limit of %s must be above 0, got %s", metric, limit);
        Map<Metric, Long> changed = copy(limits);
        changed.put(metric, limit);
        return new DeploymentScore(accuracy, core, weights, changed);
    }

    /**
     * @param model a {@code MultiLayerNetwork} or a {@code ComputationGraph}
     * @param dataSource gives {@link DataSetIterator}s that can be reset; the first training
     *     examples give the network's input its type
     * @throws ExportException naming the layer that cannot be exported
     */
    @Override
    public double score(
            Object model, Class<? extends DataSource> dataSource, Properties properties) {
        double worse = minimize() ? 1 : -1;
        double cost = cost((Model) model, dataSource, properties);
        if (cost == Double.POSITIVE_INFINITY) {
            return worse * cost;
        }
        double base = accuracy == null ? 0 : accuracy.score(model, dataSource, properties);
        return base + worse * cost;
    }

    private double cost(
            Model model, Class<? extends DataSource> dataSource, Properties properties) {
        DataSource source = DataSources.configured(dataSource, properties);
        DataSetIterator data = DataSources.iterator(source.trainData());
        TrainedNetwork trained = ModelReader.read(model, Examples.featureShape(data));
        Examples examples = Examples.read(data, trained.features(), DeploymentCost.EXAMPLES);
        DeploymentCost cost = DeploymentCost.of(trained, examples, core, limit(Metric.RAM));
        double sum = 0;
        for (Metric metric : Metric.values()) {
            if (cost.get(metric) > limit(metric)) {
                return Double.POSITIVE_INFINITY;
            }
            sum += weights.getOrDefault(metric, 0.0) * cost.get(metric);
        }
        return sum;
    }

    private long limit(Metric metric) {
        return limits.getOrDefault(metric, Long.MAX_VALUE);
    }

    @Override
    public boolean minimize() {
        return accuracy == null || accuracy.minimize();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeploymentScore that
                && Objects.equals(accuracy, that.accuracy)
                && core == that.core
                && weights.equals(that.weights)
                && limits.equals(that.limits);
    }

    @Override
    public int hashCode() {
        return Objects.hash(accuracy, core, weights, limits);
    }

    @Override
    public String toString() {
        return "DeploymentScore(%s, %s, weights=%s, limits=%s)"
                .formatted(accuracy, core.id(), weights, limits);
    }
}
