package org.binaryconnect.hwexport.read;

import static org.binaryconnect.hwexport.read.TestModels.assertReadsExactly;
import static org.binaryconnect.hwexport.read.TestModels.isBinary;
import static org.binaryconnect.hwexport.read.TestModels.layers;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.binaryconnect.layers.conf.BinaryConvolution1DLayer;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryDepthwiseConvolution2D;
import org.binaryconnect.layers.conf.BinaryLSTM;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.conf.BinaryRnnOutputLayer;
import org.binaryconnect.layers.conf.BinarySeparableConvolution2D;
import org.binaryconnect.layers.conf.BinarySimpleRnn;
import org.binaryconnect.layers.convert.Freezing;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Plain networks that hold +1 and -1, times a number for each output, are binary. */
class ReadFrozenTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void imageNetworks(boolean hasScale) {
        MultiLayerNetwork binary =
                layers(
                        InputType.convolutional(8, 7, 2),
                        new BinaryConvolutionLayer.Builder(3, 3)
                                .nOut(4)
                                .channelScale(hasScale)
                                .build(),
                        new BinaryDepthwiseConvolution2D.Builder(2, 2)
                                .depthMultiplier(2)
                                .nOut(8)
                                .channelScale(hasScale)
                                .build(),
                        new BinarySeparableConvolution2D.Builder(2, 2)
                                .nOut(3)
                                .channelScale(hasScale)
                                .build(),
                        new BinaryDenseLayer.Builder().nOut(7).channelScale(hasScale).build(),
                        new BinaryOutputLayer.Builder().nOut(3).channelScale(hasScale).build());

        assertTrue(isBinary(assertReadsExactly(Freezing.freeze(binary), 2, 8, 7)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void seriesNetworks(boolean hasScale) {
        MultiLayerNetwork binary =
                layers(
                        new BinaryConvolution1DLayer.Builder(3)
                                .nIn(2)
                                .nOut(4)
                                .channelScale(hasScale)
                                .build(),
                        new GlobalPoolingLayer.Builder().build(),
                        new BinaryOutputLayer.Builder()
                                .nIn(4)
                                .nOut(3)
                                .channelScale(hasScale)
                                .build());

        assertTrue(isBinary(assertReadsExactly(Freezing.freeze(binary), 2, 8)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recurrentNetworks(boolean hasScale) {
        MultiLayerNetwork binary =
                layers(
                        new BinaryLSTM.Builder()
                                .nIn(2)
                                .nOut(4)
                                .activation(Activation.TANH)
                                .channelScale(hasScale)
                                .build(),
                        new BinarySimpleRnn.Builder()
                                .nIn(4)
                                .nOut(4)
                                .activation(Activation.TANH)
                                .channelScale(hasScale)
                                .build(),
                        new BinaryRnnOutputLayer.Builder(LossFunction.MSE)
                                .nIn(4)
                                .nOut(3)
                                .activation(Activation.IDENTITY)
                                .channelScale(hasScale)
                                .build());

        assertTrue(isBinary(assertReadsExactly(Freezing.freeze(binary), 2, 8)));
    }

    /** One weight of another size, and the layer is real. */
    @Test
    void aLayerWithOneOtherWeightIsReal() {
        MultiLayerNetwork model =
                layers(new DenseLayer.Builder().nIn(4).nOut(3).build(), TestModels.end());
        model.getParam("0_W").assign(-0.5);
        assertTrue(isBinary(assertReadsExactly(model, 4)));

        model.getParam("0_W").putScalar(1, 2, 0.25);
        assertFalse(isBinary(assertReadsExactly(model, 4)));
    }
}
