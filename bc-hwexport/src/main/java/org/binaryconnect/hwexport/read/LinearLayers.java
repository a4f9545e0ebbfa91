package org.binaryconnect.hwexport.read;

import org.binaryconnect.hwexport.ir.Node;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;

/** Layers that multiply all of their input with one matrix: dense and output layers. */
final class LinearLayers {

    private LinearLayers() {}

    static Value read(Part.OfLayer part, Value input, Assembly assembly) {
        if (part.conf() instanceof DenseLayer dense && dense.hasLayerNorm()) {
            throw part.refusal(
                    "uses layer normalization",
                    "use batch normalization, which folds into constants");
        }
        if (part.conf() instanceof RnnOutputLayer output) {
            input.require(part, Value.Kind.step(output.getRnnDataFormat()));
        } else {
            requireVectors(part, input);
        }
        Value flat = assembly.flat(part, input);
        LayerMatrix matrix =
                LayerMatrix.read(part, DefaultParamInitializer.WEIGHT_KEY, flat.order(), 1, 0);
        Value sums =
                assembly.add(
                        part,
                        new Node.Dense(part.name(), matrix.weights()),
                        flat.kind(),
                        null,
                        flat);
        Value scaled = assembly.affine(part, matrix.scale(), Parameters.bias(part), sums);
        return ActivationFunctions.apply(
                part, ((BaseLayer) part.conf()).getActivationFn(), scaled, assembly);
    }

    private static void requireVectors(Part part, Value input) {
        if (input.kind().isImage()) {
            throw part.refusal(
                    "takes vectors, but gets images",
                    "put a CnnToFeedForwardPreProcessor in front (setInputType does), or give the data as vectors");
        }
        if (input.kind().isSeries()) {
            throw part.refusal(
                    "takes vectors, but gets series",
                    "put a GlobalPoolingLayer in front, or a ConvolutionLayer in its place");
        }
        if (input.kind().isStep()) {
            throw part.refusal(
                    "takes vectors, but gets sequences",
                    "put a RnnToFeedForwardPreProcessor in front (setInputType does), or LastTimeStep around the layer there");
        }
    }
}
