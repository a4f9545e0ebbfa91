package org.binaryconnect.examples.paper;

import org.binaryconnect.examples.recipe.Recipe;

/**
 * What a run gave; a line of the results file.
 *
 * @param row its {@link Row#id}
 * @param bestEpoch of the lowest validation error; the errors are that epoch's
 * @param validationError share of validation examples classified wrongly
 * @param testError alike, of the test examples, with the weights that the paper tests: real ones
 *     for stochastic binarization, otherwise those of the training
 * @param signError alike, with one bit a weight and batch-norm statistics estimated with these
 *     weights; null for a network that was trained with real weights
 * @param iterationMilliseconds median over the epochs of the mean time of a training iteration
 * @param seconds training and validation, over all the parts that the run was cut into
 */
record RunResult(
        String row,
        Recipe recipe,
        int bestEpoch,
        double validationError,
        double testError,
        Double signError,
        double iterationMilliseconds,
        double seconds) {

    boolean isOf(String otherRow, Recipe otherRecipe) {
        return row.equals(otherRow) && recipe.equals(otherRecipe);
    }
}
