package org.binaryconnect.examples.paper;

import java.util.List;
import org.binaryconnect.examples.recipe.Noise;
import org.binaryconnect.examples.recipe.Recipe;

/**
 * A recipe for permutation-invariant MNIST with one bit a weight at test that goes below the
 * paper's, and what each of its parts adds: the paper's network and optimizer, a learning rate five
 * times as high, and normally distributed noise of deviation 0.3 on the input and on the normalized
 * values before each ReLU, as Rasmus et al. 2015 ("Semi-supervised learning with ladder networks")
 * have it in their baseline of real weights; then twice the epochs.
 *
 * <p>Batch-norm statistics are re-estimated with the binary weights before each evaluation in all
 * rows.
 */
final class BestRows {

    private static final Noise NOISE = Noise.gaussian(0.3);
    private static final int EPOCHS = 50;

    private static final Recipe PAPER = Recipe.DENSE.withEpochs(EPOCHS);
    private static final Recipe RATES =
            PAPER.withFirstLearningRate(5e-3).withLastLearningRate(1.5e-5);
    private static final Recipe INPUT_NOISE = RATES.withInputNoise(NOISE);
    private static final Recipe BOTH_NOISES = INPUT_NOISE.withHiddenNoise(NOISE);

    /** The whole recipe. */
    static final Row BEST =
            row(
                    "best",
                    "+ twice the epochs: the best recipe",
                    "1.08",
                    BOTH_NOISES.withEpochs(2 * EPOCHS));

    private BestRows() {}

    /** Each row adds something to the one before it. */
    static List<Row> rows() {
        return List.of(
                row("deterministic", "the paper's, deterministic", "", PAPER),
                row("rates", "+ learning rate 0.005", "", RATES),
                row("input-noise", "+ noise on the input", "", INPUT_NOISE),
                row("noise", "+ noise before each ReLU", "", BOTH_NOISES),
                BEST);
    }

    private static Row row(String id, String title, String known, Recipe recipe) {
        return new Row(id, title, "", known, recipe);
    }
}
