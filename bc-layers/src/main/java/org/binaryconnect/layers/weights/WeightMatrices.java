package org.binaryconnect.layers.weights;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.deeplearning4j.nn.params.SeparableConvolutionParamInitializer;

/**
 * Which weight matrices DL4J's layers have, and how they lie in memory: the layouts of DL4J's
 * parameter initializers.
 */
public final class WeightMatrices {

    private static final String W = DefaultParamInitializer.WEIGHT_KEY;
    private static final int GATES = 4;
    private static final int PEEPHOLES = 3;

    private WeightMatrices() {}

    /**
     * The weight matrices of a layer whose sizes are known; empty for layers without any (pooling,
     * activation, normalization, …) and for layers that this library does not know.
     *
     * @param layer one of DL4J's layers, or one that extends it
     */
    @SuppressWarnings("deprecation") // DL4J has deprecated GravesLSTM, not dropped it
    public static List<WeightMatrix> of(Layer layer) {
        if (layer instanceof ConvolutionLayer convolution) {
            return convolution(convolution);
        }
        if (layer instanceof AbstractLSTM lstm) {
            return lstm(lstm.getNIn(), lstm.getNOut(), lstm instanceof GravesLSTM ? PEEPHOLES : 0);
        }
        if (layer instanceof SimpleRnn rnn) {
            long in = rnn.getNIn();
            long out = rnn.getNOut();
            return List.of(
                    dense(W, in, out), dense(LSTMParamInitializer.RECURRENT_WEIGHT_KEY, out, out));
        }
        if (layer instanceof EmbeddingLayer || layer instanceof EmbeddingSequenceLayer) {
            FeedForwardLayer embedding = (FeedForwardLayer) layer;
            // A lookup: each output copies one weight.
            return List.of(
                    new WeightMatrix(
                            W,
                            new long[] {embedding.getNIn(), embedding.getNOut()},
                            new int[] {1},
                            1,
                            embedding.getNOut(),
                            0));
        }
        if (layer instanceof LocallyConnected1D local) {
            return locallyConnected(
                    local.getOutputSize(), local.getFeatureDim(), local.getNIn(), local.getNOut());
        }
        if (layer instanceof LocallyConnected2D local) {
            int[] size = local.getOutputSize();
            return locallyConnected(
                    size == null ? 0 : (long) size[0] * size[1],
                    local.getFeatureDim(),
                    local.getNIn(),
                    local.getNOut());
        }
        boolean isDense =
                layer instanceof DenseLayer
                        || layer instanceof BaseOutputLayer && !(layer instanceof OCNNOutputLayer)
                        || layer instanceof AutoEncoder
                        || isCustomDense(layer);
        if (isDense) {
            FeedForwardLayer dense = (FeedForwardLayer) layer;
            return List.of(dense(W, dense.getNIn(), dense.getNOut()));
        }
        return List.of();
    }

    /** A layer of somebody's own that keeps its parameters as DL4J's dense layer does. */
    private static boolean isCustomDense(Layer layer) {
        return layer instanceof FeedForwardLayer
                && layer.initializer().getClass() == DefaultParamInitializer.class;
    }

    /** Weights [fanIn, fanOut]. */
    private static WeightMatrix dense(String name, long fanIn, long fanOut) {
        return new WeightMatrix(name, new long[] {fanIn, fanOut}, new int[] {1}, fanIn, fanOut, 0);
    }

    private static List<WeightMatrix> convolution(ConvolutionLayer layer) {
        long in = layer.getNIn();
        long out = layer.getNOut();
        int[] k = layer.getKernelSize();
        long size = layer instanceof Convolution1DLayer ? k[0] : product(k);
        if (layer instanceof Convolution1DLayer) {
            // DL4J's shape of the parameter is [out, in, length, 1], but it computes with the same
            // memory as [length, in, out].
            return List.of(filters(new long[] {k[0], in, out}, 2, in * size, out * size));
        }
        if (layer instanceof Convolution3D) {
            return List.of(
                    filters(new long[] {out, in, k[0], k[1], k[2]}, 0, in * size, out * size));
        }
        if (layer instanceof Deconvolution2D) {
            return List.of(filters(new long[] {in, out, k[0], k[1]}, 1, in * size, out * size));
        }
        if (layer instanceof Deconvolution3D) {
            return List.of(
                    filters(new long[] {k[0], k[1], k[2], out, in}, 3, in * size, out * size));
        }
        if (layer instanceof DepthwiseConvolution2D depthwise) {
            long multiplier = depthwise.getDepthMultiplier();
            return List.of(
                    new WeightMatrix(
                            W,
                            new long[] {k[0], k[1], in, multiplier},
                            new int[] {2, 3},
                            size,
                            multiplier * size,
                            0));
        }
        if (layer instanceof SeparableConvolution2D separable) {
            long multiplier = separable.getDepthMultiplier();
            return List.of(
                    new WeightMatrix(
                            W,
                            new long[] {multiplier, in, k[0], k[1]},
                            new int[] {0, 1},
                            size,
                            multiplier * size,
                            0),
                    new WeightMatrix(
                            SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY,
                            new long[] {out, in * multiplier, 1, 1},
                            new int[] {0},
                            in * multiplier,
                            out,
                            0));
        }
        return List.of(filters(new long[] {out, in, k[0], k[1]}, 0, in * size, out * size));
    }

    private static WeightMatrix filters(long[] shape, int outputAxis, long fanIn, long fanOut) {
        return new WeightMatrix(W, shape, new int[] {outputAxis}, fanIn, fanOut, 0);
    }

    /** Each gate is a dense layer of its own: the fans are one gate's. */
    private static List<WeightMatrix> lstm(long in, long out, int peepholes) {
        return List.of(
                new WeightMatrix(
                        LSTMParamInitializer.INPUT_WEIGHT_KEY,
                        new long[] {in, GATES * out},
                        new int[] {1},
                        in,
                        out,
                        0),
                new WeightMatrix(
                        LSTMParamInitializer.RECURRENT_WEIGHT_KEY,
                        new long[] {out, GATES * out},
                        new int[] {1},
                        out,
                        out,
                        peepholes));
    }

    /** Every output position has filters of its own. */
    private static List<WeightMatrix> locallyConnected(
            long positions, long fanIn, long channelsIn, long channelsOut) {
        long kernelSize = channelsIn == 0 ? 0 : fanIn / channelsIn;
        return List.of(
                new WeightMatrix(
                        W,
                        new long[] {positions, fanIn, channelsOut},
                        new int[] {0, 2},
                        fanIn,
                        channelsOut * kernelSize,
                        0));
    }

    private static long product(int[] values) {
        long product = 1;
        for (int value : values) {
            product *= value;
        }
        return product;
    }
}
