package org.binaryconnect.layers.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryLSTM;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.convert.Freezing;
import org.binaryconnect.layers.weights.Binarization;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class SampledNetworksTest {

    /** Two linear layers; the first one is deterministic. */
    private static MultiLayerNetwork network(Binarization second) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(5)
                                .dataType(DataType.DOUBLE)
                                .activation(Activation.IDENTITY)
                                .list()
                                .layer(new BinaryDenseLayer.Builder().nIn(6).nOut(5).build())
                                .layer(
                                        new BinaryOutputLayer.Builder(LossFunction.MSE)
                                                .nIn(5)
                                                .nOut(3)
                                                .activation(Activation.IDENTITY)
                                                .binarization(second)
                                                .clip(0.5)
                                                .build())
                                .build());
        network.init();
        return network;
    }

    /** The expectation of a sampled weight is the real one; 4,000 draws are within 5 deviations. */
    @Test
    void theMeanOfManyApproachesRealWeights() {
        MultiLayerNetwork network = network(Binarization.STOCHASTIC);
        INDArray input = Nd4j.rand(DataType.DOUBLE, 2, 6);
        INDArray hidden = network.feedForward(input).get(1);
        double deviation = hidden.norm2Number().doubleValue() / Math.sqrt(4000);

        INDArray mean = new SampledNetworks<>(network, 4000, 1).output(input)[0];

        INDArray real = network.output(input);
        assertTrue(mean.sub(real).amaxNumber().doubleValue() < 5 * deviation, mean + "\n" + real);
    }

    @Test
    void oneSampleIsANetworkOfSigns() {
        MultiLayerNetwork network = network(Binarization.STOCHASTIC);
        INDArray input = Nd4j.eye(6).castTo(DataType.DOUBLE);

        INDArray one = new SampledNetworks<>(network, 1, 1).output(input)[0];

        // Five hidden units of +1 or -1 times +1 or -1: odd numbers.
        assertEquals(5 % 2, Math.abs(one.getDouble(0, 0)) % 2, 1e-12);
        assertNotEquals(network.output(input), one);
        assertNotEquals(one, new SampledNetworks<>(network, 1, 2).output(input)[0]);
        assertEquals(one, new SampledNetworks<>(network, 1, 1).output(input)[0]);
    }

    @Test
    void deterministicLayersKeepTheirSigns() {
        MultiLayerNetwork network = network(Binarization.DETERMINISTIC);
        INDArray input = Nd4j.rand(DataType.DOUBLE, 2, 6);

        assertEquals(
                Freezing.freeze(network).output(input),
                new SampledNetworks<>(network, 4, 1).output(input)[0]);
    }

    @Test
    void graphsAnswerAlikeAndClassesAreEvaluated() {
        MultiLayerNetwork network = network(Binarization.STOCHASTIC);
        ComputationGraph graph = network.toComputationGraph();
        INDArray input = Nd4j.rand(DataType.DOUBLE, 9, 6);
        INDArray output = new SampledNetworks<>(network, 3, 1).output(input)[0];
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, 9, 3);
        for (int i = 0; i < 9; i++) {
            labels.putScalar(i, output.getRow(i).argMax().getInt(0), 1);
        }

        assertEquals(output, new SampledNetworks<>(graph, 3, 1).output(input)[0]);
        assertEquals(
                1,
                new SampledNetworks<>(graph, 3, 1)
                        .evaluate(new ListDataSetIterator<>(new DataSet(input, labels).asList(), 4))
                        .accuracy());
    }

    /** The last step that is not masked decides. */
    @Test
    void masksOfSequencesArriveInBothNetworkClasses() {
        MultiLayerNetwork network = sequences();
        INDArray features = Nd4j.rand(DataType.DOUBLE, 2, 3, 5);
        INDArray mask = Nd4j.ones(DataType.DOUBLE, 2, 5);
        mask.get(NDArrayIndex.all(), NDArrayIndex.interval(2, 5)).assign(0);
        INDArray start =
                features.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, 2))
                        .dup();
        INDArray expected = new SampledNetworks<>(network, 3, 1).output(start)[0];
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, 2, 2);
        for (int i = 0; i < 2; i++) {
            labels.putScalar(i, expected.getRow(i).argMax().getInt(0), 1);
        }
        DataSet masked = new DataSet(features, labels, mask, null);

        for (Model model : List.of(network, network.toComputationGraph())) {
            SampledNetworks<Model> sampled = new SampledNetworks<>(model, 3, 1);
            assertEquals(
                    expected, sampled.output(new INDArray[] {features}, new INDArray[] {mask})[0]);
            assertNotEquals(expected, sampled.output(features)[0]);
            assertEquals(
                    1, sampled.evaluate(new ListDataSetIterator<>(List.of(masked), 2)).accuracy());
        }
    }

    private static MultiLayerNetwork sequences() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(5)
                                .dataType(DataType.DOUBLE)
                                .list()
                                .layer(
                                        new LastTimeStep(
                                                new BinaryLSTM.Builder()
                                                        .nIn(3)
                                                        .nOut(4)
                                                        .binarization(Binarization.STOCHASTIC)
                                                        .build()))
                                .layer(new BinaryOutputLayer.Builder().nIn(4).nOut(2).build())
                                .build());
        network.init();
        return network;
    }

    @Test
    void noNetworkIsRefused() {
        MultiLayerNetwork network = network(Binarization.STOCHASTIC);

        assertThrows(IllegalArgumentException.class, () -> new SampledNetworks<>(network, 0, 1));
    }
}
