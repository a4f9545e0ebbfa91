package org.binaryconnect.examples.search.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.search.candidate.CandidateTask;
import org.binaryconnect.examples.search.candidate.TrainedCandidate;
import org.binaryconnect.examples.search.data.SearchData;
import org.binaryconnect.examples.search.job.Job;
import org.binaryconnect.examples.search.run.CandidateResult.Status;
import org.binaryconnect.hwexport.pipeline.DeploymentCost;
import org.binaryconnect.hwexport.pipeline.DeploymentCost.Metric;
import org.binaryconnect.hwexport.read.Examples;
import org.binaryconnect.hwexport.read.ModelReader;
import org.binaryconnect.hwexport.read.TrainedNetwork;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.GraphConfiguration;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A candidate that was drawn: its network, and what that costs on the device. The cost follows from
 * the configuration, so it is known before any training.
 */
final class Drawn {

    private final Job job;
    private final Candidate<?> candidate;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private String configuration;
    private boolean isGraph;
    private DeploymentCost cost;
    private String failure;

    Drawn(Job job, SearchData data, Candidate<?> candidate) {
        this.job = job;
        this.candidate = candidate;
        job.parameters()
                .forEach(
                        (name, space) ->
                                parameters.put(
                                        name, text(space.getValue(candidate.getFlatParameters()))));
        try {
            if (candidate.getException() != null) {
                throw new IllegalArgumentException(candidate.getException());
            }
            cost = cost(network(candidate.getValue()), data);
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            failure = "cannot be made: " + RunException.firstLine(cause);
        }
    }

    private static String text(Object value) {
        return value instanceof int[] sizes
                ? Arrays.toString(sizes)
                : value instanceof Double number
                        ? String.format(Locale.ROOT, "%.4g", number)
                        : String.valueOf(value);
    }

    private Model network(Object value) {
        Model network;
        if (value instanceof GraphConfiguration graph) {
            isGraph = true;
            configuration = graph.getConfiguration().toJson();
            network = new ComputationGraph(graph.getConfiguration());
        } else {
            var layers = ((DL4JConfiguration) value).getMultiLayerConfiguration();
            configuration = layers.toJson();
            network = new MultiLayerNetwork(layers);
        }
        network.init();
        return network;
    }

    private DeploymentCost cost(Model network, SearchData data) {
        TrainedNetwork trained = ModelReader.read(network, data.exampleShape());
        Examples examples =
                Examples.read(data.firstTraining(), trained.features(), DeploymentCost.EXAMPLES);
        return DeploymentCost.of(trained, examples, job.core(), job.objectives().limit(Metric.RAM));
    }

    int index() {
        return candidate.getIndex();
    }

    Candidate<?> candidate() {
        return candidate;
    }

    /** Null if it can be trained; else what became of it. */
    CandidateResult refusal() {
        if (failure != null) {
            return result(Status.FAILED, List.of(), failure, 0, 0, 0);
        }
        return job.objectives()
                .exceeded(cost)
                .map(limit -> result(Status.INFEASIBLE, List.of(), limit, 0, 0, 0))
                .orElse(null);
    }

    CandidateTask task(List<Double> stopAbove) {
        return new CandidateTask(
                index(), configuration, isGraph, job.epochs(), job.seed(), stopAbove);
    }

    CandidateResult result(TrainedCandidate outcome, double seconds) {
        Status status =
                outcome.failure() != null
                        ? Status.FAILED
                        : outcome.isStopped() ? Status.STOPPED : Status.COMPLETE;
        return result(
                status,
                outcome.errors(),
                outcome.failure(),
                outcome.fitSeconds(),
                outcome.evaluateSeconds(),
                seconds);
    }

    private CandidateResult result(
            Status status,
            List<Double> errors,
            String reason,
            double fitSeconds,
            double evaluateSeconds,
            double seconds) {
        return new CandidateResult(
                index(),
                status,
                candidate.getFlatParameters(),
                parameters,
                cost,
                errors,
                reason,
                fitSeconds,
                evaluateSeconds,
                seconds);
    }
}
