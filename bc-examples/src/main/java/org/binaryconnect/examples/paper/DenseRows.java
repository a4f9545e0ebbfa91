package org.binaryconnect.examples.paper;

import java.util.List;
import org.binaryconnect.examples.recipe.Noise;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.examples.recipe.Weights;

/**
 * Rows of the paper's Table 2 for MNIST: 3 hidden layers of 1024, with the optimizer and learning
 * rates of the paper's program (Adam, 0.001 to 0.000003 over 250 epochs, batches of 100). The paper
 * itself reports stochastic gradient descent over 1000 epochs, with rates that are known for the
 * stochastic row only.
 */
final class DenseRows {

    private static final Recipe RECIPE = Recipe.DENSE.withEpochs(250);

    private DenseRows() {}

    /** The rows. */
    static List<Row> table() {
        return List.of(
                row("no-regularizer", "No regularizer", "1.30 ± 0.04", "-", Weights.REAL),
                row(
                        "deterministic",
                        "BinaryConnect (det.)",
                        "1.29 ± 0.08",
                        "1.08",
                        Weights.DETERMINISTIC),
                row(
                        "stochastic",
                        "BinaryConnect (stoch.)",
                        "1.18 ± 0.04",
                        "0.99",
                        Weights.STOCHASTIC),
                new Row(
                        "dropout",
                        "50 % dropout",
                        "1.01 ± 0.04",
                        "-",
                        // The paper does not state the input's; 20 % is what dropout's authors use.
                        RECIPE.withWeights(Weights.REAL)
                                .withInputNoise(Noise.dropout(0.2))
                                .withHiddenNoise(Noise.dropout(0.5))),
                new Row(
                        "unscaled",
                        "det., without learning-rate scaling",
                        "",
                        "-",
                        RECIPE.withScaleStep(false)));
    }

    private static Row row(String id, String title, String paper, String known, Weights weights) {
        return new Row(id, title, paper, known, RECIPE.withWeights(weights));
    }
}
