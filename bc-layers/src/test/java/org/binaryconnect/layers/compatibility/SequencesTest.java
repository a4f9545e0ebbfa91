package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.binaryconnect.layers.conf.BinaryConvolution1DLayer;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryEmbeddingSequenceLayer;
import org.binaryconnect.layers.conf.BinaryGravesLSTM;
import org.binaryconnect.layers.conf.BinaryLSTM;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.conf.BinaryRnnOutputLayer;
import org.binaryconnect.layers.conf.BinarySimpleRnn;
import org.binaryconnect.layers.conf.Gradients;
import org.binaryconnect.layers.network.NetworkWeight;
import org.binaryconnect.layers.network.Networks;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.layers.weights.WeightMatrix;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Sequences of different lengths, under masks, in DL4J's wrappers too. */
@SuppressWarnings("deprecation") // DL4J has deprecated GravesLSTM, not dropped it
class SequencesTest {

    private static final int INPUTS = 3;
    private static final int UNITS = 5;
    private static final int CLASSES = 3;
    private static final int[] LENGTHS = {6, 4, 1, 3};
    private static final int LONGEST = 6;

    /** The same layers of both kinds; the last one is the head. */
    record Case(String name, boolean indices, List<Layer> binary, List<Layer> plain) {

        boolean labelsEveryStep() {
            return plain.get(plain.size() - 1) instanceof RnnOutputLayer;
        }

        MultiLayerNetwork binaryNetwork() {
            return network(binary, new NoOp());
        }

        MultiLayerNetwork stochasticNetwork() {
            return network(
                    binary,
                    new NoOp(),
                    BinaryWeights.DEFAULT.withBinarization(Binarization.STOCHASTIC));
        }

        MultiLayerNetwork plainNetwork() {
            return network(plain, new NoOp());
        }

        private MultiLayerNetwork network(List<Layer> layers, IUpdater updater) {
            return network(layers, updater, null);
        }

        private MultiLayerNetwork network(
                List<Layer> layers, IUpdater updater, BinaryWeights weights) {
            NeuralNetConfiguration.ListBuilder list =
                    new NeuralNetConfiguration.Builder()
                            .seed(12)
                            .dataType(DataType.DOUBLE)
                            .updater(updater)
                            .weightNoise(weights)
                            .activation(Activation.TANH)
                            .list();
            layers.forEach(layer -> list.layer(layer.clone()));
            if (!indices) {
                list.setInputType(InputType.recurrent(INPUTS, LONGEST, RNNFormat.NCW));
            }
            MultiLayerNetwork network = new MultiLayerNetwork(list.build());
            network.init();
            return network;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Case sequence(String name, Layer binary, Layer plain) {
        return new Case(
                name,
                false,
                List.of(binary, new BinaryRnnOutputLayer.Builder().nOut(CLASSES).build()),
                List.of(
                        plain,
                        new RnnOutputLayer.Builder()
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build()));
    }

    private static Case whole(String name, Layer binary, Layer plain) {
        return new Case(
                name,
                false,
                List.of(binary, new BinaryOutputLayer.Builder().nOut(CLASSES).build()),
                List.of(plain, new OutputLayer.Builder().nOut(CLASSES).build()));
    }

    static List<Case> cases() {
        return List.of(
                sequence(
                        "LSTM",
                        new BinaryLSTM.Builder().nOut(UNITS).build(),
                        new LSTM.Builder().nOut(UNITS).build()),
                sequence(
                        "Graves LSTM",
                        new BinaryGravesLSTM.Builder().nOut(UNITS).build(),
                        new GravesLSTM.Builder().nOut(UNITS).build()),
                sequence(
                        "simple RNN",
                        new BinarySimpleRnn.Builder().nOut(UNITS).build(),
                        new SimpleRnn.Builder().nOut(UNITS).build()),
                sequence(
                        "convolution 1D",
                        new BinaryConvolution1DLayer.Builder(3)
                                .nOut(UNITS)
                                .convolutionMode(ConvolutionMode.Same)
                                .build(),
                        new Convolution1DLayer.Builder(3)
                                .nOut(UNITS)
                                .convolutionMode(ConvolutionMode.Same)
                                .build()),
                sequence(
                        "bidirectional LSTM",
                        new Bidirectional(
                                Bidirectional.Mode.CONCAT,
                                new BinaryLSTM.Builder().nOut(UNITS).build()),
                        new Bidirectional(
                                Bidirectional.Mode.CONCAT, new LSTM.Builder().nOut(UNITS).build())),
                sequence(
                        "bidirectional simple RNN, sum",
                        new Bidirectional(
                                Bidirectional.Mode.ADD,
                                new BinarySimpleRnn.Builder().nOut(UNITS).build()),
                        new Bidirectional(
                                Bidirectional.Mode.ADD,
                                new SimpleRnn.Builder().nOut(UNITS).build())),
                sequence(
                        "dense layer, time distributed",
                        new TimeDistributed(
                                new BinaryDenseLayer.Builder().nOut(UNITS).build(), RNNFormat.NCW),
                        new TimeDistributed(
                                new DenseLayer.Builder().nOut(UNITS).build(), RNNFormat.NCW)),
                sequence(
                        "LSTM, zeros masked",
                        new MaskZeroLayer(new BinaryLSTM.Builder().nOut(UNITS).build(), 0),
                        new MaskZeroLayer(new LSTM.Builder().nOut(UNITS).build(), 0)),
                whole(
                        "last step of LSTM",
                        new LastTimeStep(new BinaryLSTM.Builder().nOut(UNITS).build()),
                        new LastTimeStep(new LSTM.Builder().nOut(UNITS).build())),
                whole(
                        "last step of bidirectional Graves LSTM",
                        new LastTimeStep(
                                new Bidirectional(
                                        Bidirectional.Mode.AVERAGE,
                                        new BinaryGravesLSTM.Builder().nOut(UNITS).build())),
                        new LastTimeStep(
                                new Bidirectional(
                                        Bidirectional.Mode.AVERAGE,
                                        new GravesLSTM.Builder().nOut(UNITS).build()))),
                new Case(
                        "dense layer behind LSTM, steps as examples",
                        false,
                        List.of(
                                new BinaryLSTM.Builder().nOut(UNITS).build(),
                                new BinaryDenseLayer.Builder().nOut(4).build(),
                                new BinaryRnnOutputLayer.Builder().nOut(CLASSES).build()),
                        List.of(
                                new LSTM.Builder().nOut(UNITS).build(),
                                new DenseLayer.Builder().nOut(4).build(),
                                new RnnOutputLayer.Builder()
                                        .nOut(CLASSES)
                                        .activation(Activation.SOFTMAX)
                                        .build())),
                new Case(
                        "simple RNN, mean over time",
                        false,
                        List.of(
                                new BinarySimpleRnn.Builder().nOut(UNITS).build(),
                                new GlobalPoolingLayer(PoolingType.AVG),
                                new BinaryOutputLayer.Builder().nOut(CLASSES).build()),
                        List.of(
                                new SimpleRnn.Builder().nOut(UNITS).build(),
                                new GlobalPoolingLayer(PoolingType.AVG),
                                new OutputLayer.Builder().nOut(CLASSES).build())),
                new Case(
                        "embedding sequence before LSTM",
                        true,
                        List.of(
                                new BinaryEmbeddingSequenceLayer.Builder()
                                        .nIn(7)
                                        .nOut(UNITS)
                                        .build(),
                                new BinaryLSTM.Builder()
                                        .nIn(UNITS)
                                        .nOut(UNITS)
                                        .dataFormat(RNNFormat.NCW)
                                        .build(),
                                new BinaryRnnOutputLayer.Builder()
                                        .nIn(UNITS)
                                        .nOut(CLASSES)
                                        .dataFormat(RNNFormat.NCW)
                                        .build()),
                        List.of(
                                new EmbeddingSequenceLayer.Builder().nIn(7).nOut(UNITS).build(),
                                new LSTM.Builder()
                                        .nIn(UNITS)
                                        .nOut(UNITS)
                                        .dataFormat(RNNFormat.NCW)
                                        .build(),
                                new RnnOutputLayer.Builder()
                                        .nIn(UNITS)
                                        .nOut(CLASSES)
                                        .dataFormat(RNNFormat.NCW)
                                        .activation(Activation.SOFTMAX)
                                        .build())));
    }

    /** Sequences of {@link #LENGTHS}, with arbitrary numbers behind their ends. */
    private static DataSet examples(Case layers) {
        Nd4j.getRandom().setSeed(4);
        int batch = LENGTHS.length;
        INDArray features =
                layers.indices()
                        ? Nd4j.rand(DataType.DOUBLE, batch, LONGEST).muli(7)
                        : Nd4j.rand(DataType.DOUBLE, batch, INPUTS, LONGEST).subi(0.4);
        if (layers.indices()) {
            features = features.castTo(DataType.INT32).castTo(DataType.DOUBLE);
        }
        INDArray mask = Nd4j.zeros(DataType.DOUBLE, batch, LONGEST);
        INDArray labels =
                layers.labelsEveryStep()
                        ? Nd4j.zeros(DataType.DOUBLE, batch, CLASSES, LONGEST)
                        : Nd4j.zeros(DataType.DOUBLE, batch, CLASSES);
        for (int i = 0; i < batch; i++) {
            for (int t = 0; t < LENGTHS[i]; t++) {
                mask.putScalar(i, t, 1);
                if (layers.labelsEveryStep()) {
                    labels.putScalar(i, (i + t) % CLASSES, t, 1);
                }
            }
            if (!layers.labelsEveryStep()) {
                labels.putScalar(i, i % CLASSES, 1);
            }
        }
        return new DataSet(features, labels, mask, layers.labelsEveryStep() ? mask.dup() : null);
    }

    private static INDArray output(MultiLayerNetwork network, DataSet data) {
        return network.output(
                data.getFeatures(), false, data.getFeaturesMaskArray(), data.getLabelsMaskArray());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outputScoreAndGradientAreThoseOfThePlainLayersThatHoldTheSigns(Case layers) {
        MultiLayerNetwork binary = layers.binaryNetwork();
        MultiLayerNetwork plain = layers.plainNetwork();
        Signs.copy(binary, plain);
        assertNotEquals(binary.params(), plain.params());
        DataSet data = examples(layers);

        assertEquals(output(plain, data), output(binary, data));
        INDArray expected = Gradients.of(plain, data);
        assertTrue(expected.amaxNumber().doubleValue() > 1e-3, "the case must have a gradient");
        assertEquals(0, distance(expected, Gradients.of(binary, data)));
        assertEquals(plain.score(), binary.score());
        assertEquals(plain.score(data), binary.score(data));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aGraphComputesTheSame(Case layers) {
        MultiLayerNetwork binary = layers.binaryNetwork();
        ComputationGraph graph = binary.toComputationGraph();
        DataSet data = examples(layers);
        INDArray[] labelMasks =
                data.getLabelsMaskArray() == null
                        ? null
                        : new INDArray[] {data.getLabelsMaskArray()};

        assertEquals(
                output(binary, data),
                graph.output(
                                false,
                                new INDArray[] {data.getFeatures()},
                                new INDArray[] {data.getFeaturesMaskArray()},
                                labelMasks)[0]);
        graph.setInputs(data.getFeatures());
        graph.setLabels(data.getLabels());
        graph.setLayerMaskArrays(new INDArray[] {data.getFeaturesMaskArray()}, labelMasks);
        graph.computeGradientAndScore();
        assertEquals(0, distance(Gradients.of(binary, data), graph.gradient().gradient()));
    }

    /**
     * What stands behind the end of a sequence counts as with plain layers: nothing, except that a
     * convolution reads across the end, and that DL4J's bidirectional LSTM does.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void stepsBehindTheMaskCountAsInPlainLayers(Case layers) {
        MultiLayerNetwork binary = layers.binaryNetwork();
        MultiLayerNetwork plain = layers.plainNetwork();
        Signs.copy(binary, plain);
        DataSet data = examples(layers);
        DataSet other = examples(layers);
        for (int i = 0; i < LENGTHS.length; i++) {
            for (int t = LENGTHS[i]; t < LONGEST; t++) {
                int[] at = layers.indices() ? new int[] {i, t} : new int[] {i, 0, t};
                other.getFeatures().putScalar(at, layers.indices() ? 0 : 0.9);
            }
        }
        assertNotEquals(data.getFeatures(), other.getFeatures());

        double expected = distance(Gradients.of(plain, data), Gradients.of(plain, other));
        assertEquals(expected, distance(Gradients.of(binary, data), Gradients.of(binary, other)));
        boolean crosses = Set.of("convolution 1D", "bidirectional LSTM").contains(layers.name());
        assertEquals(crosses, expected > 1e-12);
    }

    /** The wrappers hand on the updater and the clip of the layer inside them. */
    @ParameterizedTest
    @MethodSource("cases")
    void stepsAreScaledAndClipped(Case layers) {
        Sgd updater = new Sgd(3);
        MultiLayerNetwork binary = layers.network(layers.binary(), updater);
        MultiLayerNetwork plain = layers.network(layers.plain(), updater);
        Signs.copy(binary, plain);
        DataSet data = examples(layers);
        MultiLayerNetwork stepped = plain.clone();
        stepped.fit(data);
        Map<String, INDArray> expected = new HashMap<>();
        for (NetworkWeight weight : Networks.weights(binary)) {
            WeightMatrix matrix = weight.matrix();
            double scale = (matrix.fanIn() + matrix.fanOut()) / 1.5;
            INDArray step =
                    matrix.of(plain.getParam(weight.key()))
                            .sub(matrix.of(stepped.getParam(weight.key())))
                            .mul(scale);
            INDArray latent = weight.latent().sub(step);
            expected.put(weight.key(), Transforms.max(Transforms.min(latent, 1), -1));
        }
        binary.fit(data);

        double largest = 0;
        for (NetworkWeight weight : Networks.weights(binary)) {
            INDArray found = weight.latent();
            assertEquals(0, distance(expected.get(weight.key()), found), 1e-10, weight.key());
            largest = Math.max(largest, found.amaxNumber().doubleValue());
        }
        assertEquals(1, largest, "the example must reach the clip");
    }

    /**
     * The slope of the loss along the real biases, by differences, is the gradient: so the weights
     * that were drawn are the same at all time steps, and in both passes.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void oneDrawServesAllTimeStepsAndBothPasses(Case layers) {
        MultiLayerNetwork network = layers.stochasticNetwork();
        network.setIterationCount(1);
        DataSet data = examples(layers);
        if (layers.name().startsWith("last step")) {
            // DL4J's gradient of LastTimeStep under a mask is off by some percent, plain or binary.
            data.setFeaturesMaskArray(null);
        }
        Gradients.of(network, data);
        Map<String, INDArray> gradients = new HashMap<>();
        network.gradient()
                .gradientForVariable()
                .forEach((name, value) -> gradients.put(name, value.dup()));
        double epsilon = 1e-6;
        int checked = 0;
        for (String name : network.paramTable().keySet()) {
            INDArray biases = network.getParam(name);
            for (int i = 0; name.endsWith("b") && i < biases.length(); i++) {
                double value = biases.getDouble(i);
                biases.putScalar(i, value + epsilon);
                double above = network.score(data, true);
                biases.putScalar(i, value - epsilon);
                double below = network.score(data, true);
                biases.putScalar(i, value);
                double expected = LENGTHS.length * (above - below) / (2 * epsilon);
                double found = gradients.get(name).getDouble(i);
                assertEquals(expected, found, 1e-6 + 1e-5 * Math.abs(expected), name + i);
                checked += Math.abs(expected) > 1e-4 ? 1 : 0;
            }
        }
        assertTrue(checked > CLASSES, "layers before the head must have a gradient");
    }

    private static double distance(INDArray one, INDArray other) {
        return one.sub(other).amaxNumber().doubleValue();
    }
}
