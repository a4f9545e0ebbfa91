package org.binaryconnect.layers.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryDeconvolution2D;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryDepthwiseConvolution2D;
import org.binaryconnect.layers.conf.BinaryEmbeddingSequenceLayer;
import org.binaryconnect.layers.conf.BinaryGravesLSTM;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.conf.BinaryRnnOutputLayer;
import org.binaryconnect.layers.conf.BinarySeparableConvolution2D;
import org.binaryconnect.layers.weights.WeightMatrices;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

/** Against counts by hand. */
class BinarySummaryTest {

    private static MultiLayerNetwork network(NeuralNetConfiguration.ListBuilder list) {
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    private static NeuralNetConfiguration.ListBuilder list() {
        return new NeuralNetConfiguration.Builder().activation(Activation.RELU).list();
    }

    private static MultiLayerNetwork images() {
        return network(
                list().layer(
                                new BinaryConvolutionLayer.Builder(3, 3)
                                        .name("conv")
                                        .nOut(5)
                                        .hasBias(false)
                                        .build())
                        .layer(new BatchNormalization.Builder().name("norm").build())
                        .layer(new SubsamplingLayer.Builder().name("pool").build())
                        .layer(new DenseLayer.Builder().name("real").nOut(6).build())
                        .layer(
                                new BinaryOutputLayer.Builder()
                                        .name("classes")
                                        .nOut(3)
                                        .channelScale(true)
                                        .build())
                        .setInputType(InputType.convolutional(9, 8, 2)));
    }

    private static final InputType IMAGE = InputType.convolutional(9, 8, 2);

    @Test
    void aNetworkOfImagesIsCounted() {
        BinarySummary summary = BinarySummary.of(images(), IMAGE);

        // 3 x 3 windows on 9 x 8 leave 7 x 6; every second one 4 x 3.
        assertEquals(
                new LayerSummary(
                        "conv",
                        "BinaryConvolutionLayer",
                        "5x7x6",
                        90,
                        0,
                        5 * 3, // 18 bits in 3 bytes
                        Quantity.of(90 * 42),
                        Quantity.ZERO),
                summary.layers().get(0));
        assertEquals(
                new LayerSummary(
                        "norm",
                        "BatchNormalization",
                        "5x7x6",
                        0,
                        10,
                        0,
                        Quantity.ZERO,
                        Quantity.of(5 * 42)),
                summary.layers().get(1));
        assertEquals(
                new LayerSummary(
                        "real",
                        "DenseLayer",
                        "6",
                        0,
                        60 * 6 + 6,
                        0,
                        Quantity.ZERO,
                        Quantity.of(360)),
                summary.layers().get(3));
        assertEquals(
                new LayerSummary(
                        "classes",
                        "BinaryOutputLayer",
                        "3",
                        18,
                        6, // biases and channel scales
                        3,
                        Quantity.of(18),
                        Quantity.of(3)), // channel scales
                summary.layers().get(4));
        LayerSummary total = summary.total();
        assertEquals(108, total.binaryWeights());
        assertEquals(18, total.weightBytes());
        assertEquals(18 + 4 * (10 + 366 + 6), total.bytes());
        assertEquals(4 * (108 + 10 + 366 + 6), total.floatBytes());
        assertEquals(1960.0 / 1546, summary.compression(), 1e-12);
    }

    @Test
    void aShapeThatDoesNotFitIsRefusedByName() {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> BinarySummary.of(images(), InputType.convolutional(9, 8, 3)))
                        .getMessage();
        assertTrue(message.contains("\"conv\" has nIn 2") && message.contains("3x9x8"), message);
    }

    @Test
    void allInputsNeedShapes() {
        assertThrows(
                IllegalArgumentException.class, () -> BinarySummary.of(images(), IMAGE, IMAGE));
    }

    @Test
    void theTableShowsIt() {
        assertEquals(
                """
                layer    type                    outputs  bits    x 1  x 32  bytes  additions  multiplications
                ----------------------------------------------------------------------------------------------
                conv     BinaryConvolutionLayer  5x7x6    1        90     0     15      3,780                0
                norm     BatchNormalization      5x7x6    32        0    10     40          0              210
                pool     SubsamplingLayer        5x4x3              0     0      0          0                0
                real     DenseLayer              6        32        0   366  1,464          0              360
                classes  BinaryOutputLayer       3        1 & 32   18     6     27         18                3
                ----------------------------------------------------------------------------------------------
                total                                     1 & 32  108   382  1,546      3,798              573

                1,546 bytes, of which 18 packed binary weights; 400 with 8 bits in place of 32, 1,960 with 32-bit weights: 1.3 times as much
                """,
                BinarySummary.of(images(), IMAGE).toString());
    }

    @Test
    void whatIsUnknownIsAQuestionMarkAndMissingInSums() {
        BinarySummary summary = BinarySummary.of(images());

        assertEquals("?", summary.layers().get(0).outputShape());
        assertEquals("?", summary.layers().get(0).additions().toString());
        assertEquals(15, summary.layers().get(0).weightBytes());
        assertEquals("?", summary.total().additions().toString());
        BinarySummary attention =
                BinarySummary.of(
                        network(
                                list().layer(
                                                new SelfAttentionLayer.Builder()
                                                        .nOut(4)
                                                        .nHeads(2)
                                                        .projectInput(true)
                                                        .build())
                                        .layer(new BinaryRnnOutputLayer.Builder().nOut(3).build())
                                        .setInputType(InputType.recurrent(4, 5))),
                        InputType.recurrent(4, 5));
        assertEquals("?", attention.layers().get(0).multiplications().toString());
        assertEquals("60", attention.total().additions().toString());
        assertTrue(attention.toString().contains("?"));
    }

    @Test
    void otherConvolutionsAreCounted() {
        BinarySummary summary =
                BinarySummary.of(
                        network(
                                list().layer(
                                                new BinaryDepthwiseConvolution2D.Builder(3, 3)
                                                        .depthMultiplier(2)
                                                        .hasBias(false)
                                                        .build())
                                        .layer(
                                                new BinarySeparableConvolution2D.Builder(2, 2)
                                                        .nOut(5)
                                                        .hasBias(false)
                                                        .build())
                                        .layer(
                                                new BinaryDeconvolution2D.Builder(2, 2)
                                                        .nOut(3)
                                                        .hasBias(false)
                                                        .build())
                                        .layer(new BinaryOutputLayer.Builder().nOut(2).build())
                                        .setInputType(InputType.convolutional(6, 6, 3))),
                        InputType.convolutional(6, 6, 3));

        // 4 x 4 positions, 6 channels of 9 weights; then 3 x 3 positions; then from 3 x 3.
        assertEquals(
                List.of(16 * 54L, 9 * (6 * 4 + 5 * 6L), 9 * (5 * 3 * 4L), 4 * 4 * 3 * 2L),
                summary.layers().stream().map(layer -> layer.additions().known()).toList());
        assertEquals(
                List.of(6 * 2L, 6 + 5L, 3 * 3L, 2 * 6L),
                summary.layers().stream().map(LayerSummary::weightBytes).toList());
    }

    @Test
    void recurrentLayersAreCountedByTimeStepAndDirection() {
        BinarySummary summary =
                BinarySummary.of(
                        network(
                                list().layer(
                                                new Bidirectional(
                                                        new BinaryGravesLSTM.Builder()
                                                                .nOut(4)
                                                                .build()))
                                        .layer(new BinaryRnnOutputLayer.Builder().nOut(3).build())
                                        .setInputType(InputType.recurrent(2, 5))),
                        InputType.recurrent(2, 5));

        assertEquals(3, summary.layers().size());
        LayerSummary forward = summary.layers().get(0);
        assertEquals(2 * 16 + 4 * 16, forward.binaryWeights());
        assertEquals(16 + 3 * 4, forward.realParameters()); // biases, peepholes
        assertEquals(16 + 16, forward.weightBytes());
        assertEquals(5 * 96, forward.additions().known());
        assertEquals(forward.binaryWeights(), summary.layers().get(1).binaryWeights());
        assertEquals(5 * 24, summary.layers().get(2).additions().known());
    }

    @Test
    void anEmbeddingAddsNothing() {
        BinarySummary summary =
                BinarySummary.of(
                        network(
                                list().layer(
                                                new BinaryEmbeddingSequenceLayer.Builder()
                                                        .nIn(100)
                                                        .nOut(9)
                                                        .build())
                                        .layer(
                                                new BinaryRnnOutputLayer.Builder()
                                                        .nIn(9)
                                                        .nOut(2)
                                                        .build())));

        assertEquals("0", summary.layers().get(0).additions().toString());
        assertEquals(9 * 13, summary.layers().get(0).weightBytes());
    }

    @Test
    void graphsAreSummarizedWithTheirShapes() {
        ComputationGraph graph =
                new ComputationGraph(
                        new NeuralNetConfiguration.Builder()
                                .graphBuilder()
                                .addInputs("in")
                                .addLayer(
                                        "a_1",
                                        new BinaryDenseLayer.Builder()
                                                .nIn(7)
                                                .nOut(7)
                                                .hasBias(false)
                                                .build(),
                                        "in")
                                .addVertex(
                                        "sum",
                                        new ElementWiseVertex(ElementWiseVertex.Op.Add),
                                        "a_1",
                                        "in")
                                .addLayer(
                                        "out",
                                        new BinaryOutputLayer.Builder().nIn(7).nOut(2).build(),
                                        "sum")
                                .setOutputs("out")
                                .build());
        graph.init();

        BinarySummary summary = BinarySummary.of(graph);

        assertEquals(
                List.of("a_1", "out"), summary.layers().stream().map(LayerSummary::name).toList());
        assertEquals(49 + 14, summary.total().additions().known());
        assertEquals(7 + 2, summary.total().weightBytes());
    }

    /** Independent of our table of layouts: DL4J's own number of parameters. */
    @Property(tries = 30)
    void theWeightsOfAConvolutionAreDl4jsParameters(
            @ForAll @IntRange(min = 1, max = 9) int in,
            @ForAll @IntRange(min = 1, max = 9) int out,
            @ForAll @IntRange(min = 1, max = 4) int height,
            @ForAll @IntRange(min = 1, max = 4) int width) {
        ConvolutionLayer layer =
                new ConvolutionLayer.Builder(height, width)
                        .nIn(in)
                        .nOut(out)
                        .hasBias(false)
                        .build();

        assertEquals(layer.initializer().numParams(layer), WeightMatrices.of(layer).get(0).size());
    }
}
