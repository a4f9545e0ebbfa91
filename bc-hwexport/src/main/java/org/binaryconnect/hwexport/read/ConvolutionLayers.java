package org.binaryconnect.hwexport.read;

import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.Window;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.params.SeparableConvolutionParamInitializer;

/** Convolutions, of one and two dimensions, depthwise and separable. */
final class ConvolutionLayers {

    private static final String WEIGHTS = ConvolutionParamInitializer.WEIGHT_KEY;

    private ConvolutionLayers() {}

    /** Weights [outputs, inputs, height, width]. */
    static Value readPlain(Part.OfLayer part, Value input, Assembly assembly) {
        LayerMatrix matrix = LayerMatrix.read(part, WEIGHTS, null, 0, 2, 3, 1);
        Window window = window(part, input);
        Node node = new Node.Convolution(part.name(), matrix.weights(), window);
        return finish(part, matrix.scale(), assembly.addElementwise(part, node, input), assembly);
    }

    /** Weights [length, inputs, outputs]. */
    static Value readSeries(Part.OfLayer part, Value input, Assembly assembly) {
        Convolution1DLayer conf = (Convolution1DLayer) part.conf();
        input.require(part, Value.Kind.series(conf.getRnnDataFormat()));
        LayerMatrix matrix = LayerMatrix.read(part, WEIGHTS, null, 2, 0, 1);
        Window window = Windows.of(part, options(conf).series(), input.shape());
        Node node = new Node.Convolution(part.name(), matrix.weights(), window);
        return finish(part, matrix.scale(), assembly.addElementwise(part, node, input), assembly);
    }

    /** Weights [height, width, inputs, multiplier]. */
    static Value readDepthwise(Part.OfLayer part, Value input, Assembly assembly) {
        LayerMatrix matrix = LayerMatrix.read(part, WEIGHTS, null, 2, 3, 0, 1);
        Node node =
                new Node.DepthwiseConvolution(part.name(), matrix.weights(), window(part, input));
        return finish(part, matrix.scale(), assembly.addElementwise(part, node, input), assembly);
    }

    /** Weights [multiplier, inputs, height, width], then [outputs, inputs multiplier, 1, 1]. */
    static Value readSeparable(Part.OfLayer part, Value input, Assembly assembly) {
        if (((ConvolutionLayer) part.conf()).getNIn() == 1) {
            throw part.refusal(
                    "has one input channel, where DL4J leaves out the pointwise weights",
                    "use a ConvolutionLayer");
        }
        LayerMatrix depthwise = LayerMatrix.read(part, WEIGHTS, null, 1, 0, 2, 3);
        LayerMatrix pointwise =
                LayerMatrix.read(
                        part,
                        SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY,
                        null,
                        0,
                        1,
                        2,
                        3);
        Node first =
                new Node.DepthwiseConvolution(
                        part.name(), depthwise.weights(), window(part, input));
        Value channels =
                assembly.affine(
                        part, depthwise.scale(), null, assembly.addElementwise(part, first, input));
        Node second = new Node.Convolution(part.name(), pointwise.weights(), Window.of(1, 1, 1, 1));
        return finish(
                part, pointwise.scale(), assembly.addElementwise(part, second, channels), assembly);
    }

    private static Windows.Options options(ConvolutionLayer conf) {
        return new Windows.Options(
                conf.getConvolutionMode(),
                conf.getKernelSize(),
                conf.getStride(),
                conf.getPadding(),
                conf.getDilation());
    }

    private static Window window(Part.OfLayer part, Value input) {
        ConvolutionLayer conf = (ConvolutionLayer) part.conf();
        input.require(part, Value.Kind.image(conf.getCnn2dDataFormat()));
        return Windows.of(part, options(conf), input.shape());
    }

    private static Value finish(Part.OfLayer part, double[] scale, Value sums, Assembly assembly) {
        Value scaled = assembly.affine(part, scale, Parameters.bias(part), sums);
        return ActivationFunctions.apply(
                part, ((ConvolutionLayer) part.conf()).getActivationFn(), scaled, assembly);
    }
}
