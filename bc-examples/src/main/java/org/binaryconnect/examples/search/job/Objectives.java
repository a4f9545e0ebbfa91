package org.binaryconnect.examples.search.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.binaryconnect.hwexport.pipeline.DeploymentCost;

/**
 * What is wanted of a candidate, all of it as low as possible: its validation error and costs on
 * the device. The score is the weighted sum of all; the Pareto front is that of all.
 *
 * @param error the weight of the validation error, 0 to 1
 * @param costs those that count
 */
public record Objectives(double error, Map<DeploymentCost.Metric, Cost> costs) {

    /**
     * One of the costs.
     *
     * @param weight of a byte or an instruction in the score
     * @param limit bytes or instructions, or {@code Long.MAX_VALUE}
     */
    public record Cost(double weight, long limit) {}

    public Objectives {
        costs = Collections.unmodifiableMap(new LinkedHashMap<>(costs));
    }

    /** The most that the device has of something. */
    public long limit(DeploymentCost.Metric metric) {
        Cost cost = costs.get(metric);
        return cost == null ? Long.MAX_VALUE : cost.limit;
    }

    /** The score, low is good. */
    public double score(double validationError, DeploymentCost cost) {
        double score = error * validationError;
        for (Map.Entry<DeploymentCost.Metric, Cost> entry : costs.entrySet()) {
            score += entry.getValue().weight * cost.get(entry.getKey());
        }
        return score;
    }

    /** Which limit a cost exceeds, in words. */
    public Optional<String> exceeded(DeploymentCost cost) {
        for (Map.Entry<DeploymentCost.Metric, Cost> entry : costs.entrySet()) {
            long value = cost.get(entry.getKey());
            if (value > entry.getValue().limit) {
                return Optional.of(
                        "%s of %d exceeds the limit of %d"
                                .formatted(name(entry.getKey()), value, entry.getValue().limit));
            }
        }
        return Optional.empty();
    }

    /** As in job files and results. */
    public static String name(DeploymentCost.Metric metric) {
        return metric.name().toLowerCase(Locale.ROOT);
    }
}
