package org.binaryconnect.layers.summary;

import org.binaryconnect.layers.weights.WeightMatrix;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;

/** How often inference uses each weight of a matrix. */
final class Operations {

    private Operations() {}

    /**
     * Uses of all weights of a matrix for one example.
     *
     * @param in the layer's input shape, null if unknown
     * @param out its output shape, null if unknown
     */
    static Quantity uses(Layer layer, WeightMatrix matrix, InputType in, InputType out) {
        if (layer instanceof EmbeddingLayer || layer instanceof EmbeddingSequenceLayer) {
            return Quantity.ZERO; // rows are copied
        }
        if (layer instanceof LocallyConnected1D || layer instanceof LocallyConnected2D) {
            return Quantity.of(matrix.size()); // every position has its own
        }
        if (layer instanceof Deconvolution2D || layer instanceof Deconvolution3D) {
            return positions(in).times(matrix.size());
        }
        return positions(layer instanceof ConvolutionLayer ? out : in).times(matrix.size());
    }

    /** Numbers that a channel scale multiplies for one example. */
    static Quantity scalings(Layer layer, WeightMatrix matrix, InputType in, InputType out) {
        if (layer instanceof EmbeddingLayer
                || layer instanceof LocallyConnected1D
                || layer instanceof LocallyConnected2D) {
            return outputs(out);
        }
        boolean hasKernel =
                layer instanceof ConvolutionLayer || layer instanceof EmbeddingSequenceLayer;
        return positions(hasKernel ? out : in).times(matrix.outputs());
    }

    /** Positions in space or time of a shape. */
    private static Quantity positions(InputType type) {
        if (type == null) {
            return Quantity.UNKNOWN;
        }
        if (type instanceof InputType.InputTypeRecurrent sequence) {
            long length = sequence.getTimeSeriesLength();
            return length > 0 ? Quantity.of(length) : Quantity.UNKNOWN;
        }
        if (type instanceof InputType.InputTypeConvolutional image) {
            return Quantity.of(image.getHeight() * image.getWidth());
        }
        if (type instanceof InputType.InputTypeConvolutional3D volume) {
            return Quantity.of(volume.getDepth() * volume.getHeight() * volume.getWidth());
        }
        return Quantity.of(1);
    }

    /** Numbers that leave a layer for one example. */
    static Quantity outputs(InputType out) {
        boolean known =
                out != null
                        && !(out instanceof InputType.InputTypeRecurrent sequence
                                && sequence.getTimeSeriesLength() <= 0);
        return known ? Quantity.of(out.arrayElementsPerExample()) : Quantity.UNKNOWN;
    }
}
