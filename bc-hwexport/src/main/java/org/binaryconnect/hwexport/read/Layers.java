package org.binaryconnect.hwexport.read;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.binaryconnect.hwexport.ir.Function;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.layers.conf.BinaryCenterLossOutputLayer;
import org.binaryconnect.layers.conf.BinaryConvolution1DLayer;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryDepthwiseConvolution2D;
import org.binaryconnect.layers.conf.BinaryGravesLSTM;
import org.binaryconnect.layers.conf.BinaryLSTM;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.conf.BinaryRnnOutputLayer;
import org.binaryconnect.layers.conf.BinarySeparableConvolution2D;
import org.binaryconnect.layers.conf.BinarySimpleRnn;
import org.binaryconnect.layers.conf.HingeLossLayer;
import org.binaryconnect.layers.conf.OnePassBatchNormalization;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.Pooling1D;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.layers.recurrent.LastTimeStepLayer;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.params.PReLUParamInitializer;

/**
 * Reads a layer by the exact class of its configuration: a class that extends one of DL4J's may
 * compute something else.
 */
@SuppressWarnings("deprecation") // DL4J has deprecated GravesLSTM, not dropped it
final class Layers {

    /** Adds what a layer computes. */
    @FunctionalInterface
    private interface Reader {
        Value read(Part.OfLayer part, Value input, Assembly assembly);
    }

    private static final Map<Class<?>, Reader> READERS = new HashMap<>();

    /** What to do about layers that one could expect to be exported. */
    private static final Map<Class<?>, String> REMEDIES = new HashMap<>();

    static {
        on(LinearLayers::read, DenseLayer.class, OutputLayer.class, RnnOutputLayer.class);
        on(LinearLayers::read, CenterLossOutputLayer.class, BinaryCenterLossOutputLayer.class);
        on(LinearLayers::read, BinaryDenseLayer.class, BinaryOutputLayer.class);
        on(LinearLayers::read, BinaryRnnOutputLayer.class);
        on(ConvolutionLayers::readPlain, ConvolutionLayer.class, Convolution2D.class);
        on(ConvolutionLayers::readPlain, BinaryConvolutionLayer.class);
        on(ConvolutionLayers::readSeries, Convolution1DLayer.class, Convolution1D.class);
        on(ConvolutionLayers::readSeries, BinaryConvolution1DLayer.class);
        on(ConvolutionLayers::readDepthwise, DepthwiseConvolution2D.class);
        on(ConvolutionLayers::readDepthwise, BinaryDepthwiseConvolution2D.class);
        on(ConvolutionLayers::readSeparable, SeparableConvolution2D.class);
        on(ConvolutionLayers::readSeparable, BinarySeparableConvolution2D.class);
        on(RecurrentLayers::readLstm, LSTM.class, BinaryLSTM.class);
        on(RecurrentLayers::readSimple, SimpleRnn.class, BinarySimpleRnn.class);
        on(PoolingLayers::readImages, SubsamplingLayer.class, Pooling2D.class);
        on(PoolingLayers::readSeries, Subsampling1DLayer.class, Pooling1D.class);
        on(PoolingLayers::readGlobal, GlobalPoolingLayer.class);
        on(PoolingLayers::readImagePadding, ZeroPaddingLayer.class);
        on(PoolingLayers::readSeriesPadding, ZeroPadding1DLayer.class);
        on(NormalizationLayers::read, BatchNormalization.class, OnePassBatchNormalization.class);
        on(Layers::readActivation, LossLayer.class, HingeLossLayer.class);
        on(Layers::readRnnLoss, RnnLossLayer.class);
        on(Layers::readActivationLayer, ActivationLayer.class);
        on(Layers::readPrelu, PReLULayer.class);
        on(Layers::readDropout, DropoutLayer.class);

        REMEDIES.put(GravesLSTM.class, "use LSTM, which has no peepholes");
        REMEDIES.put(BinaryGravesLSTM.class, "use BinaryLSTM, which has no peepholes");
        REMEDIES.put(Bidirectional.class, "use a recurrent layer that sees the past only");
        REMEDIES.put(
                CnnLossLayer.class, "use a GlobalPoolingLayer and an OutputLayer: one answer each");
    }

    private Layers() {}

    private static void on(Reader reader, Class<?>... types) {
        Arrays.stream(types).forEach(type -> READERS.put(type, reader));
    }

    static Value read(Part.OfLayer part, Value input, Assembly assembly) {
        Layer layer = part.layer();
        if (layer instanceof FrozenLayer frozen) {
            return read(part.unwrapped(frozen.getUnderlying()), input, assembly);
        } else if (layer instanceof FrozenLayerWithBackprop frozen) {
            return read(part.unwrapped(frozen.getUnderlying()), input, assembly);
        } else if (layer instanceof LastTimeStepLayer last) {
            Value all = read(part.unwrapped(last.getUnderlying()), input, assembly);
            return Vertices.lastTimeStep(part, all, assembly);
        } else if (layer instanceof BaseWrapperLayer) {
            throw part.refusal(
                    "is inside a " + layer.getClass().getSimpleName(),
                    "leave out that wrapper; DL4J's preprocessors take the steps of a sequence apart, too");
        }
        Reader reader = READERS.get(part.conf().getClass());
        if (reader == null) {
            throw part.refusal(
                    "is of a type that cannot be exported",
                    REMEDIES.getOrDefault(
                            part.conf().getClass(),
                            "use dense, convolution, pooling, LSTM, SimpleRnn, batch normalization or activation layers"));
        }
        Parameters.requireFinite(part);
        return reader.read(part, input, assembly);
    }

    private static Value readActivation(Part.OfLayer part, Value input, Assembly assembly) {
        return ActivationFunctions.apply(
                part, ((BaseLayer) part.conf()).getActivationFn(), input, assembly);
    }

    private static Value readActivationLayer(Part.OfLayer part, Value input, Assembly assembly) {
        return ActivationFunctions.apply(
                part, ((ActivationLayer) part.conf()).getActivationFn(), input, assembly);
    }

    private static Value readRnnLoss(Part.OfLayer part, Value input, Assembly assembly) {
        RNNFormat format = ((RnnLossLayer) part.conf()).getRnnDataFormat();
        input.require(part, Value.Kind.step(format));
        return readActivation(part, input, assembly);
    }

    /** One slope for all is a leaky ReLU. */
    private static Value readPrelu(Part.OfLayer part, Value input, Assembly assembly) {
        double[] slopes = Parameters.vector(part, PReLUParamInitializer.WEIGHT_KEY);
        double slope = slopes[0];
        if (Arrays.stream(slopes).anyMatch(s -> s != slope)) {
            throw part.refusal(
                    "has a slope of its own for each of its %d inputs".formatted(slopes.length),
                    "use an ActivationLayer with ReLU or leaky ReLU, or share all axes");
        }
        Function leaky = new Function.Curve("prelu", x -> x < 0 ? slope * x : x);
        return assembly.addElementwise(part, new Node.Activation(part.name(), leaky), input);
    }

    private static Value readDropout(Part.OfLayer part, Value input, Assembly assembly) {
        assembly.note(part, "does nothing outside training and was left out");
        return input;
    }
}
