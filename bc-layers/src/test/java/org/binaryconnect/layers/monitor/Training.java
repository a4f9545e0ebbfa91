package org.binaryconnect.layers.monitor;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/** Small networks and examples for them: 6 inputs, 2 classes. */
public final class Training {

    private Training() {}

    public static MultiLayerConfiguration configuration(IUpdater updater, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder()
                        .seed(7)
                        .dataType(DataType.DOUBLE)
                        .updater(updater)
                        .list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        return list.build();
    }

    public static MultiLayerNetwork network(IUpdater updater, Layer... layers) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(updater, layers));
        network.init();
        return network;
    }

    /** 40 examples whose class is whether the inputs' sum is above its mean. */
    public static DataSet examples() {
        Nd4j.getRandom().setSeed(3);
        INDArray features = Nd4j.rand(DataType.DOUBLE, 40, 6);
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, 40, 2);
        for (int i = 0; i < 40; i++) {
            labels.putScalar(i, features.getRow(i).sumNumber().doubleValue() > 3 ? 1 : 0, 1);
        }
        return new DataSet(features, labels);
    }
}
