package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.Networks;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingModelSaver;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.saver.LocalFileGraphSaver;
import org.deeplearning4j.earlystopping.saver.LocalFileModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingGraphTrainer;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.parallelism.EarlyStoppingParallelTrainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;

/** Early stopping against the same training by hand. */
@Tag("threads")
class EarlyStoppingTest {

    private static final int EPOCHS = 5;
    private static final DataSet TRAINING = Networks.examples(64, 1);
    private static final DataSet VALIDATION = Networks.examples(64, 2);

    private static DataSetIterator minibatches(DataSet data) {
        return new ListDataSetIterator<>(data.asList(), 16);
    }

    private static MultiLayerNetwork network(Binarization mode) {
        return Networks.binary(
                BinaryWeights.DEFAULT.withBinarization(mode), Activation.RELU, new Adam(0.05));
    }

    private static DataSetLossCalculator loss() {
        return new DataSetLossCalculator(minibatches(VALIDATION), true);
    }

    private static <M extends Model> EarlyStoppingConfiguration<M> configuration(
            EarlyStoppingModelSaver<M> saver) {
        return new EarlyStoppingConfiguration.Builder<M>()
                .epochTerminationConditions(new MaxEpochsTerminationCondition(EPOCHS))
                .scoreCalculator(loss())
                .modelSaver(saver)
                .build();
    }

    /** The validation losses of the epochs, and the parameters of the best one. */
    private record Epochs(List<Double> losses, INDArray best) {

        static Epochs byHand(MultiLayerNetwork network) {
            List<Double> losses = new ArrayList<>();
            INDArray best = null;
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                network.fit(minibatches(TRAINING));
                losses.add(loss().calculateScore(network));
                if (Collections.min(losses).equals(losses.get(epoch))) {
                    best = network.params().dup();
                }
            }
            return new Epochs(losses, best);
        }

        <M extends Model> void assertFoundBy(EarlyStoppingResult<M> result, Layer first) {
            assertEquals(losses, List.copyOf(result.getScoreVsEpoch().values()));
            assertEquals(losses.indexOf(Collections.min(losses)), result.getBestModelEpoch());
            assertEquals(best, result.getBestModel().params());
            assertInstanceOf(BinaryDenseLayer.class, first);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DETERMINISTIC, false",
        "DETERMINISTIC, true",
        "STOCHASTIC, false",
        "STOCHASTIC, true"
    })
    void theBestNetworkIsKept(Binarization mode, boolean inFiles, @TempDir Path folder) {
        EarlyStoppingModelSaver<MultiLayerNetwork> saver =
                inFiles ? new LocalFileModelSaver(folder.toFile()) : new InMemoryModelSaver<>();
        EarlyStoppingResult<MultiLayerNetwork> result =
                new EarlyStoppingTrainer(configuration(saver), network(mode), minibatches(TRAINING))
                        .fit();

        Epochs.byHand(network(mode))
                .assertFoundBy(result, result.getBestModel().getLayer(0).conf().getLayer());
        assertEquals(inFiles, Files.exists(folder.resolve("bestModel.bin")));
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void theBestGraphIsKept(boolean inFiles, @TempDir Path folder) throws IOException {
        EarlyStoppingModelSaver<ComputationGraph> saver =
                inFiles ? new LocalFileGraphSaver(folder.toString()) : new InMemoryModelSaver<>();
        EarlyStoppingResult<ComputationGraph> result =
                new EarlyStoppingGraphTrainer(
                                configuration(saver),
                                network(Binarization.DETERMINISTIC).toComputationGraph(),
                                minibatches(TRAINING))
                        .fit();

        Epochs.byHand(network(Binarization.DETERMINISTIC))
                .assertFoundBy(result, result.getBestModel().getLayer(0).conf().getLayer());
        try (var files = Files.list(folder)) {
            assertEquals(inFiles, files.findAny().isPresent());
        }
    }

    @Test
    void twoWorkersStopEarlyToo() {
        EarlyStoppingResult<MultiLayerNetwork> result =
                new EarlyStoppingParallelTrainer<>(
                                configuration(new InMemoryModelSaver<MultiLayerNetwork>()),
                                network(Binarization.DETERMINISTIC),
                                minibatches(TRAINING),
                                null,
                                2,
                                1,
                                1)
                        .fit();

        MultiLayerNetwork best = result.getBestModel();
        assertEquals(EPOCHS, result.getScoreVsEpoch().size());
        assertEquals(
                Collections.min(result.getScoreVsEpoch().values()), loss().calculateScore(best));
        assertEquals(1, best.getParam("0_W").amaxNumber().doubleValue());
    }

    @ParameterizedTest
    @CsvSource({"DETERMINISTIC", "STOCHASTIC"})
    void aNetworkInMemoryTrainsOnAlone(Binarization mode) throws IOException {
        MultiLayerNetwork network = network(mode);
        network.fit(TRAINING);
        InMemoryModelSaver<MultiLayerNetwork> saver = new InMemoryModelSaver<>();
        saver.saveBestModel(network, 0);
        MultiLayerNetwork saved = saver.getBestModel();
        INDArray params = saved.params().dup();
        INDArray output = saved.output(VALIDATION.getFeatures());
        network.fit(TRAINING);

        assertEquals(params, saved.params());
        assertEquals(output, saved.output(VALIDATION.getFeatures()));
        saved.fit(TRAINING);
        assertEquals(network.params(), saved.params());
        assertTrue(saved.params() != network.params());
    }
}
