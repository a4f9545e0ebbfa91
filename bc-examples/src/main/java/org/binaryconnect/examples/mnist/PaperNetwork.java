package org.binaryconnect.examples.mnist;

import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.HingeLossLayer;
import org.binaryconnect.layers.weights.TestWeights;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.nd4j.linalg.activations.Activation;

/**
 * The paper's fully connected network (section 3.1): binary dense layers without bias, batch
 * normalization after every one of them, ReLU between, squared hinge loss on labels -1 and +1.
 */
public final class PaperNetwork {

    /**
     * The weight of the past in the moving averages of batch normalization; the paper's program has
     * 1 - 0.15.
     */
    public static final double DECAY = 0.85;

    /** As in the paper's program. */
    public static final double EPSILON = 1e-4;

    private PaperNetwork() {}

    /**
     * The configuration for inputs [batch, inputs] and labels [batch, classes]; evaluated with
     * binary weights.
     */
    public static MultiLayerConfiguration configuration(Recipe recipe, int inputs, int classes) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder()
                        .seed(recipe.seed())
                        .updater(recipe.method().updater(recipe))
                        .list();
        int fanIn = inputs;
        for (int i = 1; i <= recipe.hiddenLayers(); i++) {
            list.layer(dense(recipe, "hidden" + i, fanIn, recipe.width()));
            list.layer(batchNormalization("hidden" + i + "-norm", recipe.width()));
            list.layer(
                    new ActivationLayer.Builder()
                            .name("hidden" + i + "-relu")
                            .activation(Activation.RELU)
                            .build());
            fanIn = recipe.width();
        }
        list.layer(dense(recipe, "output", fanIn, classes));
        list.layer(batchNormalization("output-norm", classes));
        list.layer(new HingeLossLayer.Builder().name("loss").build());
        return list.build();
    }

    private static BinaryDenseLayer dense(Recipe recipe, String name, int fanIn, int units) {
        return new BinaryDenseLayer.Builder()
                .name(name)
                .nIn(fanIn)
                .nOut(units)
                .activation(Activation.IDENTITY)
                .hasBias(false)
                .binarization(recipe.binarization())
                .scaleStep(recipe.scaleStep())
                .testWeights(TestWeights.BINARY)
                .build();
    }

    private static BatchNormalization batchNormalization(String name, int units) {
        return new BatchNormalization.Builder()
                .name(name)
                .nIn(units)
                .nOut(units)
                .decay(DECAY)
                .eps(EPSILON)
                .build();
    }
}
