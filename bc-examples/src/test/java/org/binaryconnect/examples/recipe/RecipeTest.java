package org.binaryconnect.examples.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.weights.Binarization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.IUpdater;

class RecipeTest {

    @Test
    void theLearningRateFallsFromFirstToLastOverTheWholeSchedule() {
        Recipe recipe = Recipe.PAPER;
        MultiLayerConfiguration configuration = PaperNetwork.configuration(recipe, 784, 10);
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
        MultiLayerConfiguration configuration = PaperNetwork.configuration(Recipe.PAPER, 784, 10);

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
        assertThrows(IllegalArgumentException.class, () -> Recipe.QUICK.withEpochs(0));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new Recipe(
                                3,
                                -1,
                                1,
                                100,
                                Method.ADAM,
                                1e-3,
                                3e-6,
                                Binarization.DETERMINISTIC,
                                true,
                                1));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new Recipe(
                                3,
                                8,
                                1,
                                100,
                                Method.ADAM,
                                0,
                                3e-6,
                                Binarization.DETERMINISTIC,
                                true,
                                1));
    }
}
