package org.binaryconnect.examples.search.run;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.binaryconnect.examples.search.job.Objectives;
import org.binaryconnect.hwexport.pipeline.DeploymentCost.Metric;

/** Which candidates are best; of equals the one that was drawn first. */
public final class Ranking {

    private Ranking() {}

    /** Complete candidates, the lowest score first. */
    public static List<CandidateResult> byScore(
            Objectives objectives, List<CandidateResult> results) {
        return results.stream()
                .filter(CandidateResult::isComplete)
                .sorted(
                        Comparator.comparingDouble(
                                        (CandidateResult r) ->
                                                objectives.score(r.error(), r.cost()))
                                .thenComparing(CandidateResult::index))
                .toList();
    }

    public static Optional<CandidateResult> best(
            Objectives objectives, List<CandidateResult> results) {
        return byScore(objectives, results).stream().findFirst();
    }

    /**
     * The Pareto front: complete candidates than which no other is at least as good in the error
     * and every cost that is an objective, and better in one of them. By index.
     */
    public static List<CandidateResult> front(
            Objectives objectives, List<CandidateResult> results) {
        List<CandidateResult> complete =
                results.stream().filter(CandidateResult::isComplete).toList();
        return complete.stream()
                .filter(
                        one ->
                                complete.stream()
                                        .noneMatch(other -> dominates(objectives, other, one)))
                .toList();
    }

    private static boolean dominates(
            Objectives objectives, CandidateResult one, CandidateResult other) {
        boolean isBetter = one.error() < other.error();
        if (one.error() > other.error()) {
            return false;
        }
        for (Metric metric : objectives.costs().keySet()) {
            long left = one.cost().get(metric);
            long right = other.cost().get(metric);
            if (left > right) {
                return false;
            }
            isBetter |= left < right;
        }
        return isBetter;
    }
}
