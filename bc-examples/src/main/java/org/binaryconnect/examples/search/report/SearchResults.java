package org.binaryconnect.examples.search.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.binaryconnect.examples.search.data.SearchData;
import org.binaryconnect.examples.search.job.Job;
import org.binaryconnect.examples.search.job.Objectives;
import org.binaryconnect.examples.search.run.CandidateResult;
import org.binaryconnect.examples.search.run.CandidateResult.Status;
import org.binaryconnect.examples.search.run.Ranking;
import org.binaryconnect.examples.search.run.Search;
import org.binaryconnect.examples.search.run.SearchFolder;
import org.binaryconnect.hwexport.pipeline.DeploymentCost.Metric;

/**
 * What a search found, in the order in which all forms of it are shown: the complete candidates by
 * their score, then those that were stopped, exceed a limit, or failed.
 *
 * @param finalists the Pareto front, and those that were looked at for the best, by index
 * @param best lowest score of the complete candidates that keep to the limits also as the compiler
 *     measures them; empty if there is none
 */
public record SearchResults(
        Job job,
        Search.Outcome outcome,
        List<CandidateResult> ordered,
        Map<Integer, Finalist> finalists,
        Optional<CandidateResult> best) {

    /** Exports the finalists and evaluates them on the test examples. */
    public static SearchResults of(
            Job job, SearchData data, Search.Outcome outcome, SearchFolder folder)
            throws IOException {
        Objectives objectives = job.objectives();
        List<CandidateResult> all = outcome.results();
        List<CandidateResult> ordered = new ArrayList<>(Ranking.byScore(objectives, all));
        for (Status status : List.of(Status.STOPPED, Status.INFEASIBLE, Status.FAILED)) {
            all.stream().filter(result -> result.status() == status).forEach(ordered::add);
        }
        Map<Integer, Finalist> finalists = new HashMap<>();
        for (CandidateResult result : Ranking.front(objectives, all)) {
            finalists.put(result.index(), finalist(result, job, data, folder));
        }
        Optional<CandidateResult> best = Optional.empty();
        for (CandidateResult result : Ranking.byScore(objectives, all)) {
            Finalist finalist = finalists.get(result.index());
            if (finalist == null) {
                finalist = finalist(result, job, data, folder);
                finalists.put(result.index(), finalist);
            }
            if (finalist.keepsTo(objectives.limit(Metric.FLASH))) {
                best = Optional.of(result);
                break;
            }
        }
        return new SearchResults(job, outcome, ordered, finalists, best);
    }

    private static Finalist finalist(
            CandidateResult result, Job job, SearchData data, SearchFolder folder)
            throws IOException {
        return Finalist.of(folder.model(result.index()), job, data);
    }

    /** Candidates that ended in a way. */
    public long count(Status status) {
        return ordered.stream().filter(result -> result.status() == status).count();
    }
}
