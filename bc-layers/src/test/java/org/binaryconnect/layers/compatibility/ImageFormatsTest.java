package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryDeconvolution2D;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryDepthwiseConvolution2D;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.conf.BinarySeparableConvolution2D;
import org.binaryconnect.layers.conf.Gradients;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;

/** A whole convolutional network in both formats of images. */
class ImageFormatsTest {

    private static final int BATCH = 5;
    private static final int HEIGHT = 7;
    private static final int WIDTH = 6;
    private static final int CHANNELS = 2;
    private static final int CLASSES = 3;

    /** Feature map behind the last convolution: channels, height, width. */
    private static final int[] FEATURES = {4, 6, 5};

    private static MultiLayerNetwork binary(CNN2DFormat format, IUpdater updater) {
        return network(
                format,
                updater,
                List.of(
                        new BinaryConvolutionLayer.Builder(2, 2).nOut(4).dataFormat(format).build(),
                        new BatchNormalization.Builder().dataFormat(format).build(),
                        new BinaryDepthwiseConvolution2D.Builder(2, 2)
                                .depthMultiplier(2)
                                .nOut(8)
                                .dataFormat(format)
                                .build(),
                        new SubsamplingLayer.Builder(2, 2).stride(1, 1).dataFormat(format).build(),
                        new BinarySeparableConvolution2D.Builder(2, 1)
                                .nOut(6)
                                .dataFormat(format)
                                .build(),
                        new BinaryDeconvolution2D.Builder(4, 3).nOut(4).dataFormat(format).build(),
                        new BinaryDenseLayer.Builder().nOut(7).build(),
                        new BinaryOutputLayer.Builder().nOut(CLASSES).build()));
    }

    private static MultiLayerNetwork plain(CNN2DFormat format) {
        return network(
                format,
                new NoOp(),
                List.of(
                        new ConvolutionLayer.Builder(2, 2).nOut(4).dataFormat(format).build(),
                        new BatchNormalization.Builder().dataFormat(format).build(),
                        new DepthwiseConvolution2D.Builder(2, 2)
                                .depthMultiplier(2)
                                .nOut(8)
                                .dataFormat(format)
                                .build(),
                        new SubsamplingLayer.Builder(2, 2).stride(1, 1).dataFormat(format).build(),
                        new SeparableConvolution2D.Builder(2, 1).nOut(6).dataFormat(format).build(),
                        new Deconvolution2D.Builder(4, 3).nOut(4).dataFormat(format).build(),
                        new DenseLayer.Builder().nOut(7).build(),
                        new OutputLayer.Builder().nOut(CLASSES).build()));
    }

    private static MultiLayerNetwork network(
            CNN2DFormat format, IUpdater updater, List<Layer> layers) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder()
                        .seed(12)
                        .dataType(DataType.DOUBLE)
                        .updater(updater)
                        .activation(Activation.TANH)
                        .list();
        layers.forEach(list::layer);
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        list.setInputType(InputType.convolutional(HEIGHT, WIDTH, CHANNELS, format))
                                .build());
        network.init();
        return network;
    }

    private static DataSet examples(CNN2DFormat format) {
        Nd4j.getRandom().setSeed(4);
        INDArray images = Nd4j.rand(DataType.DOUBLE, BATCH, CHANNELS, HEIGHT, WIDTH).subi(0.4);
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, BATCH, CLASSES);
        for (int i = 0; i < BATCH; i++) {
            labels.putScalar(i, i % CLASSES, 1);
        }
        return new DataSet(
                format == CNN2DFormat.NHWC ? images.permute(0, 2, 3, 1).dup('c') : images, labels);
    }

    private static double distance(INDArray one, INDArray other) {
        return one.sub(other).amaxNumber().doubleValue();
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void outputAndGradientAreThoseOfThePlainNetworkThatHoldsTheSigns(CNN2DFormat format) {
        MultiLayerNetwork binary = binary(format, new NoOp());
        MultiLayerNetwork plain = plain(format);
        Signs.copy(binary, plain);
        DataSet data = examples(format);

        assertEquals(plain.output(data.getFeatures()), binary.output(data.getFeatures()));
        INDArray expected = Gradients.of(plain, data);
        assertTrue(expected.amaxNumber().doubleValue() > 1e-3);
        assertEquals(0, distance(expected, Gradients.of(binary, data)));
        assertEquals(plain.score(), binary.score());
    }

    /**
     * With the same weights: DL4J lays a convolution's weights out alike for both formats, and the
     * dense layer's rows follow the order of its input.
     */
    private static MultiLayerNetwork withWeightsOf(MultiLayerNetwork nchw, IUpdater updater) {
        MultiLayerNetwork nhwc = binary(CNN2DFormat.NHWC, updater);
        nhwc.setParams(nchw.params());
        INDArray from = nchw.getParam("6_W");
        INDArray to = nhwc.getParam("6_W");
        int row = 0;
        for (int h = 0; h < FEATURES[1]; h++) {
            for (int w = 0; w < FEATURES[2]; w++) {
                for (int c = 0; c < FEATURES[0]; c++) {
                    to.putRow(row++, from.getRow(((long) c * FEATURES[1] + h) * FEATURES[2] + w));
                }
            }
        }
        assertEquals(row, to.rows());
        return nhwc;
    }

    @Test
    void bothFormatsComputeAndLearnTheSame() {
        MultiLayerNetwork nchw = binary(CNN2DFormat.NCHW, new Sgd(0.03));
        MultiLayerNetwork nhwc = withWeightsOf(nchw, new Sgd(0.03));
        DataSet first = examples(CNN2DFormat.NCHW);
        DataSet last = examples(CNN2DFormat.NHWC);

        for (int i = 0; i < 3; i++) {
            INDArray expected = nchw.output(first.getFeatures());
            assertEquals(0, distance(expected, nhwc.output(last.getFeatures())), 1e-9);
            nchw.fit(first);
            nhwc.fit(last);
        }
        assertEquals(1, nhwc.getParam("0_W").amaxNumber().doubleValue());
        assertEquals(0, distance(nchw.getParam("0_W"), nhwc.getParam("0_W")), 1e-9);
    }

    @Test
    void aGraphOfChannelsLastComputesTheSame() {
        MultiLayerNetwork network = binary(CNN2DFormat.NHWC, new NoOp());
        ComputationGraph graph = network.toComputationGraph();
        INDArray images = examples(CNN2DFormat.NHWC).getFeatures();

        assertEquals(network.output(images), graph.outputSingle(images));
    }
}
