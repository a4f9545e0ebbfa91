package org.binaryconnect.hwexport.read;

import static org.binaryconnect.hwexport.read.TestModels.assertRefused;
import static org.binaryconnect.hwexport.read.TestModels.end;
import static org.binaryconnect.hwexport.read.TestModels.graph;
import static org.binaryconnect.hwexport.read.TestModels.layers;
import static org.binaryconnect.hwexport.read.TestModels.shape;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryLSTM;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.TestWeights;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.conf.preprocessor.Cnn3DToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What cannot be exported is refused by name, with the reason and a remedy, in one line. */
@SuppressWarnings("deprecation") // DL4J has deprecated GravesLSTM, not dropped it
class ReadRefusalsTest {

    private static final long[] VECTOR = shape(4);
    private static final long[] IMAGE = shape(2, 6, 5);
    private static final long[] SERIES = shape(4, 6);

    private static Layer dense(String name) {
        return new BinaryDenseLayer.Builder().name(name).nIn(4).nOut(4).build();
    }

    private static Layer lstm() {
        return new BinaryLSTM.Builder().nIn(4).nOut(4).activation(Activation.TANH).build();
    }

    private static Layer named(Layer layer) {
        layer.setLayerName("it");
        return layer;
    }

    private static Layer activation(Activation activation) {
        return new ActivationLayer.Builder().name("it").activation(activation).build();
    }

    private static ConvolutionLayer.Builder convolution() {
        return new ConvolutionLayer.Builder(3, 3).name("it").nIn(2).nOut(2);
    }

    private static SubsamplingLayer.Builder pool(SubsamplingLayer.PoolingType type) {
        return new SubsamplingLayer.Builder(type).name("it").kernelSize(2, 2);
    }

    private static Arguments vector(String why, Layer... layers) {
        return Arguments.of(why, VECTOR, layers);
    }

    private static Arguments image(String why, Layer... layers) {
        return Arguments.of(why, IMAGE, layers);
    }

    private static Arguments series(String why, Layer... layers) {
        return Arguments.of(why, SERIES, layers);
    }

    /** Each with a layer "it" that is refused. */
    static Stream<Arguments> layersThatAreRefused() {
        return Stream.of(
                vector(
                        "(DenseLayer 4x4) uses layer normalization; use batch",
                        new DenseLayer.Builder()
                                .name("it")
                                .nIn(4)
                                .nOut(4)
                                .hasLayerNorm(true)
                                .build()),
                vector(
                        "(EmbeddingLayer 4x4) is of a type that cannot be exported; use dense",
                        new EmbeddingLayer.Builder().name("it").nIn(4).nOut(4).build()),
                vector(
                        "has the activation cube; use ReLU",
                        dense("x"),
                        activation(Activation.CUBE)),
                vector("has the activation rrelu", dense("x"), activation(Activation.RRELU)),
                vector(
                        "has a softmax that is not the end of the network; use",
                        dense("x"),
                        activation(Activation.SOFTMAX),
                        dense("y")),
                vector(
                        "has a softmax that is not the end",
                        dense("x"),
                        activation(Activation.SOFTMAX),
                        new OutputLayer.Builder().nIn(4).nOut(4).build()),
                image("has a softmax over images", activation(Activation.SOFTMAX)),
                vector(
                        "has a slope of its own for each of its 4 inputs",
                        dense("x"),
                        new PReLULayer.Builder().name("it").inputShape(4).build()),
                vector("takes images, but gets vectors; give features", convolution().build()),
                vector(
                        "takes series, but gets vectors; give features of the shape [channels, steps]",
                        new Convolution1DLayer.Builder(2).name("it").nIn(4).nOut(2).build()),
                image(
                        "takes vectors, but gets images; put a CnnToFeedForward",
                        new DenseLayer.Builder().name("it").nIn(60).nOut(4).build()),
                image(
                        "takes images, but gets images of the format NHWC; give features",
                        new ConvolutionLayer.Builder(1, 1)
                                .nIn(5)
                                .nOut(2)
                                .dataFormat(CNN2DFormat.NHWC)
                                .build(),
                        convolution().build()),
                series(
                        "pools over dimensions [2] of series of the format NWC; set",
                        new Convolution1DLayer.Builder(2)
                                .nIn(6)
                                .nOut(4)
                                .rnnDataFormat(RNNFormat.NWC)
                                .build(),
                        new GlobalPoolingLayer.Builder().name("it").build()),
                image(
                        "(Deconvolution2D 2x2) is of a type that cannot be exported",
                        new Deconvolution2D.Builder(3, 3).name("it").nIn(2).nOut(2).build()),
                image(
                        "(CnnLossLayer) is of a type that cannot be exported; use a GlobalPooling",
                        new CnnLossLayer.Builder(LossFunction.MSE).name("it").build()),
                image(
                        "skips input in mode Same, because its stride is larger",
                        pool(SubsamplingLayer.PoolingType.MAX)
                                .kernelSize(1, 1)
                                .stride(3, 3)
                                .convolutionMode(ConvolutionMode.Same)
                                .build()),
                image(
                        "pools by a norm (PNORM)",
                        pool(SubsamplingLayer.PoolingType.PNORM).pnorm(2).build()),
                image(
                        "sums, which DL4J 1.0.0-M2.1 itself cannot compute",
                        pool(SubsamplingLayer.PoolingType.SUM).build()),
                image(
                        "has windows with nothing in them",
                        pool(SubsamplingLayer.PoolingType.MAX).padding(2, 0).build()),
                image(
                        "pools by a norm",
                        new GlobalPoolingLayer.Builder(PoolingType.PNORM).name("it").build()),
                image(
                        "pools over dimensions [3]",
                        new GlobalPoolingLayer.Builder().name("it").poolingDimensions(3).build()),
                image(
                        "takes 3 channels, but the layer before it gives 6x5x2; give the shape",
                        convolution().nIn(3).build()),
                image(
                        "does not fit its input: A kernel that extends over 9 positions",
                        convolution().kernelSize(9, 9).build()),
                Arguments.of(
                        "has one input channel, where DL4J leaves out the pointwise weights",
                        shape(1, 5, 5),
                        new Layer[] {
                            new SeparableConvolution2D.Builder(2, 2)
                                    .name("it")
                                    .nIn(1)
                                    .nOut(1)
                                    .build()
                        }),
                series(
                        "has padding, with which DL4J 1.0.0-M2.1 itself fails",
                        new Subsampling1DLayer.Builder().name("it").padding(1).build()),
                series(
                        "has the mode Causal, which DL4J ignores in pooling",
                        new Subsampling1DLayer.Builder()
                                .name("it")
                                .convolutionMode(ConvolutionMode.Causal)
                                .build()),
                series(
                        "normalizes series, where DL4J 1.0.0-M2.1 takes the examples",
                        new Convolution1DLayer.Builder(2).nIn(4).nOut(4).build(),
                        new BatchNormalization.Builder().name("it").nIn(4).nOut(4).build()),
                series(
                        "normalizes sequences, where DL4J 1.0.0-M2.1 takes the examples",
                        lstm(),
                        new BatchNormalization.Builder().name("it").nIn(4).nOut(4).build()),
                series(
                        "takes vectors, but gets series; put a GlobalPoolingLayer",
                        new Convolution1DLayer.Builder(2).nIn(4).nOut(4).build(),
                        dense("it")),
                series(
                        "sees several time steps at once, but a recurrent network",
                        lstm(),
                        new Convolution1DLayer.Builder(2).name("it").nIn(4).nOut(4).build()),
                series(
                        "pools over all time steps, but a recurrent network",
                        lstm(),
                        new GlobalPoolingLayer.Builder().name("it").build()),
                series(
                        "(GravesLSTM 4x4) is of a type that cannot be exported; use LSTM",
                        new GravesLSTM.Builder().name("it").nIn(4).nOut(4).build()),
                series(
                        "is of a type that cannot be exported; use a recurrent layer that sees",
                        named(new Bidirectional(lstm()))),
                series(
                        "(SimpleRnn 4x4) uses layer normalization",
                        new SimpleRnn.Builder()
                                .name("it")
                                .nIn(4)
                                .nOut(4)
                                .hasLayerNorm(true)
                                .build()),
                series(
                        "has gates with the activation tanh",
                        new LSTM.Builder()
                                .name("it")
                                .nIn(4)
                                .nOut(4)
                                .gateActivationFunction(Activation.TANH)
                                .build()),
                series(
                        "is inside a MaskZeroLayer; leave out",
                        new MaskZeroLayer.Builder()
                                .setUnderlying(new LSTM.Builder().name("it").nIn(4).nOut(4).build())
                                .setMaskValue(0)
                                .name("it")
                                .build()),
                series(
                        "is inside a TimeDistributedLayer; leave out",
                        lstm(),
                        named(new TimeDistributed(dense("it")))),
                series(
                        "takes sequences, but gets vectors of the last time step; keep",
                        new LastTimeStep(lstm()),
                        new LSTM.Builder().name("it").nIn(4).nOut(4).build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layersThatAreRefused")
    void layersAreRefused(String why, long[] shape, Layer[] layers) {
        assertRefused(layers(layers), shape, "Layer \"it\" (", why);
    }

    /** Its batch normalization belongs to real weights, and its accuracy was measured with them. */
    @Test
    void aNetworkThatAnswersWithRealWeightsIsRefused() {
        BinaryDenseLayer.Builder stochastic =
                new BinaryDenseLayer.Builder()
                        .name("sampled")
                        .nIn(4)
                        .nOut(3)
                        .binarization(Binarization.STOCHASTIC);

        assertRefused(
                layers(stochastic.build(), end()), VECTOR, "\"sampled\"", "real weights", "BINARY");
        ModelReader.read(layers(stochastic.testWeights(TestWeights.BINARY).build(), end()), VECTOR);
    }

    @Test
    void notANumberIsRefused() {
        MultiLayerNetwork model = layers(dense("first"), end());
        model.getParam("0_W").putScalar(0, 1, Double.NaN);
        assertRefused(model, VECTOR, "\"first\"", "NaN or infinity in \"W\"");

        MultiLayerNetwork other = layers(dense("first"), end());
        other.getParam("0_b").putScalar(0, 1, Double.NEGATIVE_INFINITY);
        assertRefused(other, VECTOR, "\"first\"", "NaN or infinity in \"b\"");
    }

    @Test
    void impossibleVariancesAreRefused() {
        MultiLayerNetwork model =
                layers(
                        dense("first"),
                        new BatchNormalization.Builder()
                                .name("norm")
                                .nIn(4)
                                .nOut(4)
                                .eps(0)
                                .useLogStd(false)
                                .build());
        model.getParam("1_var").putScalar(0, 1, -0.5);
        assertRefused(
                model,
                VECTOR,
                "Layer \"norm\" (BatchNormalization 4x4) has a negative variance (-0.5); ");
        model.getParam("1_var").putScalar(0, 1, 0);
        assertRefused(model, VECTOR, "\"norm\"", "divides by a variance of 0; ");
    }

    private static Arguments vertex(String why, long[] shape, Consumer<GraphBuilder> build) {
        return Arguments.of(why, shape, build);
    }

    private static GraphVertex combination(ElementWiseVertex.Op operation) {
        return new ElementWiseVertex(operation);
    }

    private static GraphVertex preprocessor(InputPreProcessor preprocessor) {
        return new PreprocessorVertex(preprocessor);
    }

    /** Each with a vertex "it" that is refused. */
    static Stream<Arguments> verticesThatAreRefused() {
        return Stream.of(
                vertex(
                        "(ElementWiseVertex) combines by Max; use Add",
                        VECTOR,
                        g ->
                                g.addLayer("a", dense("a"), "in")
                                        .addVertex(
                                                "it",
                                                combination(ElementWiseVertex.Op.Max),
                                                "a",
                                                "in")),
                vertex(
                        "(ElementWiseVertex) combines by Product",
                        VECTOR,
                        g ->
                                g.addLayer("a", dense("a"), "in")
                                        .addVertex(
                                                "it",
                                                combination(ElementWiseVertex.Op.Product),
                                                "a",
                                                "in")),
                vertex(
                        "(ElementWiseVertex) takes a second input of 4, but the layer before it gives 1",
                        VECTOR,
                        g ->
                                g.addLayer("a", dense("a"), "in")
                                        .addLayer(
                                                "b",
                                                new DenseLayer.Builder().nIn(4).nOut(1).build(),
                                                "in")
                                        .addVertex(
                                                "it",
                                                combination(ElementWiseVertex.Op.Add),
                                                "a",
                                                "b")),
                vertex(
                        "(SubsetVertex) is of a type that cannot be exported; use Elem",
                        VECTOR,
                        g -> g.addVertex("it", new SubsetVertex(0, 3), "in")),
                vertex(
                        "(L2NormalizeVertex) is of a type",
                        VECTOR,
                        g -> g.addVertex("it", new L2NormalizeVertex(), "in")),
                vertex(
                        "(MergeVertex) gets images and vectors; give it inputs of one kind",
                        IMAGE,
                        g ->
                                g.addLayer("a", new GlobalPoolingLayer(), "in")
                                        .addVertex("it", new MergeVertex(), "in", "a")),
                vertex(
                        "(MergeVertex) merges images along dimension 2; merge channels, which are dimension 1",
                        IMAGE,
                        g -> {
                            MergeVertex merge = new MergeVertex();
                            merge.setMergeAxis(2);
                            g.addVertex("it", merge, "in", "in");
                        }),
                vertex(
                        "reshapes to [-1, 3], which mixes examples of 4 values",
                        VECTOR,
                        g -> g.addVertex("it", new ReshapeVertex(-1, 3), "in")),
                vertex(
                        "reshapes to [-1, 2, 2, 1] in order 'f'",
                        VECTOR,
                        g ->
                                g.addVertex(
                                        "it",
                                        new ReshapeVertex('f', new int[] {-1, 2, 2, 1}, null),
                                        "in")),
                vertex(
                        "(LastTimeStepVertex) takes sequences, but gets vectors",
                        VECTOR,
                        g -> g.addVertex("it", new LastTimeStepVertex("in"), "in")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verticesThatAreRefused")
    void verticesAreRefused(String why, long[] shape, Consumer<GraphBuilder> build) {
        Model model =
                graph(
                        g -> {
                            build.accept(g);
                            g.addLayer("out", end(), "it");
                        });

        assertRefused(model, shape, "Vertex \"it\" (", why);
    }

    /** In a MultiLayerNetwork DL4J gives them one. */
    @Test
    void sequencesOfTwoFormatsAreRefused() {
        assertRefused(
                graph(
                        g ->
                                g.addLayer(
                                                "a",
                                                new LSTM.Builder()
                                                        .nIn(6)
                                                        .nOut(4)
                                                        .dataFormat(RNNFormat.NWC)
                                                        .build(),
                                                "in")
                                        .addLayer("b", lstm(), "a")
                                        .addLayer("out", end(), "b")),
                SERIES,
                "Layer \"b\" (BinaryLSTM 4x4) takes sequences, but gets sequences of the format NWC; give");
    }

    @Test
    void preprocessorsAreRefused() {
        assertRefused(
                graph(
                        g ->
                                g.addVertex(
                                                "it",
                                                preprocessor(new FeedForwardToRnnPreProcessor()),
                                                "in")
                                        .addLayer("out", end(), "it")),
                VECTOR,
                "Layer \"it\" (FeedForwardToRnnPreProcessor) makes a sequence of the examples");
        assertRefused(
                graph(
                        g ->
                                g.addVertex(
                                                "it",
                                                preprocessor(new CnnToRnnPreProcessor(6, 5, 2)),
                                                "in")
                                        .addLayer("out", end(), "it")),
                IMAGE,
                "Layer \"it\" (CnnToRnnPreProcessor) makes a sequence of the examples of a minibatch; ");
        assertRefused(
                graph(
                        g ->
                                g.addVertex(
                                                "it",
                                                preprocessor(
                                                        new Cnn3DToFeedForwardPreProcessor(
                                                                1, 1, 1)),
                                                "in")
                                        .addLayer("out", end(), "it")),
                IMAGE,
                "Layer \"it\" (Cnn3DToFeedForwardPreProcessor) has a preprocessor of a kind");
    }

    @Test
    void oneInputAndOneOutputAreNeeded() {
        assertRefused(
                graph(
                        g ->
                                g.addInputs("second")
                                        .addVertex("both", new MergeVertex(), "in", "second")
                                        .addLayer("out", end(), "both")),
                VECTOR,
                "The model has 2 inputs (in, second), and one can be exported; ");
        assertRefused(
                graph(
                        g ->
                                g.addLayer("out", end(), "in")
                                        .addLayer("too", end(), "in")
                                        .setOutputs("out", "too")),
                VECTOR,
                "The model has 2 outputs (out, too)");
    }

    @Test
    void featuresThatDoNotFitAreRefused() {
        MultiLayerNetwork model = layers(dense("it"), end());
        assertRefused(model, shape(), "Features of the shape []", "[channels, height, width]");
        assertRefused(model, shape(1, 2, 3, 4), "Features of the shape [1, 2, 3, 4]");
        assertRefused(model, shape(0), "Features of the shape [0]");
        assertRefused(model, shape(1 << 20, 1 << 20, 3), "Features of the shape [1048576, ");
        assertRefused(
                model,
                shape(5),
                "Layer \"it\" (BinaryDenseLayer 4x4) takes 4 values, but the layer before it gives 5");
        assertRefused(
                layers(lstm()),
                VECTOR,
                "The network is recurrent, but the features have the shape [4]; ");
    }

    /** Behind a flattened image, whose order a layer takes on. */
    @Test
    void layersOfAnotherSizeAreRefused() {
        Consumer<GraphBuilder> flat =
                g ->
                        g.addLayer("a", convolution().build(), "in")
                                .addVertex(
                                        "flat",
                                        preprocessor(new CnnToFeedForwardPreProcessor(4, 3, 2)),
                                        "a");
        assertRefused(
                graph(
                        flat.andThen(
                                g ->
                                        g.addLayer("it", dense("it"), "flat")
                                                .addLayer("out", end(), "it"))),
                IMAGE,
                "Layer \"it\" (BinaryDenseLayer 4x4) takes 4 values, but the layer before it gives 24; ");
        Layer norm = new BatchNormalization.Builder().nIn(4).nOut(4).build();
        assertRefused(
                graph(
                        flat.andThen(
                                g -> g.addLayer("it", norm, "flat").addLayer("out", end(), "it"))),
                IMAGE,
                "Layer \"it\" (BatchNormalization 4x4) takes 4 channels, but the layer before it gives 24; ");
    }

    @Test
    void modelsWithNothingToExportAreRefused() {
        String nothing = TestModels.refusal(layers(end()), VECTOR);
        assertEquals("The network computes nothing; there is nothing to export", nothing);
        MultiLayerNetwork raw =
                new MultiLayerNetwork(TestModels.builder().list().layer(dense("x")).build());
        assertRefused(raw, VECTOR, "has no parameters yet; call init()");
        assertRefused(null, VECTOR, "A null cannot be exported; give a MultiLayerNetwork");
    }
}
