package org.binaryconnect.layers.arbiter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Properties;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ClassificationErrorScoreTest {

    /** Weights +1 and -1 on one input. */
    private static MultiLayerNetwork network() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .list()
                                .layer(
                                        new BinaryDenseLayer.Builder()
                                                .nIn(1)
                                                .nOut(2)
                                                .hasBias(false)
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .layer(new BatchNormalization.Builder().nIn(2).nOut(2).build())
                                .layer(
                                        new LossLayer.Builder(LossFunction.SQUARED_HINGE)
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .build());
        network.init();
        network.setParam("0_W", Nd4j.createFromArray(new float[][] {{0.5f, -0.5f}}));
        return network;
    }

    @Test
    void statisticsComeFromTheFirstTrainingBatchesAndStayInTheNetwork() {
        MultiLayerNetwork network = network();
        ClassificationErrorScore score = new ClassificationErrorScore(2);
        // Training inputs 3 and 5, then 100: mean 4. Test inputs 3 (class 1) and 5, 6, 7 (class 0,
        // but 7 is labelled 1).
        assertEquals(0.25, score.score(network, Numbers.class, new Properties()), 1e-12);
        INDArray mean = network.getLayer(1).getParam("mean");
        assertEquals(4f, mean.getFloat(0), 1e-6);
        assertEquals(-4f, mean.getFloat(1), 1e-6);
        assertTrue(score.minimize());
    }

    @Test
    void whatItCannotScoreIsRefused() {
        ClassificationErrorScore score = new ClassificationErrorScore(2);
        assertThrows(IllegalArgumentException.class, () -> new ClassificationErrorScore(0));
        assertThrows(
                IllegalArgumentException.class, () -> score.score("model", Numbers.class, null));
        assertThrows(
                IllegalArgumentException.class, () -> score.score(network(), Hidden.class, null));
        assertThrows(
                IllegalArgumentException.class, () -> score.score(network(), Texts.class, null));
        assertThrows(
                UnsupportedOperationException.class, () -> score.score(network(), null, Map.of()));
        assertNotEquals(score, new ClassificationErrorScore(3));
    }

    public static class Numbers implements DataSource {

        private static final long serialVersionUID = 1L;

        @Override
        public void configure(Properties properties) {}

        @Override
        public Object trainData() {
            return examples(1, new float[] {3, 5, 100}, new int[3]);
        }

        @Override
        public Object testData() {
            return examples(2, new float[] {3, 5, 6, 7}, new int[] {1, 0, 0, 1});
        }

        @Override
        public Class<?> getDataType() {
            return DataSetIterator.class;
        }

        private static DataSetIterator examples(int batch, float[] inputs, int[] classes) {
            INDArray labels = Nd4j.valueArrayOf(new long[] {inputs.length, 2}, -1f);
            for (int i = 0; i < classes.length; i++) {
                labels.putScalar(i, classes[i], 1);
            }
            INDArray features = Nd4j.createFromArray(inputs).reshape(inputs.length, 1);
            return new ListDataSetIterator<>(new DataSet(features, labels).asList(), batch);
        }
    }

    public static final class Texts extends Numbers {

        private static final long serialVersionUID = 1L;

        @Override
        public Object trainData() {
            return "no iterator";
        }
    }

    public static final class Hidden extends Numbers {

        private static final long serialVersionUID = 1L;

        private Hidden() {}
    }
}
