package org.binaryconnect.layers.network;

import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BaseUpsamplingLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/** Where a positive factor of a channel comes out as the same factor: f(a x) = a f(x) for a > 0. */
final class Homogeneity {

    private Homogeneity() {}

    /** Whether a layer with weights passes on a factor of its output channels. */
    static boolean isHomogeneous(Layer layer) {
        // What a recurrent layer answers comes in again, beside inputs without the factor.
        boolean mixesChannels =
                layer instanceof DenseLayer dense && dense.hasLayerNorm()
                        || layer instanceof BaseRecurrentLayer;
        return !mixesChannels
                && layer instanceof BaseLayer base
                && isHomogeneous(base.getActivationFn());
    }

    /** Whether a layer without weights passes on a factor of each channel. */
    static boolean passesChannels(Layer layer) {
        return layer instanceof ActivationLayer activation
                        && isHomogeneous(activation.getActivationFn())
                || layer instanceof DropoutLayer
                || layer instanceof PReLULayer
                || layer instanceof SubsamplingLayer
                || layer instanceof Subsampling3DLayer
                || layer instanceof GlobalPoolingLayer
                || layer instanceof BaseUpsamplingLayer
                || layer instanceof ZeroPaddingLayer
                || layer instanceof ZeroPadding1DLayer
                || layer instanceof ZeroPadding3DLayer
                || layer instanceof Cropping1D
                || layer instanceof Cropping2D
                || layer instanceof Cropping3D;
    }

    private static boolean isHomogeneous(IActivation activation) {
        if (activation instanceof ActivationReLU relu) {
            boolean hasThreshold = relu.getThreshold() != null && relu.getThreshold() != 0;
            return relu.getMax() == null && !hasThreshold;
        }
        return activation instanceof ActivationIdentity || activation instanceof ActivationLReLU;
    }
}
