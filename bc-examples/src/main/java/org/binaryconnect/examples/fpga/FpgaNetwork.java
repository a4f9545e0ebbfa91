package org.binaryconnect.examples.fpga;

import java.io.IOException;
import java.nio.file.Path;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.examples.recipe.DenseNetwork;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.examples.training.ImageTraining;
import org.binaryconnect.examples.training.Progress;
import org.binaryconnect.examples.training.Training;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.HingeLossLayer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;

/**
 * Networks whose weights fit the 128 Kbit of block RAM of an iCE40 HX8K, beside everything else.
 */
enum FpgaNetwork {

    /** 784-112-10: 7 rounds of 16 outputs, 24 of the 32 block RAMs. */
    DENSE("dense", 1, 112, 20) {
        @Override
        MultiLayerConfiguration configuration(Recipe recipe) {
            return DenseNetwork.configuration(recipe, MnistData.INPUTS, MnistData.CLASSES);
        }
    },

    /** Two binary convolutions 3x3 with pooling, 16 and 32 channels, and a binary head. */
    CNN("cnn", 2, 16, 8) {
        @Override
        MultiLayerConfiguration configuration(Recipe recipe) {
            NeuralNetConfiguration.ListBuilder list =
                    new NeuralNetConfiguration.Builder()
                            .seed(recipe.seed())
                            .updater(recipe.method().updater(recipe))
                            .list();
            int channels = recipe.width();
            for (int i = 1; i <= recipe.hiddenLayers(); i++) {
                list.layer(convolution("convolution" + i, channels));
                list.layer(normalization("convolution" + i + "-norm"));
                list.layer(
                        new ActivationLayer.Builder()
                                .name("convolution" + i + "-relu")
                                .activation(Activation.RELU)
                                .build());
                list.layer(
                        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                                .name("pooling" + i)
                                .kernelSize(2, 2)
                                .stride(2, 2)
                                .build());
                channels *= 2;
            }
            list.layer(head());
            list.layer(normalization("output-norm"));
            list.layer(new HingeLossLayer.Builder().name("loss").build());
            return list.setInputType(InputType.convolutionalFlat(28, 28, 1)).build();
        }
    };

    private final String id;
    private final Recipe recipe;

    /**
     * @param width units, or channels of the first convolution
     */
    FpgaNetwork(String id, int hiddenLayers, int width, int epochs) {
        this.id = id;
        this.recipe =
                Recipe.DENSE.withHiddenLayers(hiddenLayers).withWidth(width).withEpochs(epochs);
    }

    /** The name of files and folders. */
    String id() {
        return id;
    }

    Recipe recipe() {
        return recipe;
    }

    /** For inputs [batch, 784] and labels -1 and +1, [batch, 10]; evaluated with binary weights. */
    abstract MultiLayerConfiguration configuration(Recipe recipe);

    private static BinaryConvolutionLayer convolution(String name, int channels) {
        return new BinaryConvolutionLayer.Builder(3, 3)
                .name(name)
                .nOut(channels)
                .activation(Activation.IDENTITY)
                .hasBias(false)
                .build();
    }

    private static BinaryDenseLayer head() {
        return new BinaryDenseLayer.Builder()
                .name("output")
                .nOut(MnistData.CLASSES)
                .activation(Activation.IDENTITY)
                .hasBias(false)
                .build();
    }

    private static BatchNormalization normalization(String name) {
        return new BatchNormalization.Builder()
                .name(name)
                .decay(DenseNetwork.DECAY)
                .eps(DenseNetwork.EPSILON)
                .build();
    }

    /**
     * Trains it.
     *
     * @param epochs length of the whole schedule; null for that of the recipe
     * @param folder holds the run
     * @param restart whether a run in the folder is thrown away instead of continued
     */
    Training.Result train(
            Integer epochs, MnistData data, Path folder, boolean restart, Progress progress)
            throws IOException, RunException {
        Recipe shortened = epochs == null ? recipe : recipe.withEpochs(epochs);
        return new Training(
                        shortened,
                        configuration(shortened),
                        ImageTraining.flat(data.imageSets()),
                        folder,
                        restart,
                        progress)
                .run();
    }
}
