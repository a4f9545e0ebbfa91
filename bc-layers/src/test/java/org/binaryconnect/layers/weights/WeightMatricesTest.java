package org.binaryconnect.layers.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The table of layouts against what DL4J computes. */
class WeightMatricesTest {

    static Stream<Arguments> layers() {
        Activation identity = Activation.IDENTITY;
        InputType images = InputType.convolutional(5, 6, 3);
        InputType volumes = InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, 3, 4, 5, 2);
        return Stream.of(
                Arguments.of(
                        new DenseLayer.Builder().nOut(4).activation(identity).build(),
                        InputType.feedForward(3)),
                Arguments.of(
                        new Convolution1DLayer.Builder(2).nOut(4).activation(identity).build(),
                        InputType.recurrent(3, 6)),
                Arguments.of(
                        new ConvolutionLayer.Builder(3, 2).nOut(4).activation(identity).build(),
                        images),
                Arguments.of(
                        new Deconvolution2D.Builder(3, 2).nOut(4).activation(identity).build(),
                        images),
                Arguments.of(
                        new DepthwiseConvolution2D.Builder(3, 2)
                                .depthMultiplier(2)
                                .activation(identity)
                                .build(),
                        images),
                Arguments.of(
                        new Convolution3D.Builder(2, 3, 2).nOut(4).activation(identity).build(),
                        volumes),
                Arguments.of(
                        new Deconvolution3D.Builder()
                                .kernelSize(2, 3, 2)
                                .nOut(4)
                                .activation(identity)
                                .build(),
                        volumes));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void theWeightsOfAnOutputChannelReachThatChannelOnly(Layer layer, InputType input) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .list()
                                .layer(layer)
                                .setInputType(input)
                                .build());
        network.init();
        WeightMatrix matrix = WeightMatrices.of(network.getLayer(0).conf().getLayer()).get(0);
        INDArray weights = matrix.of(network.getParam("0_" + matrix.name()));
        long[] shape = input.getShape(true).clone();
        shape[0] = 2;
        INDArray ones = Nd4j.ones(shape);
        for (long channel = 0; channel < matrix.outputs(); channel++) {
            weights.assign(0);
            weights.tensorAlongDimension(channel, matrix.inputAxes()).assign(1);

            INDArray output = network.output(ones);

            assertEquals(matrix.outputs(), output.size(1));
            for (long other = 0; other < matrix.outputs(); other++) {
                INDArray values = output.tensorAlongDimension(other, otherAxes(output.rank()));
                double largest = values.amaxNumber().doubleValue();
                assertEquals(other == channel, largest > 0, channel + " reaches " + other);
            }
        }
    }

    /** All axes but that of the channels. */
    private static int[] otherAxes(int rank) {
        int[] axes = new int[rank - 1];
        for (int i = 1; i < axes.length; i++) {
            axes[i] = i + 1;
        }
        return axes;
    }
}
