package org.binaryconnect.layers.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.binaryconnect.layers.conf.LayerCases.Case;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;

/** DL4J's wrappers around binary layers; the truth is the same wrapper around DL4J's layers. */
@SuppressWarnings("deprecation") // DL4J has deprecated GravesLSTM, not dropped it
class WrappersTest {

    private static final int BATCH = 4;
    private static final int STEPS = 6;

    private record Pair(String name, Layer binary, Layer plain) {

        Pair in(String wrapper, UnaryOperator<Layer> wrap) {
            return new Pair(wrapper + " " + name, wrap.apply(binary), wrap.apply(plain));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Pair> recurrent() {
        return List.of(
                new Pair(
                        "LSTM",
                        new BinaryLSTM.Builder().nOut(5).build(),
                        new LSTM.Builder().nOut(5).build()),
                new Pair(
                        "Graves LSTM",
                        new BinaryGravesLSTM.Builder().nOut(5).build(),
                        new GravesLSTM.Builder().nOut(5).build()),
                new Pair(
                        "simple RNN",
                        new BinarySimpleRnn.Builder().nOut(5).build(),
                        new SimpleRnn.Builder().nOut(5).build()));
    }

    static Stream<Pair> ofSequences() {
        List<Pair> pairs = new ArrayList<>();
        for (Pair layer : recurrent()) {
            for (Bidirectional.Mode mode : Bidirectional.Mode.values()) {
                pairs.add(
                        layer.in(
                                "Bidirectional " + mode,
                                inner -> new Bidirectional(mode, inner.clone())));
            }
            pairs.add(layer.in("MaskZero", inner -> new MaskZeroLayer(inner.clone(), 0)));
        }
        pairs.add(
                new Pair(
                                "dense",
                                new BinaryDenseLayer.Builder().nIn(4).nOut(5).build(),
                                new DenseLayer.Builder().nIn(4).nOut(5).build())
                        .in("TimeDistributed", inner -> new TimeDistributed(inner.clone())));
        return pairs.stream();
    }

    static Stream<Pair> ofLastSteps() {
        return recurrent().stream()
                .flatMap(
                        layer ->
                                Stream.of(
                                        layer.in(
                                                "LastTimeStep",
                                                inner -> new LastTimeStep(inner.clone())),
                                        layer.in(
                                                "LastTimeStep of Bidirectional",
                                                inner ->
                                                        new LastTimeStep(
                                                                new Bidirectional(
                                                                        Bidirectional.Mode.CONCAT,
                                                                        inner.clone())))));
    }

    private static MultiLayerNetwork network(Layer wrapper, Layer output, IUpdater updater) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(12)
                                .dataType(DataType.DOUBLE)
                                .activation(Activation.TANH)
                                .updater(updater)
                                .list()
                                .layer(new LSTM.Builder().nOut(4).build())
                                .layer(wrapper)
                                .layer(output)
                                .setInputType(InputType.recurrent(3, STEPS, RNNFormat.NCW))
                                .build());
        network.init();
        return network;
    }

    private static DataSet data(boolean lastStep) {
        Nd4j.getRandom().setSeed(4);
        INDArray features = Nd4j.rand(DataType.DOUBLE, BATCH, 3, STEPS).subi(0.4);
        INDArray labels =
                lastStep
                        ? Nd4j.zeros(DataType.DOUBLE, BATCH, 3)
                        : Nd4j.zeros(DataType.DOUBLE, BATCH, 3, STEPS);
        for (int i = 0; i < BATCH; i++) {
            labels.slice(i).slice(i % 3).assign(1);
        }
        // Sequences of different lengths.
        INDArray mask = Nd4j.ones(DataType.DOUBLE, BATCH, STEPS);
        mask.putScalar(1, STEPS - 1, 0);
        return new DataSet(features, labels, mask, lastStep ? null : mask);
    }

    @ParameterizedTest
    @MethodSource("ofSequences")
    void sequencesAreThoseOfDl4jsLayer(Pair wrapped) {
        check(
                wrapped,
                new RnnOutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build(),
                data(false));
    }

    @ParameterizedTest
    @MethodSource("ofLastSteps")
    void lastStepsAreThoseOfDl4jsLayer(Pair wrapped) {
        check(
                wrapped,
                new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build(),
                data(true));
    }

    private static void check(Pair wrapped, Layer output, DataSet data) {
        MultiLayerNetwork binary = network(wrapped.binary(), output.clone(), new NoOp());
        MultiLayerNetwork plain = network(wrapped.plain(), output.clone(), new NoOp());
        copySigns(binary, plain, wrapped.name().contains("Graves"));

        INDArray features = data.getFeatures();
        INDArray mask = data.getFeaturesMaskArray();
        assertEquals(
                0,
                plain.output(features, false, mask, null)
                        .sub(binary.output(features, false, mask, null))
                        .amaxNumber()
                        .doubleValue());
        INDArray expected = Gradients.of(plain, data);
        assertEquals(0, expected.sub(Gradients.of(binary, data)).amaxNumber().doubleValue());
        assertTrue(expected.amaxNumber().doubleValue() > 1e-3);
        // Latent weights stay what they are.
        assertNotEquals(plain.params(), binary.params());
    }

    /** Of the second layer, in all its directions; peepholes stay real. */
    private static void copySigns(
            MultiLayerNetwork binary, MultiLayerNetwork plain, boolean peepholes) {
        plain.setParams(binary.params());
        for (Map.Entry<String, INDArray> param : plain.getLayer(1).paramTable().entrySet()) {
            if (param.getKey().endsWith("W")) {
                INDArray value = param.getValue();
                if (peepholes && param.getKey().endsWith("RW")) {
                    value = value.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 4 * 5));
                }
                value.assign(value.gte(0).castTo(DataType.DOUBLE).muli(2).subi(1));
            }
        }
    }

    /** Latent weights that are all the same: nothing but the draws can make a difference. */
    @Test
    void theDirectionsOfAStochasticLayerDrawWeightsOfTheirOwnAnewForEachMinibatch() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(12)
                                .dataType(DataType.DOUBLE)
                                .updater(new Sgd(0))
                                .list()
                                .layer(
                                        new Bidirectional(
                                                Bidirectional.Mode.CONCAT,
                                                new BinarySimpleRnn.Builder()
                                                        .nOut(5)
                                                        .binarization(Binarization.STOCHASTIC)
                                                        .build()))
                                .layer(
                                        new RnnOutputLayer.Builder()
                                                .nOut(3)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.recurrent(3, STEPS, RNNFormat.NCW))
                                .build());
        network.init();
        network.getLayer(0).paramTable().values().forEach(value -> value.assign(0));
        // The same in both directions of time.
        INDArray features = Nd4j.ones(DataType.DOUBLE, BATCH, 3, STEPS).muli(0.1);

        network.fit(new DataSet(features, data(false).getLabels()));
        INDArray first = network.feedForward(features, true).get(1).dup();
        network.fit(new DataSet(features, data(false).getLabels()));
        INDArray second = network.feedForward(features, true).get(1).dup();

        INDArrayIndex all = NDArrayIndex.all();
        INDArray forward = first.get(all, NDArrayIndex.interval(0, 5), NDArrayIndex.point(0));
        INDArray backward =
                first.get(all, NDArrayIndex.interval(5, 10), NDArrayIndex.point(STEPS - 1));
        assertNotEquals(forward, backward);
        assertNotEquals(first, second);
    }

    static Stream<Arguments> frozen() {
        return LayerCases.all().stream()
                .filter(layer -> !layer.after().isEmpty()) // DL4J freezes no output layer.
                .flatMap(
                        layer ->
                                Stream.of(true, false)
                                        .map(backprop -> Arguments.of(layer, backprop)));
    }

    @ParameterizedTest
    @MethodSource("frozen")
    void aFrozenLayerComputesWithItsSignsAndDoesNotTrain(Case layer, boolean backprop) {
        UnaryOperator<Layer> freeze =
                backprop
                        ? FrozenLayerWithBackprop::new
                        : inner -> new FrozenLayer.Builder().layer(inner).build();
        MultiLayerNetwork binary =
                layer.network(
                        freeze.apply(layer.binary().apply(BinaryWeights.DEFAULT)),
                        new Sgd(0.01),
                        DataType.DOUBLE);
        MultiLayerNetwork plain =
                layer.network(freeze.apply(layer.plain().clone()), new Sgd(0.01), DataType.DOUBLE);
        MultiLayerNetwork unfrozen = layer.binaryNetwork(BinaryWeights.DEFAULT, new NoOp());
        unfrozen.setParams(binary.params());
        layer.copyWeights(unfrozen, plain, false);
        DataSet data = layer.examples(DataType.DOUBLE);
        INDArray[] before = weights(binary, layer.index());

        assertEquals(plain.output(data.getFeatures()), binary.output(data.getFeatures()));
        binary.fit(data.copy());
        plain.fit(data.copy());

        assertEquals(Arrays.asList(before), Arrays.asList(weights(binary, layer.index())));
        // Whatever trains, trains as in the plain network. DL4J passes twice the error through
        // locally connected layers.
        if (!(backprop && layer.name().startsWith("locally"))) {
            for (int i = 0; i < binary.getnLayers(); i++) {
                if (i != layer.index()) {
                    assertEquals(plain.getLayer(i).params(), binary.getLayer(i).params());
                }
            }
        }
        boolean hasOthersToTrain =
                binary.getLayer(layer.index() + 1).numParams() > 0 || backprop && layer.index() > 0;
        assertEquals(hasOthersToTrain, !unfrozen.params().equals(binary.params()));
    }

    private static INDArray[] weights(MultiLayerNetwork network, int index) {
        return network.getLayer(index).paramTable().values().stream()
                .map(INDArray::dup)
                .toArray(INDArray[]::new);
    }
}
