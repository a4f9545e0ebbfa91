package org.binaryconnect.examples.recipe;

import org.binaryconnect.examples.data.ImageShape;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * The paper's convolutional networks (sections 3.2 and 3.3): stages of two convolutions of 3x3, the
 * second one pooled, each stage of twice the channels of the one before; two fully connected
 * layers; and the output of {@link DenseNetwork}.
 */
public final class ConvolutionalNetwork {

    /** As {@link DenseNetwork#DECAY}; the paper's programs have 1 - 0.1. */
    private static final double DECAY = 0.9;

    private static final int DENSE_LAYERS = 2;

    private ConvolutionalNetwork() {}

    /**
     * The configuration for images [batch, channels, height, width] and labels [batch, classes].
     *
     * @param units of each fully connected layer
     * @param images their size, each side at least 2^stages
     */
    public static MultiLayerConfiguration configuration(
            Recipe recipe, int units, ImageShape images, int classes) {
        RecipeLayers layers = new RecipeLayers(recipe, DECAY);
        int channels = recipe.width();
        for (int stage = 1; stage <= recipe.hiddenLayers(); stage++) {
            layers.convolution("convolution" + stage + "a", channels, false);
            layers.convolution("convolution" + stage + "b", channels, true);
            channels *= 2;
        }
        for (int i = 1; i <= DENSE_LAYERS; i++) {
            layers.dense("dense" + i, units);
        }
        return layers.output(classes)
                .setInputType(
                        InputType.convolutional(images.height(), images.width(), images.channels()))
                .build();
    }
}
