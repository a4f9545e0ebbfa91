package org.binaryconnect.examples.search.candidate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.batches.ShuffledBatches;
import org.binaryconnect.examples.search.data.SearchData;
import org.binaryconnect.layers.training.BatchNormStatistics;
import org.binaryconnect.layers.training.ClassificationError;
import org.binaryconnect.layers.training.HingeLabels;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossSquaredHinge;

/** Trains candidates, in whatever process: the result depends on the task and the data alone. */
public final class CandidateTraining {

    private final SearchData data;

    public CandidateTraining(SearchData data) {
        this.data = data;
    }

    /**
     * Trains one candidate.
     *
     * @param epochDone is told the number of each epoch that ended
     */
    public TrainedCandidate run(CandidateTask task, IntConsumer epochDone) {
        try {
            return new Run(task).train(epochDone);
        } catch (RuntimeException | IOException | OutOfMemoryError e) {
            String first = RunException.firstLine(e);
            return TrainedCandidate.failed(
                    e.getClass().getSimpleName() + (first.isEmpty() ? "" : ": " + first));
        }
    }

    private final class Run {

        private final CandidateTask task;
        private final Model network;
        private final ShuffledBatches batches;
        private final List<Double> errors = new ArrayList<>();
        private long fitNanos;
        private long evaluateNanos;
        private double lowest = Double.POSITIVE_INFINITY;
        private byte[] best;

        Run(CandidateTask task) {
            this.task = task;
            this.network = network(task);
            this.batches = data.training(task.seed());
            if (isHinge(network)) {
                batches.setPreProcessor(new HingeLabels());
            }
        }

        TrainedCandidate train(IntConsumer epochDone) throws IOException {
            boolean isStopped = false;
            for (int epoch = 0; epoch < task.epochs() && !isStopped; epoch++) {
                batches.setEpoch(epoch);
                long start = System.nanoTime();
                fit(network, batches);
                long fitted = System.nanoTime();
                double error = error();
                evaluateNanos += System.nanoTime() - fitted;
                fitNanos += fitted - start;
                if (Double.isNaN(network.score())) {
                    return TrainedCandidate.failed(
                            "the loss is not a number after epoch %d".formatted(epoch + 1));
                }
                errors.add(error);
                if (error <= lowest) {
                    lowest = error;
                    best = bytes(network);
                }
                Double limit = task.stopAbove().get(epoch);
                isStopped = limit != null && lowest > limit && epoch + 1 < task.epochs();
                epochDone.accept(epoch + 1);
            }
            return new TrainedCandidate(
                    List.copyOf(errors),
                    isStopped,
                    null,
                    fitNanos / 1e9,
                    evaluateNanos / 1e9,
                    best);
        }

        private double error() {
            BatchNormStatistics.reestimate(network, data.firstTraining());
            return ClassificationError.of(network, data.validation());
        }
    }

    private static Model network(CandidateTask task) {
        Model network =
                task.isGraph()
                        ? new ComputationGraph(
                                ComputationGraphConfiguration.fromJson(task.configuration()))
                        : new MultiLayerNetwork(
                                MultiLayerConfiguration.fromJson(task.configuration()));
        network.init();
        return network;
    }

    private static void fit(Model network, DataSetIterator batches) {
        if (network instanceof ComputationGraph graph) {
            graph.fit(batches);
        } else {
            ((MultiLayerNetwork) network).fit(batches);
        }
    }

    private static byte[] bytes(Model network) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, out, false);
        return out.toByteArray();
    }

    /** Hinge losses want labels -1 and +1. */
    private static boolean isHinge(Model network) {
        org.deeplearning4j.nn.api.Layer last =
                network instanceof ComputationGraph graph
                        ? graph.getOutputLayer(0)
                        : ((MultiLayerNetwork) network).getOutputLayer();
        org.deeplearning4j.nn.conf.layers.Layer conf = last.conf().getLayer();
        ILossFunction loss =
                conf instanceof LossLayer layer
                        ? layer.getLossFn()
                        : conf instanceof BaseOutputLayer layer ? layer.getLossFn() : null;
        return loss instanceof LossHinge || loss instanceof LossSquaredHinge;
    }
}
