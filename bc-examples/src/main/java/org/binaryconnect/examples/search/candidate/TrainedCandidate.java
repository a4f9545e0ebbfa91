package org.binaryconnect.examples.search.candidate;

import java.time.Duration;
import java.util.List;

/**
 * What training a candidate gave.
 *
 * @param errors validation error after each epoch, 0 to 1, with the weights of use and batch
 *     normalization estimated for them
 * @param isStopped whether it was stopped as one without hope
 * @param failure one line; null if there is none
 * @param fitSeconds within {@code fit}
 * @param evaluateSeconds estimating batch normalization and evaluating
 * @param model the network of the epoch with the lowest error, the later one of equals, as {@code
 *     ModelSerializer} writes it without the updater; null after a failure
 */
public record TrainedCandidate(
        List<Double> errors,
        boolean isStopped,
        String failure,
        double fitSeconds,
        double evaluateSeconds,
        byte[] model) {

    /** A candidate that could not be trained to its end. */
    public static TrainedCandidate failed(String failure) {
        return new TrainedCandidate(List.of(), false, failure, 0, 0, null);
    }

    /** A candidate whose time was over. */
    public static TrainedCandidate tookTooLong(Duration limit) {
        return failed(
                "took more than the %d min of limits.candidateMinutes"
                        .formatted(limit.toMinutes()));
    }
}
