package org.binaryconnect.examples.recipe;

import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.HingeLossLayer;
import org.binaryconnect.layers.conf.OnePassBatchNormalization;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.TestWeights;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * The layers of a network, one behind the other, as the paper has them: weights without bias, max
 * pooling, batch normalization, ReLU. Real weights are DL4J's own layers with Glorot's uniform
 * initialization, as in the paper's program; stochastic ones are evaluated as real weights.
 */
final class RecipeLayers {

    private final Recipe recipe;
    private final double decay;
    private final NeuralNetConfiguration.ListBuilder list;
    private boolean isFirst = true;

    /**
     * @param decay the weight of the past in the moving averages of batch normalization
     */
    RecipeLayers(Recipe recipe, double decay) {
        this.recipe = recipe;
        this.decay = decay;
        list =
                new NeuralNetConfiguration.Builder()
                        .seed(recipe.seed())
                        .updater(recipe.method().updater(recipe))
                        .activation(Activation.IDENTITY)
                        .list();
    }

    /** A fully connected layer with batch normalization and ReLU. */
    void dense(String name, int units) {
        add(denseWeights(name, units));
        normalize(name);
        rectify(name);
    }

    /** The last layer with weights, batch normalization, and the squared hinge loss. */
    NeuralNetConfiguration.ListBuilder output(int classes) {
        add(denseWeights("output", classes));
        normalize("output");
        add(new HingeLossLayer.Builder().name("loss").build());
        return list;
    }

    /**
     * A convolution of 3x3 that keeps the size, with batch normalization and ReLU.
     *
     * @param pools whether 2x2 pixels become one before the normalization
     */
    void convolution(String name, int channels, boolean pools) {
        add(convolutionWeights(name, channels));
        if (pools) {
            add(
                    new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                            .name(name + "-pool")
                            .kernelSize(2, 2)
                            .stride(2, 2)
                            .build());
        }
        normalize(name);
        rectify(name);
    }

    private void add(Layer layer) {
        list.layer(layer);
    }

    private void normalize(String name) {
        BatchNormalization normalization =
                new OnePassBatchNormalization.Builder()
                        .name(name + "-norm")
                        .decay(decay)
                        .eps(DenseNetwork.EPSILON)
                        .build();
        add(normalization);
    }

    private void rectify(String name) {
        Noise noise = recipe.hiddenNoise();
        if (noise.kind() == Noise.Kind.GAUSSIAN && noise.amount() > 0) {
            add(new DropoutLayer.Builder(noise.dropout()).name(name + "-noise").build());
        }
        add(new ActivationLayer.Builder().name(name + "-relu").activation(Activation.RELU).build());
    }

    private Layer denseWeights(String name, int units) {
        IDropout noise = nextNoise();
        if (recipe.weights() == Weights.REAL) {
            return new DenseLayer.Builder()
                    .name(name)
                    .nOut(units)
                    .hasBias(false)
                    .weightInit(WeightInit.XAVIER_UNIFORM)
                    .dropOut(noise)
                    .build();
        }
        return new BinaryDenseLayer.Builder()
                .name(name)
                .nOut(units)
                .hasBias(false)
                .dropOut(noise)
                .binarization(binarization())
                .scaleStep(recipe.scaleStep())
                .testWeights(testWeights())
                .build();
    }

    private Layer convolutionWeights(String name, int channels) {
        IDropout noise = nextNoise();
        if (recipe.weights() == Weights.REAL) {
            return new ConvolutionLayer.Builder(3, 3)
                    .name(name)
                    .nOut(channels)
                    .convolutionMode(ConvolutionMode.Same)
                    .hasBias(false)
                    .weightInit(WeightInit.XAVIER_UNIFORM)
                    .dropOut(noise)
                    .build();
        }
        return new BinaryConvolutionLayer.Builder(3, 3)
                .name(name)
                .nOut(channels)
                .convolutionMode(ConvolutionMode.Same)
                .hasBias(false)
                .dropOut(noise)
                .binarization(binarization())
                .scaleStep(recipe.scaleStep())
                .testWeights(testWeights())
                .build();
    }

    /** Of the inputs of the next layer with weights. */
    private IDropout nextNoise() {
        Noise noise = isFirst ? recipe.inputNoise() : recipe.hiddenNoise();
        boolean isInFront = isFirst || noise.kind() == Noise.Kind.DROPOUT;
        isFirst = false;
        return isInFront ? noise.dropout() : null;
    }

    private Binarization binarization() {
        return recipe.weights() == Weights.STOCHASTIC
                ? Binarization.STOCHASTIC
                : Binarization.DETERMINISTIC;
    }

    private TestWeights testWeights() {
        return recipe.weights() == Weights.STOCHASTIC ? TestWeights.REAL : TestWeights.BINARY;
    }
}
