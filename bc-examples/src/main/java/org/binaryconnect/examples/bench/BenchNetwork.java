package org.binaryconnect.examples.bench;

import java.util.Locale;
import org.binaryconnect.layers.convert.BinaryConversion;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** The networks that are timed: of plain DL4J layers, and the same ones converted. */
enum BenchNetwork {

    /** 784-1024-1024-1024-10, the paper's sizes. */
    DENSE("dense 3x1024", InputType.feedForward(784)) {
        @Override
        void layers(NeuralNetConfiguration.ListBuilder list) {
            for (int i = 0; i < 3; i++) {
                list.layer(new DenseLayer.Builder().nOut(1024).hasBias(false).build());
                normalizeAndRectify(list);
            }
        }
    },

    /** Two convolutions of 3x3 on 32x32 color images, 32 and 64 channels, each pooled. */
    CNN("CNN 32-64", InputType.convolutional(32, 32, 3)) {
        @Override
        void layers(NeuralNetConfiguration.ListBuilder list) {
            for (int channels : new int[] {32, 64}) {
                list.layer(
                        new ConvolutionLayer.Builder(3, 3).nOut(channels).hasBias(false).build());
                normalizeAndRectify(list);
                list.layer(new SubsamplingLayer.Builder().build());
            }
        }
    };

    /** What the weights are. */
    enum Weights {
        PLAIN,
        DETERMINISTIC,
        STOCHASTIC;

        String title() {
            return this == PLAIN ? "plain DL4J" : "binary, " + name().toLowerCase(Locale.ROOT);
        }
    }

    static final int BATCH = 100;
    private static final int CLASSES = 10;

    private final String title;
    private final InputType input;

    BenchNetwork(String title, InputType input) {
        this.title = title;
        this.input = input;
    }

    String title() {
        return title;
    }

    abstract void layers(NeuralNetConfiguration.ListBuilder list);

    private static void normalizeAndRectify(NeuralNetConfiguration.ListBuilder list) {
        list.layer(new BatchNormalization());
        list.layer(new ActivationLayer.Builder().activation(Activation.RELU).build());
    }

    /** A new network, ready to be trained. */
    MultiLayerNetwork create(Weights weights) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder()
                        .seed(1)
                        .updater(new Adam(1e-3))
                        .activation(Activation.IDENTITY)
                        .list();
        layers(list);
        list.layer(new OutputLayer.Builder().nOut(CLASSES).activation(Activation.SOFTMAX).build());
        MultiLayerConfiguration configuration = list.setInputType(input).build();
        if (weights != Weights.PLAIN) {
            configuration =
                    new BinaryConversion.Builder<>(configuration)
                            .binaryWeights(
                                    BinaryWeights.DEFAULT.withBinarization(
                                            Binarization.valueOf(weights.name())))
                            .build()
                            .result();
        }
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    /** A minibatch of random examples. */
    DataSet minibatch() {
        Nd4j.getRandom().setSeed(2);
        long[] shape = input.getShape(true).clone();
        shape[0] = BATCH;
        INDArray labels = Nd4j.zeros(BATCH, CLASSES);
        for (int i = 0; i < BATCH; i++) {
            labels.putScalar(i, i % CLASSES, 1);
        }
        return new DataSet(Nd4j.rand(DataType.FLOAT, shape), labels);
    }
}
