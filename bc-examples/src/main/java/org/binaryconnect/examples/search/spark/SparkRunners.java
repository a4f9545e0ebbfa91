package org.binaryconnect.examples.search.spark;

import java.time.Duration;
import org.apache.spark.api.java.JavaSparkContext;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.search.job.Job;
import org.binaryconnect.examples.search.run.CandidateRunner;
import org.binaryconnect.examples.search.run.CandidateRunners;
import org.binaryconnect.examples.spark.SparkContexts;

/** Candidates on the executors of Spark, each a job of one task. */
public final class SparkRunners implements CandidateRunners {

    private final Job job;
    private final JavaSparkContext context;

    private SparkRunners(Job job, JavaSparkContext context) {
        this.job = job;
        this.context = context;
    }

    /**
     * Connects to Spark.
     *
     * @param master as {@link SparkContexts#open}
     * @throws RunException if it cannot be reached
     */
    public static CandidateRunners open(String master, Job job) throws RunException {
        return new SparkRunners(job, SparkContexts.open(master, "BinaryConnect search"));
    }

    @Override
    public CandidateRunner runner(int slot) {
        return new SparkRunner(
                context, job.data(), Duration.ofMinutes(job.candidateMinutes()), slot);
    }

    @Override
    public void close() {
        context.close();
    }
}
