package org.binaryconnect.layers.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.binaryconnect.layers.conf.LayerCases.Case;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.updaters.DivergedException;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossSquaredHinge;

/**
 * What a user can do wrong: each error is one line that names the layer and says what to do, in
 * both of DL4J's network classes.
 */
class WrongUseTest {

    private static final String NAME = "the layer";

    static Stream<Arguments> casesInBothNetworkClasses() {
        return LayerCases.all().stream()
                .flatMap(
                        layer ->
                                Stream.of(false, true)
                                        .map(inGraph -> Arguments.of(layer, inGraph)));
    }

    private static Model network(Case layer, boolean inGraph) {
        Layer middle = layer.binary().apply(BinaryWeights.DEFAULT);
        middle.setLayerName(NAME);
        MultiLayerNetwork network = layer.network(middle, new Sgd(0.01), DataType.DOUBLE);
        return inGraph ? network.toComputationGraph() : network;
    }

    /** In a graph a layer is called as its vertex; DL4J's conversion numbers those. */
    private static String name(Case layer, boolean inGraph) {
        return inGraph ? String.valueOf(layer.index()) : NAME;
    }

    private static INDArray weights(Model network, Case layer) {
        return network.paramTable().get(layer.index() + "_W");
    }

    private static void fit(Model network, DataSet data) {
        if (network instanceof MultiLayerNetwork layers) {
            layers.fit(data.copy());
        } else {
            ((ComputationGraph) network).fit(data.copy());
        }
    }

    private static INDArray output(Model network, INDArray features) {
        return network instanceof MultiLayerNetwork layers
                ? layers.output(features)
                : ((ComputationGraph) network).outputSingle(features);
    }

    @ParameterizedTest
    @MethodSource("casesInBothNetworkClasses")
    void weightsOutsideTheClip(Case layer, boolean inGraph) {
        Model network = network(layer, inGraph);
        weights(network, layer).muli(0.5).putScalar(0, -3.25);

        String message =
                assertThrows(
                                IllegalStateException.class,
                                () -> fit(network, layer.examples(DataType.DOUBLE)))
                        .getMessage();
        assertEquals(
                "Layer \""
                        + name(layer, inGraph)
                        + "\": weights \"W\" reach 3.250, outside the clip of 1.0: rescale them (BinaryConversion does), set a larger clip, or cut them off with LatentWeights.clip",
                message);
    }

    @ParameterizedTest
    @MethodSource("casesInBothNetworkClasses")
    void weightsThatAreNoNumbers(Case layer, boolean inGraph) {
        DataSet data = layer.examples(DataType.DOUBLE);
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            Model network = network(layer, inGraph);
            weights(network, layer).putScalar(weights(network, layer).length() - 1, value);
            for (Consumer<Model> use :
                    List.<Consumer<Model>>of(
                            model -> output(model, data.getFeatures()),
                            model -> fit(model, data))) {
                String message =
                        assertThrows(DivergedException.class, () -> use.accept(network))
                                .getMessage();
                assertEquals(
                        "Layer \""
                                + name(layer, inGraph)
                                + "\": weights \"W\" are NaN or infinite; restore an earlier model, or train anew with a lower learning rate",
                        message);
            }
        }
    }

    /** A training that diverges: the layer's own step gives NaN. */
    @ParameterizedTest
    @MethodSource("casesInBothNetworkClasses")
    void trainingThatDiverges(Case layer, boolean inGraph) {
        Layer middle = layer.binary().apply(BinaryWeights.DEFAULT);
        middle.setLayerName(NAME);
        MultiLayerNetwork layers = layer.network(middle, new Sgd(Double.NaN), DataType.DOUBLE);
        Model network = inGraph ? layers.toComputationGraph() : layers;

        String message =
                assertThrows(
                                DivergedException.class,
                                () -> fit(network, layer.examples(DataType.DOUBLE)))
                        .getMessage();
        assertTrue(
                message.matches(
                        "Layer \""
                                + name(layer, inGraph)
                                + "\": weights \"(W|RW|pW)\" are NaN or infinite after iteration 1; the training diverged: lower the learning rate"),
                message);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aClipThatIsNone(double clip) {
        BinaryDenseLayer.Builder builder = new BinaryDenseLayer.Builder().name(NAME);

        assertEquals(
                "Layer \"the layer\": Weight clip must be finite and above 0, got %s; the paper's is 1"
                        .formatted(clip),
                assertThrows(IllegalArgumentException.class, () -> builder.clip(clip))
                        .getMessage());
    }

    @Test
    void aBinarizationThatIsNone() {
        BinaryDenseLayer.Builder builder = new BinaryDenseLayer.Builder();

        assertEquals(
                "Layer without a name: Binarization must be DETERMINISTIC or STOCHASTIC, got null",
                assertThrows(IllegalArgumentException.class, () -> builder.binarization(null))
                        .getMessage());
    }

    static Stream<Arguments> hingeHeads() {
        return Stream.of(new LossSquaredHinge(), new LossHinge())
                .flatMap(
                        loss ->
                                heads(loss)
                                        .flatMap(
                                                head ->
                                                        Stream.of(false, true)
                                                                .map(
                                                                        inGraph ->
                                                                                Arguments.of(
                                                                                        head,
                                                                                        loss.name(),
                                                                                        inGraph))));
    }

    private static Stream<Layer> heads(ILossFunction loss) {
        return Stream.of(
                new BinaryOutputLayer.Builder(loss)
                        .nIn(4)
                        .nOut(3)
                        .activation(Activation.IDENTITY)
                        .build(),
                new BinaryCenterLossOutputLayer.Builder(loss)
                        .nIn(4)
                        .nOut(3)
                        .activation(Activation.IDENTITY)
                        .build(),
                new BinaryRnnOutputLayer.Builder(loss)
                        .nIn(4)
                        .nOut(3)
                        .activation(Activation.IDENTITY)
                        .build(),
                new HingeLossLayer.Builder().lossFunction(loss).build());
    }

    @ParameterizedTest
    @MethodSource("hingeHeads")
    void hingeLossWithLabels0And1(Layer head, String loss, boolean inGraph) {
        head.setLayerName(NAME);
        boolean isRecurrent = head instanceof RnnOutputLayer;
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder().updater(new NoOp()).list();
        list.layer(
                isRecurrent
                        ? new BinaryLSTM.Builder().nIn(5).nOut(4).build()
                        : new BinaryDenseLayer.Builder()
                                .nIn(5)
                                .nOut(head instanceof HingeLossLayer ? 3 : 4)
                                .build());
        MultiLayerNetwork layers = new MultiLayerNetwork(list.layer(head).build());
        layers.init();
        Model network = inGraph ? layers.toComputationGraph() : layers;
        INDArray labels =
                isRecurrent
                        ? Nd4j.zeros(DataType.FLOAT, 2, 3, 6)
                        : Nd4j.zeros(DataType.FLOAT, 2, 3);
        labels.tensorAlongDimension(0, 1).putScalar(1, 1);
        INDArray features =
                isRecurrent ? Nd4j.rand(DataType.FLOAT, 2, 5, 6) : Nd4j.rand(DataType.FLOAT, 2, 5);

        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> fit(network, new DataSet(features, labels)))
                        .getMessage();
        assertEquals(
                "Layer \""
                        + (inGraph ? "1" : NAME)
                        + "\": "
                        + loss
                        + " needs labels -1 and +1, got 0 and 1.0; call setPreProcessor(new HingeLabels()) on the data iterator",
                message);
        // And takes the right ones.
        fit(network, new DataSet(features, labels.mul(2).sub(1)));
    }

    /** What DL4J's layers take and get wrong. */
    static Stream<Arguments> wrongInDl4j() {
        InputType image = InputType.convolutional(5, 5, 2);
        InputType sequence = InputType.recurrent(2, 5, RNNFormat.NCW);
        BinaryLocallyConnected1D.Builder local1D =
                new BinaryLocallyConnected1D.Builder().name(NAME).nOut(2);
        return Stream.of(
                Arguments.of(
                        new BinarySeparableConvolution2D.Builder(2, 2).name(NAME).nOut(2).build(),
                        InputType.convolutional(5, 5, 1),
                        "leaves out the pointwise weights where there is one input channel; use BinaryConvolutionLayer"),
                Arguments.of(
                        new BinarySimpleRnn.Builder().name(NAME).nOut(2).hasLayerNorm(true).build(),
                        sequence,
                        "fails in SimpleRnn with layer normalization; set hasLayerNorm(false)"),
                Arguments.of(
                        local1D.build(),
                        InputType.recurrent(2, 5, RNNFormat.NWC),
                        "computes locally connected layers of [batch, channels, length] only; use RNNFormat.NCW"),
                Arguments.of(
                        local1D.dilation(2).build(),
                        sequence,
                        "ignores the dilation of locally connected layers; set dilation(1)"),
                Arguments.of(
                        local1D.dilation(1).convolutionMode(ConvolutionMode.Causal).build(),
                        sequence,
                        "does not pad locally connected layers for causal convolution; use another convolutionMode"),
                Arguments.of(
                        new BinaryLocallyConnected2D.Builder()
                                .name(NAME)
                                .nOut(2)
                                .dilation(1, 2)
                                .build(),
                        image,
                        "ignores the dilation of locally connected layers; set dilation(1, 1)"),
                Arguments.of(
                        new BinaryLocallyConnected2D.Builder()
                                .name(NAME)
                                .nOut(2)
                                .convolutionMode(ConvolutionMode.Causal)
                                .build(),
                        image,
                        "has causal convolution in one dimension only; use another convolutionMode"));
    }

    @ParameterizedTest
    @MethodSource("wrongInDl4j")
    void whatDl4jGetsWrong(Layer layer, InputType input, String wrong) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
        list.layer(layer).layer(new OutputLayer.Builder().nOut(2).build()).setInputType(input);
        ComputationGraphConfiguration.GraphBuilder graph =
                new NeuralNetConfiguration.Builder()
                        .graphBuilder()
                        .addInputs("in")
                        .addLayer(NAME, layer.clone(), "in")
                        .addLayer("out", new OutputLayer.Builder().nOut(2).build(), NAME)
                        .setOutputs("out")
                        .setInputTypes(input);
        String expected =
                "Layer \"the layer\" (%s): DL4J 1.0.0-M2.1 %s"
                        .formatted(layer.getClass().getSimpleName(), wrong);

        assertEquals(
                expected,
                assertThrows(
                                DL4JInvalidConfigException.class,
                                () -> new MultiLayerNetwork(list.build()).init())
                        .getMessage());
        assertEquals(
                expected,
                assertThrows(
                                DL4JInvalidConfigException.class,
                                () -> new ComputationGraph(graph.build()).init())
                        .getMessage());
    }

    static Stream<Arguments> casesWithOutputs() {
        return casesInBothNetworkClasses()
                .filter(arguments -> !arguments.get()[0].toString().startsWith("depthwise"));
    }

    @ParameterizedTest
    @MethodSource("casesWithOutputs")
    void outputsThatAreMissing(Case layer, boolean inGraph) {
        Layer middle = layer.binary().apply(BinaryWeights.DEFAULT);
        middle.setLayerName(NAME);
        setOutputs(middle, 0);

        String message =
                assertThrows(RuntimeException.class, () -> build(layer, middle, inGraph))
                        .getMessage();
        // A graph numbers its vertices from the input.
        String type = middle.getClass().getSimpleName();
        if (layer.name().startsWith("locally")) {
            // Found where sizes are inferred, before vertices have numbers.
            assertEquals(
                    "%s (index=%d, name=the layer) nOut=0; nOut must be > 0"
                            .formatted(type, layer.index()),
                    message);
        } else {
            int index = layer.index() + (inGraph ? 1 : 0);
            long inputs = ((FeedForwardLayer) middle).getNIn();
            String expected =
                    "%s (index=%d, name=the layer) nIn=%s, nOut=0; nIn and nOut must be > 0"
                            .formatted(type, index, inputs == 0 ? "." : inputs);
            assertEquals(expected, inputs == 0 ? message.replaceAll("nIn=\\d", "nIn=.") : message);
        }
    }

    private static void setOutputs(Layer layer, int outputs) {
        if (layer instanceof FeedForwardLayer sized) {
            sized.setNOut(outputs);
        } else if (layer instanceof BinaryLocallyConnected1D local) {
            local.setNOut(outputs);
        } else {
            ((BinaryLocallyConnected2D) layer).setNOut(outputs);
        }
    }

    private static void build(Case layer, Layer middle, boolean inGraph) {
        if (!inGraph) {
            layer.network(middle, new NoOp(), DataType.DOUBLE);
            return;
        }
        ComputationGraphConfiguration.GraphBuilder graph =
                new NeuralNetConfiguration.Builder().graphBuilder().addInputs("in");
        String last = "in";
        List<Layer> layers = new ArrayList<>(layer.before());
        layers.add(middle);
        layers.addAll(layer.after());
        for (int i = 0; i < layers.size(); i++) {
            String name = i == layer.index() ? NAME : "layer " + i;
            graph.addLayer(name, layers.get(i).clone(), last);
            last = name;
        }
        graph.setOutputs(last);
        if (layer.input() != null) {
            graph.setInputTypes(layer.input());
        }
        new ComputationGraph(graph.build()).init();
    }
}
