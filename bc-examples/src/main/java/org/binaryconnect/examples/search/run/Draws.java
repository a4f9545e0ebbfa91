package org.binaryconnect.examples.search.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.binaryconnect.examples.search.data.SearchData;
import org.binaryconnect.examples.search.job.Job;
import org.binaryconnect.examples.search.run.CandidateResult.Status;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;

/**
 * Draws the candidates of a job, and hands out those that are to be trained. Which these are
 * depends on the job alone and not on when a candidate ends: the generator and early stopping know
 * the results of all candidates but the last {@link Job#window}, in the order in which they were
 * drawn. A candidate that exceeds a limit of the device is listed and never trained.
 */
final class Draws {

    /** Candidates drawn for each that is trained: a space where none fits must end, too. */
    private static final long MOST_DRAWS = 50;

    /** What is to be trained, and when it is without hope. */
    record Work(Drawn drawn, List<Double> stopAbove) {}

    private final Job job;
    private final SearchData data;
    private final Map<Integer, CandidateResult> stored;
    private final Consumer<CandidateResult> ended;
    private final CandidateGenerator generator;
    private final Map<Integer, CandidateResult> results = new TreeMap<>();

    /** Those that count as trained, in the order in which they were drawn. */
    private final List<Candidate<?>> trained = new ArrayList<>();

    private int reported;
    private long drawn;
    private boolean isOver;

    /**
     * @param stored results of earlier runs of the same search
     * @param ended is told each candidate that ended before it was trained
     */
    Draws(
            Job job,
            SearchData data,
            Map<Integer, CandidateResult> stored,
            Consumer<CandidateResult> ended) {
        this.job = job;
        this.data = data;
        this.stored = stored;
        this.ended = ended;
        this.generator = job.generator().generator(job.space(), job.seed());
    }

    /**
     * The next candidate to be trained; waits while too many before it are running.
     *
     * @return null if there is none any more
     */
    synchronized Work next() throws InterruptedException {
        while (true) {
            while (!isOver && mustWait()) {
                wait();
            }
            if (isOver || !hasNext()) {
                return null;
            }
            report();
            Candidate<?> candidate = generator.getCandidate();
            drawn++;
            if (candidate.getFlatParameters() == null) {
                return null; // The genetic search has no new ones.
            }
            CandidateResult known = stored.get(candidate.getIndex());
            if (known != null) {
                requireSame(known, candidate);
                add(candidate, known);
                continue;
            }
            Drawn next = new Drawn(job, data, candidate);
            CandidateResult refusal = next.refusal();
            if (refusal != null) {
                ended.accept(refusal);
                add(candidate, refusal);
                continue;
            }
            trained.add(candidate);
            return new Work(next, stopAbove());
        }
    }

    private boolean hasNext() {
        long most = job.generator().candidates();
        return trained.size() < most
                && drawn < (most + 1) * MOST_DRAWS
                && generator.hasMoreCandidates();
    }

    private void add(Candidate<?> candidate, CandidateResult result) {
        results.put(result.index(), result);
        if (result.isTrained()) {
            trained.add(candidate);
        }
    }

    private static void requireSame(CandidateResult known, Candidate<?> candidate) {
        if (!Arrays.equals(known.values(), candidate.getFlatParameters())) {
            throw new IllegalStateException(
                    "Candidate %d in the folder is not the one that this job draws; use --restart or another --out"
                            .formatted(known.index()));
        }
    }

    /** How many candidates the next one knows the results of. */
    private int known() {
        return Math.max(0, trained.size() - job.window() + 1);
    }

    private boolean mustWait() {
        return trained.subList(0, known()).stream()
                .anyMatch(candidate -> !results.containsKey(candidate.getIndex()));
    }

    private void report() {
        for (; reported < known(); reported++) {
            Candidate<?> candidate = trained.get(reported);
            CandidateResult result = results.get(candidate.getIndex());
            if (result.status() != Status.FAILED) {
                double score = job.objectives().score(result.error(), result.cost());
                generator.reportResults(
                        new OptimizationResult(
                                candidate, score, candidate.getIndex(), null, null, null));
            }
        }
    }

    private List<Double> stopAbove() {
        List<List<Double>> histories = new ArrayList<>();
        if (job.earlyStopping() == null) {
            return Collections.nCopies(job.epochs(), null);
        }
        for (Candidate<?> candidate : trained.subList(0, reported)) {
            CandidateResult result = results.get(candidate.getIndex());
            if (!result.errors().isEmpty()) {
                histories.add(result.errors());
            }
        }
        return job.earlyStopping().thresholds(histories, job.epochs());
    }

    /** A candidate that {@link #next} handed out is finished. */
    synchronized void finished(CandidateResult result) {
        results.put(result.index(), result);
        notifyAll();
    }

    /** No more candidates are handed out. */
    synchronized void end() {
        isOver = true;
        notifyAll();
    }

    /** All results so far, by index. */
    synchronized List<CandidateResult> results() {
        return List.copyOf(results.values());
    }
}
