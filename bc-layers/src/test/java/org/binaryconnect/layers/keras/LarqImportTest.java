package org.binaryconnect.layers.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import org.binaryconnect.layers.conf.BinaryConvolution1DLayer;
import org.binaryconnect.layers.conf.BinaryConvolution3D;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryDeconvolution2D;
import org.binaryconnect.layers.conf.BinaryDeconvolution3D;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryDepthwiseConvolution2D;
import org.binaryconnect.layers.conf.BinarySeparableConvolution2D;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.updaters.WeightClip;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Imported models against the outputs that larq computed with them. */
@DisabledOnOs(value = OS.MAC, architectures = "aarch64") // HDF5 has no library for it
class LarqImportTest {

    /** Of the largest output, or of 1. */
    private static final double TOLERANCE = 1e-5;

    private static void assertClose(INDArray expected, INDArray actual) {
        assertArrayEquals(expected.shape(), actual.shape());
        double difference = expected.sub(actual).amaxNumber().doubleValue();
        double scale = Math.max(1, expected.amaxNumber().doubleValue());
        assertTrue(difference < TOLERANCE * scale, "differs by " + difference);
    }

    private static Layer conf(MultiLayerNetwork network, int layer) {
        return network.getLayer(layer).conf().getLayer();
    }

    private static BinaryWeights options(MultiLayerNetwork network, int layer) {
        return ((BinaryLayer) conf(network, layer)).getBinaryWeights();
    }

    private static double largest(MultiLayerNetwork network, int layer) {
        return network.getLayer(layer).getParam("W").amaxNumber().doubleValue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dense",
                "dense_scaled",
                "dense_real",
                "convolution1d",
                "convolution2d",
                "convolution3d",
                "depthwise",
                "separable",
                "separable_real",
                "transposed2d",
                "transposed3d"
            })
    void outputsAreLarqs(String model) throws Exception {
        MultiLayerNetwork network = LarqModels.network(model);

        assertClose(LarqModels.output(model), network.output(LarqModels.input(model)));
    }

    @Test
    void aFunctionalModelBecomesAGraphWithLarqsOutputs() throws Exception {
        ComputationGraph graph = LarqModels.graph("functional");

        assertClose(
                LarqModels.output("functional"),
                graph.outputSingle(LarqModels.input("functional")));
        long binary =
                List.of(graph.getLayers()).stream()
                        .filter(layer -> layer.conf().getLayer() instanceof BinaryLayer)
                        .count();
        assertEquals(3, binary);
    }

    @Test
    void eachQuantizedLayerBecomesItsBinaryLayer() throws Exception {
        assertSame(BinaryDenseLayer.class, conf(LarqModels.network("dense"), 0).getClass());
        assertSame(
                BinaryConvolution1DLayer.class,
                conf(LarqModels.network("convolution1d"), 0).getClass());
        assertSame(
                BinaryConvolutionLayer.class,
                conf(LarqModels.network("convolution2d"), 0).getClass());
        assertSame(
                BinaryConvolution3D.class, conf(LarqModels.network("convolution3d"), 0).getClass());
        assertSame(
                BinaryDepthwiseConvolution2D.class,
                conf(LarqModels.network("depthwise"), 0).getClass());
        assertSame(
                BinarySeparableConvolution2D.class,
                conf(LarqModels.network("separable"), 0).getClass());
        assertSame(
                BinaryDeconvolution2D.class,
                conf(LarqModels.network("transposed2d"), 0).getClass());
        assertSame(
                BinaryDeconvolution3D.class,
                conf(LarqModels.network("transposed3d"), 0).getClass());
    }

    @Test
    void imagesStayChannelsLast() throws Exception {
        ConvolutionLayer layer = (ConvolutionLayer) conf(LarqModels.network("convolution2d"), 0);

        assertEquals(CNN2DFormat.NHWC, layer.getCnn2dDataFormat());
    }

    @Test
    void theClipIsTheConstraintsOrLarqsDefault() throws Exception {
        MultiLayerNetwork network = LarqModels.network("dense");

        assertEquals(BinaryWeights.DEFAULT, options(network, 0));
        assertEquals(BinaryWeights.DEFAULT.withClip(0.5), options(network, 3));
        assertEquals(BinaryWeights.DEFAULT, options(network, 4));
        assertEquals(0.5, largest(network, 3));
    }

    @Test
    void weightsBeyondTheClipAreCutToIt() throws Exception {
        assertEquals(1, largest(LarqModels.network("dense"), 4));
    }

    @Test
    void theClipOfAScaledLayerGrowsToItsLargestWeight() throws Exception {
        MultiLayerNetwork network = LarqModels.network("dense_scaled");

        assertTrue(largest(network, 0) > 1, "the model must have such a weight");
        assertEquals(
                BinaryWeights.DEFAULT.withClip(largest(network, 0)).withChannelScale(1),
                options(network, 0));
    }

    @Test
    void aLayerWithoutQuantizerIsDl4jsOwnAndKeepsTheClip() throws Exception {
        Layer dense = conf(LarqModels.network("dense_real"), 0);
        assertSame(DenseLayer.class, dense.getClass());
        assertEquals(List.of(new WeightClip(0.5, Set.of("W"))), dense.getConstraints());

        Layer separable = conf(LarqModels.network("separable_real"), 0);
        assertSame(SeparableConvolution2D.class, separable.getClass());
        assertEquals(
                List.of(new WeightClip(1, Set.of("W")), new WeightClip(0.5, Set.of("pW"))),
                separable.getConstraints());
    }

    @ParameterizedTest
    @CsvSource({"dense, 0", "convolution2d, 0"})
    void anImportedNetworkTrainsOn(String model, int binaryLayer) throws Exception {
        MultiLayerNetwork network = LarqModels.trainableNetwork(model);
        INDArray features = LarqModels.input(model);
        assertClose(LarqModels.output(model), network.output(features));
        DataSet data = new DataSet(features, Nd4j.eye(3));
        double before = network.score(data);
        INDArray weights = network.getLayer(binaryLayer).getParam("W").dup();

        for (int i = 0; i < 40; i++) {
            network.fit(data);
        }

        assertTrue(network.score(data) < before, before + " -> " + network.score(data));
        assertTrue(!weights.equals(network.getLayer(binaryLayer).getParam("W")), "unchanged");
        assertTrue(largest(network, binaryLayer) <= 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dense", "convolution1d", "convolution2d", "depthwise", "separable"})
    void anImportedNetworkIsStoredAndRestored(String model) throws Exception {
        MultiLayerNetwork network = LarqModels.network(model);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, file, false);

        MultiLayerNetwork restored =
                ModelSerializer.restoreMultiLayerNetwork(
                        new ByteArrayInputStream(file.toByteArray()));

        assertEquals(network.getLayerWiseConfigurations(), restored.getLayerWiseConfigurations());
        assertEquals(
                network.output(LarqModels.input(model)), restored.output(LarqModels.input(model)));
    }
}
