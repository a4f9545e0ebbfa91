package org.binaryconnect.examples.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.binaryconnect.examples.data.ImageShape;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.IUpdater;

class RecipeTest {

    @Test
    void theLearningRateFallsFromFirstToLastOverTheWholeSchedule() {
        Recipe recipe = Recipe.DENSE;
        MultiLayerConfiguration configuration = DenseNetwork.configuration(recipe, 784, 10);
        IUpdater updater = ((BinaryDenseLayer) configuration.getConf(0).getLayer()).getIUpdater();

        assertEquals(1e-3, updater.getLearningRate(0, 0), 1e-12);
        assertEquals(3e-6, updater.getLearningRate(0, recipe.epochs()), 1e-12);
        assertEquals(
                updater.getLearningRate(0, 5) * Math.pow(3e-3, 1.0 / 20),
                updater.getLearningRate(0, 6),
                1e-12);
    }

    @Test
    void theNetworkIsThePapers() {
        MultiLayerConfiguration configuration = DenseNetwork.configuration(Recipe.DENSE, 784, 10);

        assertEquals(
                List.of("hidden1", "hidden1-norm", "hidden1-relu", "hidden2"),
                configuration.getConfs().subList(0, 4).stream()
                        .map(conf -> conf.getLayer().getLayerName())
                        .toList());
        long weights =
                configuration.getConfs().stream()
                        .filter(conf -> conf.getLayer() instanceof BinaryDenseLayer)
                        .mapToLong(
                                conf -> {
                                    BinaryDenseLayer dense = (BinaryDenseLayer) conf.getLayer();
                                    return dense.getNIn() * dense.getNOut();
                                })
                        .sum();
        assertEquals(2_910_208, weights);
    }

    @Test
    void impossibleRecipesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Recipe.DENSE.withEpochs(0));
        assertThrows(IllegalArgumentException.class, () -> Recipe.DENSE.withWidth(-1));
        assertThrows(IllegalArgumentException.class, () -> Recipe.DENSE.withBatchSize(0));
        assertThrows(IllegalArgumentException.class, () -> Recipe.DENSE.withFirstLearningRate(0));
        assertThrows(IllegalArgumentException.class, () -> Noise.dropout(1));
        assertThrows(IllegalArgumentException.class, () -> Noise.gaussian(-0.1));
    }

    /** Weights of the paper's sections 3.2 and 3.3, added up by hand. */
    @Test
    void theConvolutionalNetworksAreThePapers() {
        assertEquals(14_022_016, weights(128));
        assertEquals(6_397_632, weights(64));
    }

    private static long weights(int channels) {
        MultiLayerConfiguration configuration =
                ConvolutionalNetwork.configuration(
                        Recipe.DENSE.withWidth(channels), 1024, new ImageShape(3, 32, 32), 10);
        return configuration.getConfs().stream()
                .map(conf -> conf.getLayer())
                .filter(layer -> layer instanceof BinaryLayer)
                .mapToLong(layer -> layer.initializer().numParams(layer))
                .sum();
    }

    @Test
    void realWeightsAreDl4jsOwnLayers() {
        MultiLayerConfiguration configuration =
                DenseNetwork.configuration(
                        Recipe.DENSE
                                .withWeights(Weights.REAL)
                                .withInputNoise(Noise.dropout(0.2))
                                .withHiddenNoise(Noise.dropout(0.5)),
                        784,
                        10);

        DenseLayer first = (DenseLayer) configuration.getConf(0).getLayer();
        DenseLayer second = (DenseLayer) configuration.getConf(3).getLayer();
        assertEquals(DenseLayer.class, first.getClass());
        assertEquals(new Dropout(0.8), first.getIDropout());
        assertEquals(new Dropout(0.5), second.getIDropout());
    }
}
