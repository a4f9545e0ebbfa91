package org.binaryconnect.layers.keras;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.layers.convolutional.KerasConvolution1D;
import org.deeplearning4j.nn.modelimport.keras.layers.convolutional.KerasConvolution2D;
import org.deeplearning4j.nn.modelimport.keras.layers.convolutional.KerasConvolution3D;
import org.deeplearning4j.nn.modelimport.keras.layers.convolutional.KerasDeconvolution2D;
import org.deeplearning4j.nn.modelimport.keras.layers.convolutional.KerasDeconvolution3D;
import org.deeplearning4j.nn.modelimport.keras.layers.convolutional.KerasSeparableConvolution2D;
import org.deeplearning4j.nn.modelimport.keras.layers.core.KerasDense;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.params.SeparableConvolutionParamInitializer;

/** larq's layers: the Keras layer that each of them is with its quantizers left out. */
enum LarqLayerType {
    DENSE("QuantDense", KerasDense::new, true, kernel()),
    CONVOLUTION_1D("QuantConv1D", KerasConvolution1D::new, true, kernel()),
    CONVOLUTION_2D("QuantConv2D", KerasConvolution2D::new, true, kernel()),
    CONVOLUTION_3D("QuantConv3D", KerasConvolution3D::new, true, kernel()),
    TRANSPOSED_2D("QuantConv2DTranspose", KerasDeconvolution2D::new, false, kernel()),
    TRANSPOSED_3D("QuantConv3DTranspose", KerasDeconvolution3D::new, false, kernel()),
    DEPTHWISE(
            "QuantDepthwiseConv2D",
            (config, lenient) -> DepthwiseImport.of(config),
            false,
            depthwise()),
    SEPARABLE(
            "QuantSeparableConv2D",
            KerasSeparableConvolution2D::new,
            false,
            depthwise(),
            new Kernel(
                    SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY,
                    "pointwise_quantizer",
                    "pointwise_constraint"));

    /** One of the constructors of DL4J's Keras layers. */
    @FunctionalInterface
    interface Importer {
        KerasLayer create(Map<String, Object> layerConfig, boolean enforceTrainingConfig)
                throws InvalidKerasConfigurationException, UnsupportedKerasConfigurationException;
    }

    private final String className;
    private final Importer importer;
    private final boolean lastAxisIsOutput;
    private final List<Kernel> kernels;

    LarqLayerType(
            String className, Importer importer, boolean lastAxisIsOutput, Kernel... kernels) {
        this.className = className;
        this.importer = importer;
        this.lastAxisIsOutput = lastAxisIsOutput;
        this.kernels = List.of(kernels);
    }

    private static Kernel kernel() {
        return new Kernel(
                DefaultParamInitializer.WEIGHT_KEY, "kernel_quantizer", "kernel_constraint");
    }

    private static Kernel depthwise() {
        return new Kernel(
                DefaultParamInitializer.WEIGHT_KEY, "depthwise_quantizer", "depthwise_constraint");
    }

    static LarqLayerType of(String className) {
        return Arrays.stream(values())
                .filter(type -> type.className.equals(className))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No larq layer: " + className));
    }

    /** larq's name of the class. */
    String className() {
        return className;
    }

    /**
     * DL4J's import of the layer without quantizers.
     *
     * @param layerConfig Keras's configuration, without constraints that DL4J does not know
     */
    KerasLayer importer(Map<String, Object> layerConfig)
            throws InvalidKerasConfigurationException, UnsupportedKerasConfigurationException {
        return importer.create(layerConfig, false);
    }

    /**
     * Whether the last axis of Keras's kernel, along which a magnitude-aware sign has its scales,
     * is the one of the output channels.
     */
    boolean lastAxisIsOutput() {
        return lastAxisIsOutput;
    }

    List<Kernel> kernels() {
        return kernels;
    }
}
