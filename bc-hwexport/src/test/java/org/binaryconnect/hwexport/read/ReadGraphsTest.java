package org.binaryconnect.hwexport.read;

import static org.binaryconnect.hwexport.read.TestModels.assertReadsExactly;
import static org.binaryconnect.hwexport.read.TestModels.count;
import static org.binaryconnect.hwexport.read.TestModels.end;
import static org.binaryconnect.hwexport.read.TestModels.graph;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Graphs compute what they do in DL4J. */
class ReadGraphsTest {

    private static DenseLayer dense(int in, int out) {
        return new BinaryDenseLayer.Builder().nIn(in).nOut(out).build();
    }

    private static ConvolutionLayer convolution(int in, int out) {
        return new BinaryConvolutionLayer.Builder(3, 3).padding(1, 1).nIn(in).nOut(out).build();
    }

    private static OutputLayer output(int in, int out) {
        return new BinaryOutputLayer.Builder(LossFunction.MSE)
                .nIn(in)
                .nOut(out)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static ActivationLayer tanh() {
        return new ActivationLayer.Builder().activation(Activation.TANH).build();
    }

    private static ElementWiseVertex combination(ElementWiseVertex.Op operation) {
        return new ElementWiseVertex(operation);
    }

    /** A residual block, with a skip connection of the block's own input. */
    @Test
    void skipConnectionsOfImages() {
        TrainedNetwork read =
                assertReadsExactly(
                        graph(
                                g ->
                                        g.addLayer("first", convolution(2, 4), "in")
                                                .addLayer("norm1", bn(4), "first")
                                                .addLayer("act1", tanh(), "norm1")
                                                .addLayer("second", convolution(4, 4), "act1")
                                                .addLayer("norm2", bn(4), "second")
                                                .addVertex(
                                                        "add",
                                                        combination(ElementWiseVertex.Op.Add),
                                                        "norm2",
                                                        "act1")
                                                .addLayer("act2", tanh(), "add")
                                                .addLayer("pool", pool(), "act2")
                                                .addLayer("out", output(4, 3), "pool")),
                        2,
                        5,
                        6);

        assertEquals(1, count(read, Node.Add.class));
    }

    private static BatchNormalization bn(int channels) {
        return new BatchNormalization.Builder().nIn(channels).nOut(channels).build();
    }

    private static GlobalPoolingLayer pool() {
        return new GlobalPoolingLayer.Builder(PoolingType.AVG).build();
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementWiseVertex.Op.class,
            names = {"Add", "Subtract", "Average"})
    void twoVectorsAreCombined(ElementWiseVertex.Op operation) {
        assertReadsExactly(
                graph(
                        g ->
                                g.addLayer("a", dense(5, 4), "in")
                                        .addLayer("b", dense(5, 4), "in")
                                        .addVertex("both", combination(operation), "a", "b")
                                        .addLayer("out", output(4, 3), "both")),
                5);
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementWiseVertex.Op.class,
            names = {"Add", "Average"})
    void manyVectorsAreCombined(ElementWiseVertex.Op operation) {
        TrainedNetwork read =
                assertReadsExactly(
                        graph(
                                g ->
                                        g.addLayer("a", dense(5, 4), "in")
                                                .addLayer("b", dense(5, 4), "in")
                                                .addLayer("c", dense(5, 4), "in")
                                                .addVertex(
                                                        "all",
                                                        combination(operation),
                                                        "a",
                                                        "b",
                                                        "c",
                                                        "a")
                                                .addLayer("out", output(4, 3), "all")),
                        5);

        assertEquals(3, count(read, Node.Add.class));
    }

    @Test
    void mergedVectorsAndImages() {
        assertReadsExactly(
                graph(
                        g ->
                                g.addLayer("a", dense(5, 4), "in")
                                        .addLayer("b", dense(5, 2), "in")
                                        .addVertex("both", new MergeVertex(), "a", "b", "in")
                                        .addLayer("out", output(11, 3), "both")),
                5);
        assertReadsExactly(
                graph(
                        g ->
                                g.addLayer("a", convolution(2, 4), "in")
                                        .addLayer("b", convolution(2, 3), "in")
                                        .addVertex("both", new MergeVertex(), "a", "b", "in")
                                        .addLayer("c", convolution(9, 2), "both")
                                        .addLayer("pool", pool(), "c")
                                        .addLayer("out", output(2, 3), "pool")),
                2,
                5,
                4);
    }

    @Test
    void mergedImagesWithChannelsLast() {
        assertReadsExactly(
                graph(
                        g ->
                                g.setInputTypes(InputType.convolutional(5, 4, 2, CNN2DFormat.NHWC))
                                        .addLayer("a", convolution(2, 4), "in")
                                        .addLayer("b", convolution(2, 3), "in")
                                        .addVertex("both", new MergeVertex(), "a", "b", "in")
                                        .addLayer("c", convolution(9, 2), "both")
                                        .addVertex("flat", new ReshapeVertex(-1, 40), "c")
                                        .addLayer("out", output(40, 3), "flat")),
                5,
                4,
                2);
    }

    /** DL4J merges the inputs of a layer by a vertex of its own. */
    @Test
    void aLayerWithTwoInputs() {
        assertReadsExactly(
                graph(
                        g ->
                                g.addLayer("a", dense(5, 4), "in")
                                        .addLayer("out", output(9, 3), "a", "in")),
                5);
    }

    /** Their orders are merged, too: the dense layer's columns take them. */
    @Test
    void flattenedImagesAreMergedWithVectors() {
        TrainedNetwork read =
                assertReadsExactly(
                        graph(
                                g ->
                                        g.addLayer("a", convolution(2, 4), "in")
                                                .addVertex("flat", flatten(4, 3, 4), "a")
                                                .addVertex("raw", flatten(4, 3, 2), "in")
                                                .addLayer("small", dense(24, 5), "raw")
                                                .addVertex(
                                                        "both",
                                                        new MergeVertex(),
                                                        "small",
                                                        "flat",
                                                        "raw")
                                                .addLayer("norm", bn(77), "both")
                                                .addLayer("out", output(77, 3), "norm")),
                        2,
                        4,
                        3);

        assertEquals(0, count(read, Node.Permute.class));
    }

    private static PreprocessorVertex flatten(int height, int width, int channels) {
        return new PreprocessorVertex(new CnnToFeedForwardPreProcessor(height, width, channels));
    }

    /** Only where elements have different orders is one put in order. */
    @Test
    void vectorsOfDifferentOrderAreAdded() {
        TrainedNetwork read =
                assertReadsExactly(
                        graph(
                                g ->
                                        g.addLayer("a", convolution(2, 4), "in")
                                                .addVertex("flat", flatten(4, 3, 4), "a")
                                                .addVertex("raw", flatten(4, 3, 2), "in")
                                                .addLayer("wide", dense(24, 48), "raw")
                                                .addVertex(
                                                        "both",
                                                        combination(ElementWiseVertex.Op.Add),
                                                        "wide",
                                                        "flat")
                                                .addLayer("out", output(48, 3), "both")),
                        2,
                        4,
                        3);

        assertEquals(1, count(read, Node.Permute.class));
    }

    @Test
    void scaledAndShiftedValues() {
        assertReadsExactly(
                graph(
                        g ->
                                g.addVertex("centered", new ShiftVertex(-0.5), "in")
                                        .addVertex("scaled", new ScaleVertex(2), "centered")
                                        .addLayer("a", convolution(2, 4), "scaled")
                                        .addVertex("flat", flatten(4, 3, 4), "a")
                                        .addVertex("smaller", new ScaleVertex(0.1), "flat")
                                        .addLayer("out", output(48, 3), "smaller")),
                2,
                4,
                3);
    }

    @Test
    void reshapedValues() {
        TrainedNetwork read =
                assertReadsExactly(
                        graph(
                                g ->
                                        g.addVertex("image", new ReshapeVertex(-1, 2, 4, 3), "in")
                                                .addLayer("a", convolution(2, 4), "image")
                                                .addVertex("flat", new ReshapeVertex(-1, 48), "a")
                                                .addLayer("out", output(48, 3), "flat")),
                        24);
        assertEquals(new Shape(1, 1, 24), read.network().input());
        assertEquals(1, count(read, Node.Permute.class));

        // Channels become rows: elements move.
        assertReadsExactly(
                graph(
                        g ->
                                g.addLayer("a", convolution(2, 4), "in")
                                        .addVertex("other", new ReshapeVertex(-1, 3, 2, 8), "a")
                                        .addLayer("b", convolution(3, 2), "other")
                                        .addLayer("pool", pool(), "b")
                                        .addLayer("out", output(2, 3), "pool")),
                2,
                4,
                3);
    }

    /** The input has the order of the images; the dense layer's columns follow. */
    @Test
    void flatFeaturesThatAreAlsoImages() {
        TrainedNetwork read =
                assertReadsExactly(
                        graph(
                                g ->
                                        g.addLayer("a", convolution(2, 4), image(), "in")
                                                .addLayer("pool", pool(), "a")
                                                .addLayer("b", dense(24, 5), "in")
                                                .addVertex("both", new MergeVertex(), "pool", "b")
                                                .addLayer("out", output(9, 3), "both")),
                        24);

        assertEquals(new Shape(4, 3, 2), read.network().input());
        assertEquals(0, count(read, Node.Permute.class));
    }

    private static FeedForwardToCnnPreProcessor image() {
        return new FeedForwardToCnnPreProcessor(4, 3, 2);
    }

    @Test
    void preprocessorsOfSeveral() {
        TrainedNetwork read =
                assertReadsExactly(
                        graph(
                                g ->
                                        g.addVertex(
                                                        "there",
                                                        new PreprocessorVertex(
                                                                new ComposableInputPreProcessor(
                                                                        image(),
                                                                        new CnnToFeedForwardPreProcessor(
                                                                                4, 3, 2))),
                                                        "in")
                                                .addLayer("out", output(24, 3), "there")),
                        24);

        assertEquals(0, count(read, Node.Permute.class));
    }

    @Test
    void frozenVertices() {
        assertReadsExactly(
                graph(
                        g ->
                                g.addLayer("a", dense(5, 4), "in")
                                        .addVertex(
                                                "twice", new FrozenVertex(new ScaleVertex(2)), "a")
                                        .addLayer("out", output(4, 3), "twice")),
                5);
    }

    /** What else hangs on the output does not matter, and a user is told so. */
    @Test
    void branchesThatLeadNowhereAreLeftOut() {
        TrainedNetwork read =
                assertReadsExactly(
                        graph(
                                g ->
                                        g.allowDisconnected(true)
                                                .addLayer("a", dense(5, 4), "in")
                                                .addLayer("out", output(4, 3), "a")
                                                .addLayer("idle", dense(4, 2), "a")),
                        5);

        assertEquals(2, count(read, Node.Dense.class));
        assertTrue(read.notes().get(0).contains("\"idle\""), read.notes().toString());
    }

    /** A sigmoid in the middle is computed once, however many take it. */
    @Test
    void aSharedSigmoidIsComputedOnce() {
        TrainedNetwork read =
                assertReadsExactly(
                        graph(
                                g ->
                                        g.addLayer(
                                                        "gate",
                                                        new BinaryDenseLayer.Builder()
                                                                .nIn(5)
                                                                .nOut(4)
                                                                .activation(Activation.SIGMOID)
                                                                .build(),
                                                        "in")
                                                .addLayer("a", dense(4, 4), "gate")
                                                .addVertex(
                                                        "both",
                                                        combination(ElementWiseVertex.Op.Add),
                                                        "a",
                                                        "gate")
                                                .addLayer("out", output(4, 3), "both")),
                        5);

        assertEquals(1, count(read, Node.Activation.class));
    }

    /** DL4J's own flow of types through a graph. */
    @Test
    void typesSetByDl4j() {
        assertReadsExactly(
                graph(
                        g ->
                                g.setInputTypes(InputType.convolutionalFlat(4, 3, 2))
                                        .addLayer("a", convolution(2, 4), "in")
                                        .addLayer("b", dense(0, 6), "a")
                                        .addLayer("out", output(6, 3), "b")),
                24);
    }

    /** Nothing in the end but images: DL4J's order, channels first. */
    @Test
    void anImageAtTheEndIsInDl4jsOrder() {
        assertReadsExactly(
                graph(g -> g.addLayer("a", convolution(2, 4), "in").addLayer("out", end(), "a")),
                2,
                4,
                3);
    }

    /** DL4J's output is wrong there, so that it cannot be compared. */
    @Test
    void anActivationOfSharedFeaturesIsNoted() {
        var model =
                graph(
                        g ->
                                g.addLayer("act", tanh(), "in")
                                        .addVertex(
                                                "both",
                                                combination(ElementWiseVertex.Op.Add),
                                                "act",
                                                "in")
                                        .addLayer("out", output(5, 3), "both"));

        TrainedNetwork read = ModelReader.read(model, 5);

        assertTrue(read.notes().get(0).contains("\"act\""), read.notes().toString());
        assertTrue(read.notes().get(0).contains("overwrites the features"));
    }
}
