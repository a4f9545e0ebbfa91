package org.binaryconnect.examples.search.job;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.binaryconnect.layers.arbiter.*;
import org.deeplearning4j.arbiter.layers.*;

/** The layers of job files: every binary layer, and those of DL4J that Arbiter has spaces for. */
final class Layers {

    private static final Map<String, Supplier<LayerSpace.Builder<?>>> TYPES = new TreeMap<>();

    static {
        TYPES.put("ActivationLayer", ActivationLayerSpace.Builder::new);
        TYPES.put("BatchNormalization", BatchNormalizationSpace.Builder::new);
        TYPES.put("BinaryCenterLossOutputLayer", BinaryCenterLossOutputLayerSpace.Builder::new);
        TYPES.put("BinaryConvolution1DLayer", BinaryConvolution1DLayerSpace.Builder::new);
        TYPES.put("BinaryConvolution3D", BinaryConvolution3DSpace.Builder::new);
        TYPES.put("BinaryConvolutionLayer", BinaryConvolutionLayerSpace.Builder::new);
        TYPES.put("BinaryDeconvolution2D", BinaryDeconvolution2DSpace.Builder::new);
        TYPES.put("BinaryDeconvolution3D", BinaryDeconvolution3DSpace.Builder::new);
        TYPES.put("BinaryDenseLayer", BinaryDenseLayerSpace.Builder::new);
        TYPES.put("BinaryDepthwiseConvolution2D", BinaryDepthwiseConvolution2DSpace.Builder::new);
        TYPES.put("BinaryEmbeddingLayer", BinaryEmbeddingLayerSpace.Builder::new);
        TYPES.put("BinaryEmbeddingSequenceLayer", BinaryEmbeddingSequenceLayerSpace.Builder::new);
        TYPES.put("BinaryGravesLSTM", BinaryGravesLSTMSpace.Builder::new);
        TYPES.put("BinaryLSTM", BinaryLSTMSpace.Builder::new);
        TYPES.put("BinaryLocallyConnected1D", BinaryLocallyConnected1DSpace.Builder::new);
        TYPES.put("BinaryLocallyConnected2D", BinaryLocallyConnected2DSpace.Builder::new);
        TYPES.put("BinaryOutputLayer", BinaryOutputLayerSpace.Builder::new);
        TYPES.put("BinaryRnnOutputLayer", BinaryRnnOutputLayerSpace.Builder::new);
        TYPES.put("BinarySeparableConvolution2D", BinarySeparableConvolution2DSpace.Builder::new);
        TYPES.put("BinarySimpleRnn", BinarySimpleRnnSpace.Builder::new);
        TYPES.put("ConvolutionLayer", ConvolutionLayerSpace.Builder::new);
        TYPES.put("DenseLayer", DenseLayerSpace.Builder::new);
        TYPES.put("DropoutLayer", () -> new DropoutLayerSpace.Builder());
        TYPES.put("GlobalPoolingLayer", GlobalPoolingLayerSpace.Builder::new);
        TYPES.put("HingeLossLayer", HingeLossLayerSpace.Builder::new);
        TYPES.put("LSTM", LSTMLayerSpace.Builder::new);
        TYPES.put("LossLayer", LossLayerSpace.Builder::new);
        TYPES.put("OutputLayer", OutputLayerSpace.Builder::new);
        TYPES.put("RnnOutputLayer", RnnOutputLayerSpace.Builder::new);
        TYPES.put("SubsamplingLayer", SubsamplingLayerSpace.Builder::new);
    }

    private Layers() {}

    /**
     * A layer of a job file.
     *
     * @param others members of the section that are no options
     */
    static LayerSpace<?> read(JobValue section, Options options, String... others) {
        JobValue type = section.get("type");
        Supplier<LayerSpace.Builder<?>> builder = TYPES.get(type.text());
        if (builder == null) {
            throw type.fault(
                    "\"%s\" is no layer; there are %s",
                    type.text(), String.join(", ", TYPES.keySet()));
        }
        LayerSpace.Builder<?> layer = builder.get();
        options.set(layer, section, names("type", others));
        return layer.build();
    }

    private static Set<String> names(String first, String... others) {
        Set<String> names = new HashSet<>(List.of(others));
        names.add(first);
        return names;
    }
}
