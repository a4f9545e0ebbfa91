package org.binaryconnect.layers.conf;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.Layer;

/** The binary layers. */
public final class BinaryLayers {

    private BinaryLayers() {}

    public static Stream<Class<? extends Layer>> all() {
        return Stream.of(
                BinaryCenterLossOutputLayer.class,
                BinaryConvolution1DLayer.class,
                BinaryConvolution3D.class,
                BinaryConvolutionLayer.class,
                BinaryDeconvolution2D.class,
                BinaryDeconvolution3D.class,
                BinaryDenseLayer.class,
                BinaryDepthwiseConvolution2D.class,
                BinaryEmbeddingLayer.class,
                BinaryEmbeddingSequenceLayer.class,
                BinaryGravesLSTM.class,
                BinaryLSTM.class,
                BinaryLocallyConnected1D.class,
                BinaryLocallyConnected2D.class,
                BinaryOutputLayer.class,
                BinaryRnnOutputLayer.class,
                BinarySeparableConvolution2D.class,
                BinarySimpleRnn.class);
    }
}
