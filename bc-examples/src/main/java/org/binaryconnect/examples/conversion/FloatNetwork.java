package org.binaryconnect.examples.conversion;

import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.updaters.schedule.ExponentialDecaySchedule;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ScheduleType;

/** The float network of which a binary one is made: plain DL4J, as its users write them. */
final class FloatNetwork {

    /** Length of its training. */
    static final int EPOCHS = 8;

    static final double FIRST_LEARNING_RATE = 1e-3;
    static final double LAST_LEARNING_RATE = 1e-5;

    private static final int HIDDEN_LAYERS = 3;
    private static final int WIDTH = 1024;

    private FloatNetwork() {}

    /** 784-1024-1024-1024-10 with batch normalization, softmax at the end. */
    static MultiLayerConfiguration configuration(long seed) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder()
                        .seed(seed)
                        .updater(
                                new Adam(
                                        new ExponentialDecaySchedule(
                                                ScheduleType.EPOCH,
                                                FIRST_LEARNING_RATE,
                                                LAST_LEARNING_RATE,
                                                EPOCHS)))
                        .activation(Activation.IDENTITY)
                        .list();
        for (int i = 1; i <= HIDDEN_LAYERS; i++) {
            list.layer(new DenseLayer.Builder().name("hidden" + i).nOut(WIDTH).build());
            list.layer(new BatchNormalization.Builder().name("hidden" + i + "-norm").build());
            list.layer(
                    new ActivationLayer.Builder()
                            .name("hidden" + i + "-relu")
                            .activation(Activation.RELU)
                            .build());
        }
        list.layer(
                new OutputLayer.Builder()
                        .name("output")
                        .nOut(MnistData.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build());
        return list.setInputType(InputType.feedForward(MnistData.INPUTS)).build();
    }
}
