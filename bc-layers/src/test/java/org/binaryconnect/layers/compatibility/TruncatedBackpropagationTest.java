package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.binaryconnect.layers.conf.BinaryGravesLSTM;
import org.binaryconnect.layers.conf.BinaryLSTM;
import org.binaryconnect.layers.conf.BinaryRnnOutputLayer;
import org.binaryconnect.layers.conf.BinarySimpleRnn;
import org.binaryconnect.layers.training.LatentWeights;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryParameters;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.layers.weights.TestWeights;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Sequences in pieces. For truncated backpropagation through time, DL4J makes each segment an
 * iteration of its own, with an update behind it: so the weights are binarized once a segment, and
 * stochastic ones drawn once a segment, the same at all its time steps and in both directions.
 */
@SuppressWarnings("deprecation") // DL4J has deprecated GravesLSTM, not dropped it
class TruncatedBackpropagationTest {

    private static final int INPUTS = 3;
    private static final int CLASSES = 3;
    private static final int SEGMENT = 3;

    /** Two whole segments and a shorter one. */
    private static final int STEPS = 8;

    private static final BinaryWeights STOCHASTIC =
            BinaryWeights.DEFAULT.withBinarization(Binarization.STOCHASTIC);

    private static DataSet examples() {
        Nd4j.getRandom().setSeed(4);
        INDArray features = Nd4j.rand(DataType.DOUBLE, 4, INPUTS, STEPS).subi(0.4);
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, 4, CLASSES, STEPS);
        for (int i = 0; i < 4; i++) {
            for (int t = 0; t < STEPS; t++) {
                labels.putScalar(i, (i + t) % CLASSES, t, 1);
            }
        }
        return new DataSet(features, labels);
    }

    private static MultiLayerNetwork network(
            BinaryWeights weights,
            IUpdater updater,
            org.deeplearning4j.nn.conf.layers.Layer... layers) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder()
                        .seed(7)
                        .dataType(DataType.DOUBLE)
                        .activation(Activation.TANH)
                        .weightNoise(weights)
                        .updater(updater)
                        .list();
        for (org.deeplearning4j.nn.conf.layers.Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        list.backpropType(BackpropType.TruncatedBPTT).tBPTTLength(SEGMENT).build());
        network.init();
        return network;
    }

    private static MultiLayerNetwork binary(BinaryWeights weights, IUpdater updater) {
        return network(
                weights,
                updater,
                new BinaryLSTM.Builder().nIn(INPUTS).nOut(4).build(),
                new BinaryGravesLSTM.Builder().nIn(4).nOut(5).build(),
                new BinarySimpleRnn.Builder().nIn(5).nOut(4).build(),
                new BinaryRnnOutputLayer.Builder().nIn(4).nOut(CLASSES).build());
    }

    private static MultiLayerNetwork plain() {
        return network(
                null,
                new NoOp(),
                new LSTM.Builder().nIn(INPUTS).nOut(4).build(),
                new GravesLSTM.Builder().nIn(4).nOut(5).build(),
                new SimpleRnn.Builder().nIn(5).nOut(4).build(),
                new RnnOutputLayer.Builder()
                        .nIn(4)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build());
    }

    /** What a binary network computes with in an iteration, as parameters of the plain one. */
    private static INDArray computedWith(MultiLayerNetwork binary, INDArray latent, int iteration) {
        MultiLayerNetwork network = binary.clone();
        network.setParams(latent);
        // A listener sees the weights before the clip.
        LatentWeights.clip(network);
        MultiLayerNetwork plain = plain();
        for (int i = 0; i < network.getnLayers(); i++) {
            Layer from = network.getLayer(i);
            Layer to = plain.getLayer(i);
            from.setIterationCount(iteration);
            BinaryParameters parameters = new BinaryParameters();
            from.paramTable()
                    .forEach(
                            (name, value) ->
                                    to.getParam(name)
                                            .assign(parameters.get(from, name, value, true)));
        }
        return plain.params();
    }

    /** Collects each iteration's gradient, and says what comes after it. */
    private static final class Iterations extends BaseTrainingListener {

        private final List<INDArray> gradients = new ArrayList<>();
        private final List<INDArray> params = new ArrayList<>();
        private UnaryOperator<Integer> after = iteration -> iteration;

        @Override
        public void onGradientCalculation(Model model) {
            gradients.add(model.gradient().gradient().dup());
        }

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            params.add(model.params().dup());
            after.apply(iteration);
        }
    }

    static List<BinaryWeights> options() {
        return List.of(BinaryWeights.DEFAULT, STOCHASTIC, STOCHASTIC.withChannelScale(1));
    }

    @ParameterizedTest
    @MethodSource("options")
    void eachSegmentIsAnIterationOfAPlainNetworkThatHoldsItsWeights(BinaryWeights weights) {
        MultiLayerNetwork binary = binary(weights, new Sgd(0.1));
        INDArray latent = binary.params().dup();
        binary.output(examples().getFeatures()); // Leaves nothing behind.
        Iterations found = new Iterations();
        binary.setListeners(found);
        binary.fit(examples());

        MultiLayerNetwork plain = plain();
        Iterations expected = new Iterations();
        expected.after =
                iteration -> {
                    plain.setParams(
                            computedWith(binary, found.params.get(iteration), iteration + 1));
                    return iteration;
                };
        plain.setListeners(expected);
        plain.setParams(computedWith(binary, latent, 0));
        plain.fit(examples());

        assertEquals(3, found.gradients.size());
        assertEquals(3, binary.getIterationCount());
        assertNotEquals(
                computedWith(binary, latent, 0),
                computedWith(binary, found.params.get(0), 1),
                "the second segment must compute with other weights");
        for (int segment = 0; segment < 3; segment++) {
            INDArray gradient = expected.gradients.get(segment);
            assertTrue(gradient.amaxNumber().doubleValue() > 1e-3);
            assertEquals(
                    0,
                    gradient.sub(found.gradients.get(segment)).amaxNumber().doubleValue(),
                    1e-10,
                    "segment " + segment);
        }
    }

    @ParameterizedTest
    @EnumSource(Binarization.class)
    void aGraphTrainsAlikeAndStaysInTheClip(Binarization mode) {
        MultiLayerNetwork network =
                binary(BinaryWeights.DEFAULT.withBinarization(mode), new Sgd(0.5));
        ComputationGraph graph = network.toComputationGraph();
        graph.getConfiguration()
                .setBackpropType(network.getLayerWiseConfigurations().getBackpropType());
        graph.getConfiguration().setTbpttFwdLength(SEGMENT);
        graph.getConfiguration().setTbpttBackLength(SEGMENT);
        for (Layer layer : graph.getLayers()) {
            layer.conf().setSeed(1); // DL4J has put the time there.
        }
        for (int i = 0; i < 3; i++) {
            network.fit(examples());
            graph.fit(examples());
        }

        assertEquals(1, network.getParam("0_W").amaxNumber().doubleValue());
        assertTrue(graph.getParam("0_W").amaxNumber().doubleValue() <= 1);
        assertEquals(9, graph.getIterationCount());
        if (mode == Binarization.DETERMINISTIC) {
            // Vertices are numbered from the input, layers from 0: stochastic draws differ.
            assertEquals(network.params(), graph.params());
        }
    }

    static List<BinaryWeights> allTestWeights() {
        return List.of(
                BinaryWeights.DEFAULT, STOCHASTIC, STOCHASTIC.withTestWeights(TestWeights.BINARY));
    }

    @ParameterizedTest
    @MethodSource("allTestWeights")
    void timeStepsOneByOneGiveTheOutputOfTheWholeSequence(BinaryWeights weights) {
        MultiLayerNetwork network = binary(weights, new NoOp());
        ComputationGraph graph = network.toComputationGraph();
        INDArray input = examples().getFeatures();
        INDArray whole = network.output(input);
        for (int t = 0; t < STEPS; t++) {
            INDArray step =
                    input.get(
                                    NDArrayIndex.all(),
                                    NDArrayIndex.all(),
                                    NDArrayIndex.interval(t, t + 1))
                            .dup();
            INDArray expected =
                    whole.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t));

            for (INDArray found : List.of(network.rnnTimeStep(step), graph.rnnTimeStep(step)[0])) {
                INDArray difference = found.reshape(expected.shape()).sub(expected);
                assertEquals(0, difference.amaxNumber().doubleValue(), 1e-12, "step " + t);
            }
        }
    }
}
