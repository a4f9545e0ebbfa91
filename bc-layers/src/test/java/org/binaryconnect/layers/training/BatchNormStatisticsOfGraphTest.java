package org.binaryconnect.layers.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.adapter.SingletonDataSetIterator;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Batch normalization of images, behind a preprocessor, behind a merge of two inputs: statistics
 * against sums by hand.
 */
class BatchNormStatisticsOfGraphTest {

    private static final int EXAMPLES = 12;
    private static final int HEIGHT = 5;
    private static final int WIDTH = 4;
    private static final int CHANNELS = 2;
    private static final int FILTERS = 3;

    private static ComputationGraph graph(CNN2DFormat format) {
        ComputationGraph graph =
                new ComputationGraph(
                        new NeuralNetConfiguration.Builder()
                                .seed(3)
                                .dataType(DataType.DOUBLE)
                                .graphBuilder()
                                .addInputs("image", "features")
                                .setInputTypes(
                                        InputType.convolutional(HEIGHT, WIDTH, CHANNELS, format),
                                        InputType.feedForward(6))
                                .addLayer(
                                        "convolution",
                                        new BinaryConvolutionLayer.Builder(2, 2)
                                                .nOut(FILTERS)
                                                .activation(Activation.IDENTITY)
                                                .build(),
                                        "image")
                                .addLayer(
                                        "of images",
                                        new BatchNormalization.Builder().build(),
                                        "convolution")
                                // Takes what a preprocessor made of the image.
                                .addLayer(
                                        "of pixels",
                                        new BatchNormalization.Builder().useLogStd(false).build(),
                                        new CnnToFeedForwardPreProcessor(
                                                HEIGHT - 1, WIDTH - 1, FILTERS, format),
                                        "of images")
                                .addLayer(
                                        "dense",
                                        new BinaryDenseLayer.Builder()
                                                .nOut(7)
                                                .activation(Activation.RELU)
                                                .build(),
                                        "of pixels",
                                        "features")
                                .addLayer(
                                        "of units",
                                        new BatchNormalization.Builder().build(),
                                        "dense")
                                .addLayer(
                                        "classes",
                                        new OutputLayer.Builder()
                                                .nOut(3)
                                                .activation(Activation.SOFTMAX)
                                                .build(),
                                        "of units")
                                .setOutputs("classes")
                                .build());
        graph.init();
        return graph;
    }

    private static INDArray[] inputs(CNN2DFormat format) {
        Nd4j.getRandom().setSeed(8);
        INDArray image =
                format == CNN2DFormat.NCHW
                        ? Nd4j.rand(DataType.DOUBLE, EXAMPLES, CHANNELS, HEIGHT, WIDTH)
                        : Nd4j.rand(DataType.DOUBLE, EXAMPLES, HEIGHT, WIDTH, CHANNELS);
        return new INDArray[] {image, Nd4j.rand(DataType.DOUBLE, EXAMPLES, 6).muli(4)};
    }

    /** Batches of 5, 5 and 2 examples. */
    private static MultiDataSetIterator batches(INDArray[] inputs) {
        List<MultiDataSet> batches = new ArrayList<>();
        for (int from = 0; from < EXAMPLES; from += 5) {
            INDArrayIndex rows = NDArrayIndex.interval(from, Math.min(from + 5, EXAMPLES));
            INDArray[] features =
                    Arrays.stream(inputs)
                            .map(input -> input.get(rows).dup())
                            .toArray(INDArray[]::new);
            batches.add(new MultiDataSet(features, new INDArray[] {null}));
        }
        return new Batches(batches);
    }

    /** DL4J has no iterator of several inputs that is made of given batches and can be reset. */
    private static final class Batches implements MultiDataSetIterator {

        private static final long serialVersionUID = 1L;

        private final transient List<MultiDataSet> batches;
        private int next;

        Batches(List<MultiDataSet> batches) {
            this.batches = batches;
        }

        @Override
        public boolean hasNext() {
            return next < batches.size();
        }

        @Override
        public MultiDataSet next() {
            return batches.get(next++);
        }

        @Override
        public MultiDataSet next(int count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void reset() {
            next = 0;
        }

        @Override
        public boolean resetSupported() {
            return true;
        }

        @Override
        public boolean asyncSupported() {
            return false;
        }

        @Override
        public void setPreProcessor(MultiDataSetPreProcessor preProcessor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MultiDataSetPreProcessor getPreProcessor() {
            return null;
        }
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void meanAndVarianceAreThoseOfTheInputInInference(CNN2DFormat format) {
        ComputationGraph graph = graph(format);
        INDArray before = graph.params().dup();
        INDArray[] inputs = inputs(format);

        BatchNormStatistics.reestimate(graph, batches(inputs));

        Map<String, INDArray> activations = graph.feedForward(inputs, false);
        int channelAxis = format == CNN2DFormat.NCHW ? 1 : 3;
        check(graph, "of images", activations.get("convolution"), channelAxis, FILTERS);
        INDArray pixels =
                new CnnToFeedForwardPreProcessor(HEIGHT - 1, WIDTH - 1, FILTERS, format)
                        .preProcess(
                                activations.get("of images"),
                                EXAMPLES,
                                LayerWorkspaceMgr.noWorkspaces());
        check(graph, "of pixels", pixels, 1, (HEIGHT - 1) * (WIDTH - 1) * FILTERS);
        check(graph, "of units", activations.get("dense"), 1, 7);
        assertNotEquals(before, graph.params());
        assertEquals(before.length(), graph.params().length());
    }

    /**
     * DL4J's activation layer works in place in inference, on an array that others may read too.
     */
    @Test
    void anActivationLayerBesideABatchNormalizationLeavesItsInputAlone() {
        ComputationGraph graph =
                new ComputationGraph(
                        new NeuralNetConfiguration.Builder()
                                .seed(3)
                                .dataType(DataType.DOUBLE)
                                .graphBuilder()
                                .addInputs("in")
                                .setInputTypes(InputType.feedForward(4))
                                .addLayer("scores", identity(6), "in")
                                .addLayer(
                                        "rectified", new ActivationLayer(Activation.RELU), "scores")
                                .addLayer(
                                        "of scores",
                                        new BatchNormalization.Builder().build(),
                                        "scores")
                                .addLayer("further", identity(5), "scores")
                                .addLayer(
                                        "of further",
                                        new BatchNormalization.Builder().build(),
                                        "further")
                                .addLayer(
                                        "of input", new BatchNormalization.Builder().build(), "in")
                                .addLayer("bent", new ActivationLayer(Activation.TANH), "of input")
                                .addLayer(
                                        "classes",
                                        new OutputLayer.Builder()
                                                .nOut(3)
                                                .activation(Activation.SOFTMAX)
                                                .build(),
                                        "rectified",
                                        "of scores",
                                        "of further",
                                        "bent")
                                .setOutputs("classes")
                                .build());
        graph.init();
        Nd4j.getRandom().setSeed(8);
        INDArray input = Nd4j.randn(DataType.DOUBLE, EXAMPLES, 4);

        BatchNormStatistics.reestimate(graph, batches(new INDArray[] {input}));

        INDArray scores = product(graph, "scores", input);
        assertTrue(scores.minNumber().doubleValue() < 0, "there must be something to rectify");
        check(graph, "of input", input, 1, 4);
        check(graph, "of scores", scores, 1, 6);
        check(graph, "of further", product(graph, "further", scores), 1, 5);
    }

    /** An activation layer in front works in place on the features; they are read several times. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theDataIsUnchanged(boolean isGraph) {
        MultiLayerNetwork layered =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(3)
                                .dataType(DataType.DOUBLE)
                                .list()
                                .layer(new ActivationLayer(Activation.TANH))
                                .layer(identity(6))
                                .layer(new BatchNormalization.Builder().build())
                                .layer(identity(5))
                                .layer(new BatchNormalization.Builder().build())
                                .layer(new OutputLayer.Builder().nOut(3).build())
                                .setInputType(InputType.feedForward(4))
                                .build());
        layered.init();
        Nd4j.getRandom().setSeed(8);
        DataSet data =
                new DataSet(
                        Nd4j.randn(DataType.DOUBLE, EXAMPLES, 4),
                        Nd4j.zeros(DataType.DOUBLE, EXAMPLES, 3));
        INDArray features = data.getFeatures().dup();
        Model network = isGraph ? layered.toComputationGraph() : layered;

        BatchNormStatistics.reestimate(network, new SingletonDataSetIterator(data));

        assertEquals(0, features.sub(data.getFeatures()).amaxNumber().doubleValue());
    }

    private static DenseLayer identity(int units) {
        return new DenseLayer.Builder().nOut(units).activation(Activation.IDENTITY).build();
    }

    private static INDArray product(ComputationGraph graph, String dense, INDArray input) {
        return input.mmul(graph.getParam(dense + "_W")).addRowVector(graph.getParam(dense + "_b"));
    }

    private static void check(
            ComputationGraph graph, String name, INDArray input, int channelAxis, int channels) {
        assertEquals(channels, input.size(channelAxis));
        for (int channel = 0; channel < channels; channel++) {
            INDArray values = input.dup('c').slice(channel, channelAxis).dup('c');
            double sum = 0;
            for (long i = 0; i < values.length(); i++) {
                sum += values.getDouble(i);
            }
            double mean = sum / values.length();
            double squares = 0;
            for (long i = 0; i < values.length(); i++) {
                squares += (values.getDouble(i) - mean) * (values.getDouble(i) - mean);
            }
            double variance = squares / values.length();
            assertEquals(mean, graph.getParam(name + "_mean").getDouble(channel), 1e-9, name);
            double found =
                    graph.paramTable().containsKey(name + "_var")
                            ? graph.getParam(name + "_var").getDouble(channel)
                            : Math.pow(
                                    10,
                                    2 * graph.getParam(name + "_log10stdev").getDouble(channel));
            assertEquals(variance, found, 1e-9 + 1e-9 * variance, name);
        }
    }

    @Test
    void anEmptyDataSetIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        BatchNormStatistics.reestimate(
                                graph(CNN2DFormat.NCHW), new Batches(List.of())));
    }
}
