package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.conf.Networks;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.layers.weights.TestWeights;
import org.binaryconnect.updaters.ScaledUpdater;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.transferlearning.TransferLearningHelper;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;

/** DL4J's TransferLearning on networks with binary layers. */
class TransferLearningTest {

    private static final DataSet DATA = Networks.examples(64, 1);
    private static final BinaryWeights OPTIONS =
            BinaryWeights.DEFAULT
                    .withBinarization(Binarization.STOCHASTIC)
                    .withTestWeights(TestWeights.BINARY)
                    .withClip(0.8);

    private MultiLayerNetwork trained;

    @BeforeEach
    void train() {
        trained = Networks.binary(OPTIONS, Activation.RELU, new Adam(0.02));
        trained.fit(DATA);
    }

    private static FineTuneConfiguration slower() {
        return new FineTuneConfiguration.Builder().seed(3).updater(new Adam(0.002)).build();
    }

    private static ScaledUpdater updater(MultiLayerNetwork network, int layer) {
        BaseLayer conf = (BaseLayer) network.getLayer(layer).conf().getLayer();
        return assertInstanceOf(ScaledUpdater.class, conf.getUpdaterByParam("W"));
    }

    private static void assertWithinClip(INDArray weights) {
        assertTrue(weights.amaxNumber().doubleValue() <= 0.8 + 1e-6);
    }

    @Test
    void aFrozenBinaryLayerAnswersWithItsTestWeightsAndStaysAsItIs() {
        MultiLayerNetwork tuned =
                new TransferLearning.Builder(trained)
                        .fineTuneConfiguration(slower())
                        .setFeatureExtractor(1)
                        .build();
        INDArray frozen = tuned.getParam("0_W").dup();
        INDArray free = tuned.getParam("2_W").dup();
        INDArray output = tuned.output(DATA.getFeatures());

        assertInstanceOf(FrozenLayer.class, tuned.getLayer(0));
        assertEquals(trained.output(DATA.getFeatures()), output);
        for (int i = 0; i < 5; i++) {
            tuned.fit(DATA);
        }
        assertEquals(frozen, tuned.getParam("0_W"));
        assertNotEquals(free, tuned.getParam("2_W"));
        assertWithinClip(tuned.getParam("2_W"));
        assertEquals(trained.getParam("0_W"), frozen);
    }

    /** What DL4J trains on features that it computed once is what it trains in one network. */
    @Test
    void featuresThatAreComputedOnceTrainTheRestAlike() {
        BinaryWeights deterministic = OPTIONS.withBinarization(Binarization.DETERMINISTIC);
        MultiLayerNetwork network = Networks.binary(deterministic, Activation.RELU, new Adam(0.02));
        MultiLayerNetwork whole =
                new TransferLearning.Builder(network)
                        .fineTuneConfiguration(slower())
                        .setFeatureExtractor(1)
                        .build();
        TransferLearningHelper helper = new TransferLearningHelper(whole.clone(), 1);
        for (int i = 0; i < 3; i++) {
            whole.fit(DATA);
            helper.fitFeaturized(helper.featurize(DATA.copy()));
        }

        INDArray rest = helper.unfrozenMLN().params();
        INDArray all = whole.params();
        INDArray end = all.get(NDArrayIndex.interval(all.length() - rest.length(), all.length()));
        assertEquals(0, end.sub(rest).amaxNumber().doubleValue(), 1e-12);
    }

    @Test
    void aLayerOfAnotherSizeIsBinaryWithTheStepScaleOfItsNewFans() {
        MultiLayerNetwork tuned =
                new TransferLearning.Builder(trained)
                        .fineTuneConfiguration(slower())
                        .nOutReplace(2, 30, WeightInit.XAVIER_UNIFORM)
                        .build();
        BinaryDenseLayer second = (BinaryDenseLayer) tuned.getLayer(2).conf().getLayer();

        assertEquals(OPTIONS, second.getBinaryWeights());
        assertEquals(Math.sqrt((20 + 30) / 1.5), updater(tuned, 2).getScale(), 1e-12);
        assertEquals(Math.sqrt((30 + 4) / 1.5), updater(tuned, 3).getScale(), 1e-12);
        assertEquals(new Adam(0.002), updater(tuned, 0).getOptimizer());
        assertEquals(trained.getParam("0_W"), tuned.getParam("0_W"));
        // DL4J's limit of Glorot's uniform distribution.
        double limit = Math.sqrt(6.0 / (20 + 30));
        assertTrue(tuned.getParam("2_W").amaxNumber().doubleValue() <= limit);
        tuned.fit(DATA);
        assertWithinClip(tuned.getParam("2_W"));
    }

    @Test
    void anotherHeadTakesTheOldOnesPlace() {
        MultiLayerNetwork tuned =
                new TransferLearning.Builder(trained)
                        .fineTuneConfiguration(slower())
                        .removeOutputLayer()
                        .addLayer(
                                new BinaryOutputLayer.Builder()
                                        .nIn(9)
                                        .nOut(Networks.CLASSES)
                                        .clip(0.5)
                                        .build())
                        .build();

        assertEquals(0.5, tuned.getParam("3_W").amaxNumber().doubleValue(), 0.05);
        assertEquals(new Adam(0.002), updater(tuned, 3).getOptimizer());
        double before = tuned.score(DATA);
        for (int i = 0; i < 100; i++) {
            tuned.fit(DATA);
        }
        assertTrue(tuned.score(DATA) < 0.8 * before, before + " -> " + tuned.score(DATA));
        assertTrue(tuned.getParam("3_W").amaxNumber().doubleValue() <= 0.5);
        assertWithinClip(tuned.getParam("0_W"));
    }

    @Test
    void aGraphIsTunedAlike() {
        ComputationGraph graph = trained.toComputationGraph();
        ComputationGraph tuned =
                new TransferLearning.GraphBuilder(graph)
                        .fineTuneConfiguration(slower())
                        .setFeatureExtractor("1")
                        .nOutReplace("2", 30, WeightInit.XAVIER_UNIFORM)
                        .build();
        INDArray frozen = tuned.getParam("0_W").dup();
        tuned.fit(DATA);

        // DL4J's builder makes a graph of floats, whatever the original's type.
        assertEquals(trained.getParam("0_W").castTo(DataType.FLOAT), frozen);
        assertEquals(frozen, tuned.getParam("0_W"));
        BinaryDenseLayer second = (BinaryDenseLayer) tuned.getLayer("2").conf().getLayer();
        assertEquals(OPTIONS, second.getBinaryWeights());
        assertEquals(30, second.getNOut());
        ScaledUpdater updater =
                assertInstanceOf(ScaledUpdater.class, second.getUpdaterByParam("W"));
        assertEquals(Math.sqrt((20 + 30) / 1.5), updater.getScale(), 1e-12);
        assertWithinClip(tuned.getParam("2_W"));
    }
}
