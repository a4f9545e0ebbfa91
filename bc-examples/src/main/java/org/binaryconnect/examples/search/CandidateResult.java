package org.binaryconnect.examples.search;

import java.util.Comparator;
import java.util.List;

/**
 * What became of one candidate.
 *
 * @param index in the order in which candidates were drawn, from 0
 * @param settings null if no configuration could be made
 * @param score the score function's value, null if the candidate failed
 * @param seconds training and scoring, 0 if the candidate never ran
 * @param failure one line, null if the candidate is complete
 */
record CandidateResult(int index, Settings settings, Double score, double seconds, String failure) {

    static CandidateResult complete(int index, Settings settings, double score, double seconds) {
        return new CandidateResult(index, settings, score, seconds, null);
    }

    static CandidateResult failed(int index, Settings settings, double seconds, String failure) {
        return new CandidateResult(index, settings, null, seconds, failure);
    }

    boolean isComplete() {
        return failure == null;
    }

    /** Complete candidates, the best first; of equals the one that was drawn first. */
    static List<CandidateResult> ranking(List<CandidateResult> results, boolean lowIsGood) {
        Comparator<CandidateResult> byScore = Comparator.comparing(CandidateResult::score);
        return results.stream()
                .filter(CandidateResult::isComplete)
                .sorted(
                        (lowIsGood ? byScore : byScore.reversed())
                                .thenComparing(CandidateResult::index))
                .toList();
    }

    static List<CandidateResult> failures(List<CandidateResult> results) {
        return results.stream()
                .filter(result -> !result.isComplete())
                .sorted(Comparator.comparing(CandidateResult::index))
                .toList();
    }
}
