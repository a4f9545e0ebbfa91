package org.binaryconnect.layers.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.weights.Binarization;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

class BatchNormStatisticsTest {

    private static MultiLayerNetwork network(boolean useLogStd) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder().seed(3).list();
        int fanIn = 6;
        for (int i = 0; i < 2; i++) {
            list.layer(
                            new BinaryDenseLayer.Builder()
                                    .nIn(fanIn)
                                    .nOut(8)
                                    .activation(Activation.RELU)
                                    .binarization(Binarization.STOCHASTIC)
                                    .build())
                    .layer(
                            new BatchNormalization.Builder()
                                    .nIn(8)
                                    .nOut(8)
                                    .useLogStd(useLogStd)
                                    .build());
            fanIn = 8;
        }
        list.layer(new LossLayer.Builder().activation(Activation.SOFTMAX).build());
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    private static DataSetIterator data(INDArray features, int batch) {
        List<DataSet> examples = new DataSet(features, Nd4j.zeros(features.size(0), 8)).asList();
        return new ListDataSetIterator<>(examples, batch);
    }

    /**
     * Afterwards, what a batch normalization gives has mean 0 and variance 1 over the data, in
     * inference.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyBatchNormalizationNormalizesWhatItSeesInInference(boolean useLogStd) {
        MultiLayerNetwork network = network(useLogStd);
        INDArray features = Nd4j.rand(60, 6).muli(3);

        // The last batch is smaller than the others.
        BatchNormStatistics.reestimate(network, data(features, 25));

        List<INDArray> activations = network.feedForward(features, false);
        for (int layer : new int[] {1, 3}) {
            INDArray input = activations.get(layer);
            INDArray normalized = activations.get(layer + 1);
            INDArray variance = input.var(false, 0);
            for (int unit = 0; unit < 8; unit++) {
                assertEquals(0, normalized.getColumn(unit).meanNumber().doubleValue(), 1e-4);
                double v = variance.getDouble(unit);
                assertEquals(
                        v / (v + 1e-5),
                        normalized.getColumn(unit).var(false, 0).getDouble(0),
                        1e-3);
            }
        }
    }

    @Test
    void anEmptyDataSetIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        BatchNormStatistics.reestimate(
                                network(true), new ListDataSetIterator<>(List.<DataSet>of(), 5)));
    }
}
