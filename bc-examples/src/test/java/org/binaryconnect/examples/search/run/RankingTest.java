package org.binaryconnect.examples.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.binaryconnect.examples.search.job.Objectives;
import org.binaryconnect.examples.search.run.CandidateResult.Status;
import org.binaryconnect.hwexport.pipeline.DeploymentCost;
import org.binaryconnect.hwexport.pipeline.DeploymentCost.Metric;
import org.junit.jupiter.api.Test;

class RankingTest {

    private static CandidateResult result(int index, Status status, double error, long flash) {
        return new CandidateResult(
                index,
                status,
                new double[0],
                Map.of(),
                new DeploymentCost(flash, 100, 100),
                List.of(0.9, error),
                null,
                0,
                0,
                0);
    }

    private static final List<CandidateResult> RESULTS =
            List.of(
                    result(0, Status.COMPLETE, 0.02, 9000),
                    result(1, Status.COMPLETE, 0.03, 5000),
                    result(2, Status.COMPLETE, 0.03, 5000), // as 1
                    result(3, Status.COMPLETE, 0.03, 6000), // worse than 1
                    result(4, Status.COMPLETE, 0.02, 9001), // worse than 0
                    result(5, Status.STOPPED, 0.01, 1000),
                    result(6, Status.INFEASIBLE, 0.01, 1000),
                    result(7, Status.COMPLETE, 0.5, 4000));

    private static List<Integer> indices(List<CandidateResult> results) {
        return results.stream().map(CandidateResult::index).toList();
    }

    @Test
    void theFrontHasWhatNoOtherIsBetterThan() {
        Objectives both = new Objectives(1, Map.of(Metric.FLASH, new Objectives.Cost(0, 10_000)));
        assertEquals(List.of(0, 1, 2, 7), indices(Ranking.front(both, RESULTS)));
        Objectives error = new Objectives(1, Map.of());
        assertEquals(List.of(0, 4), indices(Ranking.front(error, RESULTS)));
    }

    @Test
    void weightsDecideTheOrder() {
        Objectives error = new Objectives(1, Map.of());
        assertEquals(List.of(0, 4, 1, 2, 3, 7), indices(Ranking.byScore(error, RESULTS)));
        // 0.02 + 0.09, 0.03 + 0.05, 0.03 + 0.06, 0.5 + 0.04
        Objectives weighted =
                new Objectives(1, Map.of(Metric.FLASH, new Objectives.Cost(1e-5, 9000)));
        assertEquals(List.of(1, 2, 3, 0, 4, 7), indices(Ranking.byScore(weighted, RESULTS)));
        assertEquals(
                "flash of 9001 exceeds the limit of 9000",
                weighted.exceeded(new DeploymentCost(9001, 1, 1)).orElseThrow());
    }
}
