package org.binaryconnect.examples.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.binaryconnect.examples.mnist.Method;
import org.binaryconnect.examples.mnist.PaperNetwork;
import org.binaryconnect.examples.mnist.Recipe;
import org.binaryconnect.layers.weights.Binarization;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;

/** The candidates are the paper's network with other numbers. */
class SearchSpaceTest {

    private static final int EPOCHS = 4;
    private static final long SEED = 9;

    private final MultiLayerSpace space =
            SearchSpace.of(784, 10, List.of(64, 128, 256), EPOCHS, SEED);

    SearchSpaceTest() {
        new RandomSearchGenerator(space);
    }

    private MultiLayerConfiguration candidate(double... values) {
        DL4JConfiguration candidate = space.getValue(values);
        assertEquals(EPOCHS, candidate.getNumEpochs());
        return candidate.getMultiLayerConfiguration();
    }

    @Test
    void threeParametersGiveTheSettings() {
        assertEquals(3, space.numParameters());
        assertEquals(
                new Settings(
                        64,
                        SearchSpace.LOWEST_LEARNING_RATE,
                        Binarization.DETERMINISTIC,
                        784 * 64 + 2 * 64 * 64 + 640),
                rounded(Settings.of(candidate(0, 0, 0))));
        assertEquals(
                new Settings(
                        256,
                        SearchSpace.HIGHEST_LEARNING_RATE,
                        Binarization.STOCHASTIC,
                        784 * 256 + 2 * 256 * 256 + 2560),
                rounded(Settings.of(candidate(1, 1, 1))));
        assertEquals(3e-3, Settings.of(candidate(0.5, 0.5, 0.5)).learningRate(), 1e-9);
        assertEquals(128, Settings.of(candidate(0.5, 0.5, 0.5)).width());
    }

    @Test
    void aCandidateIsThePapersNetworkWithItsSettings() {
        for (double[] values : List.of(new double[] {0, 0.4, 0}, new double[] {0.9, 0.6, 0.9})) {
            MultiLayerConfiguration candidate = candidate(values);
            Settings settings = Settings.of(candidate);
            Recipe recipe =
                    new Recipe(
                            3,
                            (int) settings.width(),
                            EPOCHS,
                            100,
                            Method.ADAM,
                            settings.learningRate(),
                            settings.learningRate() * SearchSpace.LAST_LEARNING_RATE,
                            settings.binarization(),
                            true,
                            SEED);
            MultiLayerConfiguration paper = PaperNetwork.configuration(recipe, 784, 10);
            assertEquals(paper.getConfs().size(), candidate.getConfs().size());
            for (int i = 0; i < paper.getConfs().size(); i++) {
                assertEquals(SEED, candidate.getConf(i).getSeed());
                Layer expected = paper.getConf(i).getLayer();
                Layer layer = candidate.getConf(i).getLayer();
                expected.setLayerName(layer.getLayerName());
                if (layer instanceof BaseLayer base) {
                    assertUpdater(
                            (Adam) ((BaseLayer) expected).getIUpdater(), (Adam) base.getIUpdater());
                    ((BaseLayer) expected).setIUpdater(base.getIUpdater());
                }
                assertEquals(expected, layer, "layer " + i);
            }
        }
    }

    /** The two schedules come to their numbers by different ways, so the last digit may differ. */
    private static void assertUpdater(Adam expected, Adam found) {
        assertEquals(expected.getBeta1(), found.getBeta1());
        assertEquals(expected.getBeta2(), found.getBeta2());
        assertEquals(expected.getEpsilon(), found.getEpsilon());
        for (int epoch = 0; epoch <= EPOCHS; epoch++) {
            double rate = expected.getLearningRate(500 * epoch, epoch);
            assertEquals(rate, found.getLearningRate(500 * epoch, epoch), 1e-12 * rate);
        }
    }

    @Test
    void theSpaceSurvivesJson() {
        MultiLayerSpace copy = MultiLayerSpace.fromJson(space.toJson());
        assertEquals(space, copy);
        double[] values = {0.9, 0.3, 0.9};
        assertEquals(candidate(values), copy.getValue(values).getMultiLayerConfiguration());
    }

    private static Settings rounded(Settings settings) {
        return new Settings(
                settings.width(),
                Math.round(settings.learningRate() * 1e9) / 1e9,
                settings.binarization(),
                settings.binaryWeights());
    }
}
