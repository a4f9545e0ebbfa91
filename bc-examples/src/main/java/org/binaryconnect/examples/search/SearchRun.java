package org.binaryconnect.examples.search;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxTimeCondition;
import org.deeplearning4j.arbiter.optimize.api.termination.TerminationCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.saver.local.FileModelSaver;
import org.deeplearning4j.arbiter.task.MultiLayerNetworkTaskCreator;

/**
 * One random search with Arbiter, one candidate at a time. Equal searches give equal results on the
 * same machine, but for the seconds.
 *
 * @param space what is searched
 * @param candidates how many are drawn, at least 1
 * @param seed chooses them; the space has the seed of what happens within a candidate
 * @param source a class with a public constructor without arguments; gives training data, and data
 *     to score on
 * @param sourceProperties what the source is configured with
 * @param score compares candidates
 * @param folder open, receives the networks
 * @param limit for the whole search: candidates that have not finished by then count as failed
 */
record SearchRun(
        MultiLayerSpace space,
        int candidates,
        long seed,
        Class<? extends DataSource> source,
        Properties sourceProperties,
        ScoreFunction score,
        SearchFolder folder,
        Duration limit) {

    /**
     * A candidate whose training hangs does not see the time limit; it is left behind after this
     * time, in a daemon thread.
     */
    private static final Duration GRACE = Duration.ofSeconds(20);

    /**
     * Runs until every candidate is complete or failed, or the time is over.
     *
     * @param report is told each result as it comes
     * @return the candidates that were started, in the order in which they were drawn
     */
    List<CandidateResult> run(SearchReport report) {
        return run(report, GRACE);
    }

    List<CandidateResult> run(SearchReport report, Duration grace) {
        TimeLimit time = new TimeLimit(limit);
        SearchLog log = new SearchLog(space, candidates, folder, time, report);
        OptimizationConfiguration configuration =
                new OptimizationConfiguration.Builder()
                        .candidateGenerator(new Draws(space, candidates))
                        .dataSource(source, sourceProperties)
                        .modelSaver(new FileModelSaver(folder.candidates().toString()))
                        .scoreFunction(score)
                        .terminationConditions(
                                new AllListed(log),
                                new MaxTimeCondition(limit.toMillis(), TimeUnit.MILLISECONDS))
                        // Neighbouring seeds would give the JDK's generator, which Arbiter uses,
                        // nearly the same first number.
                        .rngSeed(new SplittableRandom(seed).nextLong())
                        .build();
        LocalOptimizationRunner runner =
                new LocalOptimizationRunner(
                        configuration, new MultiLayerNetworkTaskCreator(null, time));
        runner.setShutdownMaxWaitMS(grace.toMillis());
        runner.addListeners(log);
        runner.execute();
        return log.results();
    }

    /**
     * Arbiter's random search draws without end, also in place of candidates that could not be
     * made.
     */
    private static final class Draws extends RandomSearchGenerator {

        private final int count;

        Draws(MultiLayerSpace space, int count) {
            super(space);
            this.count = count;
        }

        @Override
        public boolean hasMoreCandidates() {
            return getCandidateCounter().get() < count;
        }
    }

    /**
     * Arbiter's MaxCandidatesCondition does not count candidates that could not be made, and would
     * wait for them.
     */
    private record AllListed(SearchLog log) implements TerminationCondition {

        @Override
        public void initialize(IOptimizationRunner runner) {}

        @Override
        public boolean terminate(IOptimizationRunner runner) {
            return log.isFull();
        }
    }
}
