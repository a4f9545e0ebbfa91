package org.binaryconnect.layers.conf;

import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.updaters.arrays.Binarizer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/** Small networks for tests: 12 inputs, 20 and 9 hidden units, 4 classes. */
public final class Networks {

    public static final int INPUTS = 12;
    public static final int CLASSES = 4;

    private Networks() {}

    public static MultiLayerNetwork binary(
            BinaryWeights weights, Activation activation, IUpdater updater) {
        return init(
                updater,
                new BinaryDenseLayer.Builder()
                        .name("first")
                        .nIn(INPUTS)
                        .nOut(20)
                        .activation(Activation.IDENTITY)
                        .hasBias(false)
                        .binaryWeights(weights)
                        .build(),
                new BatchNormalization.Builder().nIn(20).nOut(20).build(),
                new BinaryDenseLayer.Builder()
                        .name("second")
                        .nIn(20)
                        .nOut(9)
                        .activation(activation)
                        .binaryWeights(weights)
                        .build(),
                new BinaryOutputLayer.Builder()
                        .name("classes")
                        .nIn(9)
                        .nOut(CLASSES)
                        .binaryWeights(weights)
                        .build());
    }

    /** The same structure of DL4J's own layers. */
    public static MultiLayerNetwork plain(Activation activation, IUpdater updater) {
        return init(
                updater,
                new DenseLayer.Builder()
                        .nIn(INPUTS)
                        .nOut(20)
                        .activation(Activation.IDENTITY)
                        .hasBias(false)
                        .build(),
                new BatchNormalization.Builder().nIn(20).nOut(20).build(),
                new DenseLayer.Builder().nIn(20).nOut(9).activation(activation).build(),
                new OutputLayer.Builder().nIn(9).nOut(CLASSES).build());
    }

    private static MultiLayerNetwork init(IUpdater updater, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder()
                        .seed(5)
                        .dataType(DataType.DOUBLE)
                        .updater(updater)
                        .list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerConfiguration configuration = list.build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    /**
     * Writes the signs of one network's weights, and its other parameters as they are, into another
     * of the same shape.
     */
    public static void copySigns(MultiLayerNetwork from, MultiLayerNetwork to) {
        from.paramTable()
                .forEach(
                        (name, value) -> {
                            INDArray copy = value.dup();
                            if (name.endsWith("_W")) {
                                Binarizer.deterministic(value, copy);
                            }
                            to.setParam(name, copy);
                        });
    }

    /** Examples whose class is the largest of four sums of inputs. */
    public static DataSet examples(int count, long seed) {
        Nd4j.getRandom().setSeed(seed);
        INDArray features = Nd4j.rand(DataType.DOUBLE, count, INPUTS);
        INDArray sums = features.reshape(count, CLASSES, INPUTS / CLASSES).sum(2);
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, count, CLASSES);
        int[] classes = sums.argMax(1).toIntVector();
        for (int i = 0; i < count; i++) {
            labels.putScalar(i, classes[i], 1);
        }
        return new DataSet(features, labels);
    }
}
