package org.binaryconnect.examples.search.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.search.candidate.CandidateTask;
import org.binaryconnect.examples.search.candidate.TrainedCandidate;
import org.binaryconnect.examples.search.data.DataSettings;
import org.binaryconnect.examples.search.run.CandidateRunner;
import org.binaryconnect.examples.search.run.TimeLimit;

/**
 * One candidate at a time on an executor. If that is lost, Spark gives the task to another, up to
 * {@code spark.task.maxFailures} times.
 */
final class SparkRunner implements CandidateRunner {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JavaSparkContext context;
    private final String data;
    private final Duration limit;
    private final String group;
    private volatile boolean isClosed;

    SparkRunner(JavaSparkContext context, DataSettings data, Duration limit, int slot) {
        this.context = context;
        this.data = json(data);
        this.limit = limit;
        this.group = "search-" + slot;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TrainedCandidate run(CandidateTask task, IntConsumer epochDone)
            throws InterruptedException {
        if (isClosed) {
            throw new InterruptedException("closed");
        }
        String settings = data; // What is sent must not hold this object.
        try (TimeLimit time = new TimeLimit(limit, this::cancel)) {
            context.setJobGroup(group, "candidate " + task.index(), true);
            try {
                String result =
                        context.parallelize(List.of(json(task)), 1)
                                .map(one -> ExecutorTraining.run(settings, one))
                                .collect()
                                .get(0);
                return JSON.readValue(result, TrainedCandidate.class);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) { // Spark throws SparkException without saying so.
                if (isClosed) {
                    throw new InterruptedException("closed");
                }
                if (time.isOver()) {
                    return TrainedCandidate.tookTooLong(limit);
                }
                if (e instanceof SparkException) {
                    return TrainedCandidate.failed("on Spark: " + RunException.firstLine(e));
                }
                throw e;
            }
        }
    }

    private void cancel() {
        context.cancelJobGroup(group);
    }

    @Override
    public void close() {
        isClosed = true;
        if (!context.sc().isStopped()) {
            cancel();
        }
    }
}
