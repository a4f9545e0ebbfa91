package org.binaryconnect.layers.convert;

import java.lang.reflect.Constructor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.binaryconnect.layers.conf.BinaryCenterLossOutputLayer;
import org.binaryconnect.layers.conf.BinaryConvolution1DLayer;
import org.binaryconnect.layers.conf.BinaryConvolution3D;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryDeconvolution2D;
import org.binaryconnect.layers.conf.BinaryDeconvolution3D;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryDepthwiseConvolution2D;
import org.binaryconnect.layers.conf.BinaryEmbeddingLayer;
import org.binaryconnect.layers.conf.BinaryEmbeddingSequenceLayer;
import org.binaryconnect.layers.conf.BinaryGravesLSTM;
import org.binaryconnect.layers.conf.BinaryLSTM;
import org.binaryconnect.layers.conf.BinaryLocallyConnected1D;
import org.binaryconnect.layers.conf.BinaryLocallyConnected2D;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.conf.BinaryRnnOutputLayer;
import org.binaryconnect.layers.conf.BinarySeparableConvolution2D;
import org.binaryconnect.layers.conf.BinarySimpleRnn;
import org.binaryconnect.layers.conf.CommonFields;
import org.binaryconnect.layers.conf.HingeLossLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.weights.embeddings.WeightInitEmbedding;

/** Which of our layers stands for which of DL4J's. */
@SuppressWarnings("deprecation") // DL4J has deprecated GravesLSTM, not dropped it
public final class LayerTypes {

    private static final Map<Class<? extends Layer>, Supplier<? extends Layer>> BINARY =
            new LinkedHashMap<>();

    static {
        BINARY.put(DenseLayer.class, BinaryDenseLayer::new);
        BINARY.put(OutputLayer.class, BinaryOutputLayer::new);
        BINARY.put(RnnOutputLayer.class, BinaryRnnOutputLayer::new);
        BINARY.put(CenterLossOutputLayer.class, BinaryCenterLossOutputLayer::new);
        BINARY.put(ConvolutionLayer.class, BinaryConvolutionLayer::new);
        BINARY.put(Convolution2D.class, BinaryConvolutionLayer::new);
        BINARY.put(Convolution1DLayer.class, BinaryConvolution1DLayer::new);
        BINARY.put(Convolution1D.class, BinaryConvolution1DLayer::new);
        BINARY.put(Convolution3D.class, BinaryConvolution3D::new);
        BINARY.put(Deconvolution2D.class, BinaryDeconvolution2D::new);
        BINARY.put(Deconvolution3D.class, BinaryDeconvolution3D::new);
        BINARY.put(DepthwiseConvolution2D.class, BinaryDepthwiseConvolution2D::new);
        BINARY.put(SeparableConvolution2D.class, BinarySeparableConvolution2D::new);
        BINARY.put(LSTM.class, BinaryLSTM::new);
        BINARY.put(GravesLSTM.class, BinaryGravesLSTM::new);
        BINARY.put(SimpleRnn.class, BinarySimpleRnn::new);
        BINARY.put(EmbeddingLayer.class, BinaryEmbeddingLayer::new);
        BINARY.put(EmbeddingSequenceLayer.class, BinaryEmbeddingSequenceLayer::new);
        BINARY.put(LocallyConnected1D.class, BinaryLocallyConnected1D::new);
        BINARY.put(LocallyConnected2D.class, BinaryLocallyConnected2D::new);
    }

    private LayerTypes() {}

    /** Whether there is a binary layer for one of DL4J's. */
    static boolean hasBinary(Layer plain) {
        return BINARY.containsKey(plain.getClass());
    }

    /**
     * The binary layer with the options of one of DL4J's, except for the initialization.
     *
     * @param plain a layer that will not be used any more; perhaps retrofitted
     */
    public static Layer binary(Layer plain) {
        Layer binary = BINARY.get(plain.getClass()).get();
        BinaryRetrofit.undo(plain);
        CommonFields.copy(plain, binary);
        // Weights for real layers are too small to begin with; given vectors are meant.
        if (binary instanceof BaseLayer base
                && !(base.getWeightInitFn() instanceof WeightInitEmbedding)) {
            base.setWeightInitFn(null);
        }
        if (binary instanceof BaseRecurrentLayer recurrent) {
            recurrent.setWeightInitFnRecurrent(null);
        }
        if (binary instanceof SameDiffLayer sameDiff) {
            sameDiff.setWeightInit(null);
        }
        return binary;
    }

    /** DL4J's own layer with the options of one of ours; any other layer as it is. */
    static Layer plain(Layer layer) {
        boolean isOurs =
                layer.getClass().getPackageName().equals(BinaryDenseLayer.class.getPackageName());
        if (!isOurs) {
            return layer;
        }
        Class<?> type =
                layer instanceof HingeLossLayer
                        ? LossLayer.class
                        : layer.getClass().getSuperclass();
        Layer plain = create(type);
        CommonFields.copy(layer, plain);
        return plain;
    }

    private static Layer create(Class<?> type) {
        try {
            // Some of DL4J's constructors for JSON are private.
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Layer) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot create a " + type.getName(), e);
        }
    }
}
