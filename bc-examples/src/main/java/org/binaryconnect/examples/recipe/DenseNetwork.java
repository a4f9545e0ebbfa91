package org.binaryconnect.examples.recipe;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * The paper's fully connected network (section 3.1): dense layers without bias, batch normalization
 * after every one of them, ReLU between, squared hinge loss on labels -1 and +1.
 */
public final class DenseNetwork {

    /**
     * The weight of the past in the moving averages of batch normalization; the paper's program has
     * 1 - 0.15.
     */
    public static final double DECAY = 0.85;

    /** Of batch normalization, as in the paper's program. */
    public static final double EPSILON = 1e-4;

    private DenseNetwork() {}

    /** The configuration for inputs [batch, inputs] and labels [batch, classes]. */
    public static MultiLayerConfiguration configuration(Recipe recipe, int inputs, int classes) {
        RecipeLayers layers = new RecipeLayers(recipe, DECAY);
        for (int i = 1; i <= recipe.hiddenLayers(); i++) {
            layers.dense("hidden" + i, recipe.width());
        }
        return layers.output(classes).setInputType(InputType.feedForward(inputs)).build();
    }
}
