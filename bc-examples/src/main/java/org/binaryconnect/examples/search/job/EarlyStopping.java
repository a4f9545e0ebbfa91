package org.binaryconnect.examples.search.job;

import java.util.ArrayList;
import java.util.List;

/**
 * Stops candidates without hope: after an epoch, one whose lowest validation error so far is above
 * a quantile of those that earlier candidates had after as many epochs; the median rule of Google
 * Vizier (Golovin and others, KDD 2017), where the quantile is 0.5.
 *
 * @param afterEpochs before which no candidate is stopped, at least 1
 * @param afterCandidates before whose results no candidate is stopped, at least 1
 * @param quantile of the earlier candidates' errors, above 0, at most 1
 */
public record EarlyStopping(int afterEpochs, int afterCandidates, double quantile) {

    /**
     * The error above which a candidate is stopped after each epoch.
     *
     * @param histories validation errors of earlier candidates, epoch by epoch; a stopped one keeps
     *     its lowest for all later epochs
     * @param epochs of a candidate
     * @return [epochs]; null where it is not stopped
     */
    public List<Double> thresholds(List<List<Double>> histories, int epochs) {
        List<Double> thresholds = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            thresholds.add(epoch < afterEpochs ? null : threshold(histories, epoch));
        }
        return thresholds;
    }

    private Double threshold(List<List<Double>> histories, int epoch) {
        List<Double> lowest = new ArrayList<>();
        for (List<Double> history : histories) {
            List<Double> soFar = history.subList(0, Math.min(epoch, history.size()));
            lowest.add(soFar.stream().mapToDouble(Double::doubleValue).min().orElseThrow());
        }
        if (lowest.size() < afterCandidates) {
            return null;
        }
        lowest.sort(null);
        return lowest.get((int) Math.ceil(quantile * lowest.size()) - 1);
    }
}
