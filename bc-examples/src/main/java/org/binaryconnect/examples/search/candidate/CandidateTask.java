package org.binaryconnect.examples.search.candidate;

import java.util.List;

/**
 * A candidate to be trained; travels as JSON.
 *
 * @param index of the candidate, from 0 in the order in which they were drawn
 * @param configuration JSON of its {@code MultiLayerConfiguration} or {@code
 *     ComputationGraphConfiguration}
 * @param isGraph which of the two
 * @param epochs to train
 * @param seed of the order of the examples
 * @param stopAbove for each epoch the lowest validation error so far above which the candidate is
 *     without hope; null where it trains on in any case
 */
public record CandidateTask(
        int index,
        String configuration,
        boolean isGraph,
        int epochs,
        long seed,
        List<Double> stopAbove) {}
