package org.binaryconnect.hwexport.read;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;

/** Batch normalization, which is one scale and offset a channel outside training. */
final class NormalizationLayers {

    private NormalizationLayers() {}

    static Value read(Part.OfLayer part, Value input, Assembly assembly) {
        BatchNormalization conf = (BatchNormalization) part.conf();
        double[] mean = Parameters.vector(part, BatchNormalizationParamInitializer.GLOBAL_MEAN);
        double[] deviation = deviation(part, conf);
        boolean isIgnored = isIgnored(conf);
        if (isIgnored) {
            assembly.note(
                    part,
                    "has a locked gamma of %s and beta of %s, which DL4J 1.0.0-M2.1 ignores if gamma is 1 or beta is 0; so does the exported network"
                            .formatted(conf.getGamma(), conf.getBeta()));
        }
        double[] gamma =
                parameter(
                        part,
                        conf,
                        BatchNormalizationParamInitializer.GAMMA,
                        isIgnored ? 1 : conf.getGamma(),
                        mean.length);
        double[] beta =
                parameter(
                        part,
                        conf,
                        BatchNormalizationParamInitializer.BETA,
                        isIgnored ? 0 : conf.getBeta(),
                        mean.length);
        double[] scale = new double[mean.length];
        double[] offset = new double[mean.length];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = gamma[i] / deviation[i];
            offset[i] = beta[i] - mean[i] * scale[i];
        }
        if (!Double.isFinite(Arrays.stream(scale).sum() + Arrays.stream(offset).sum())) {
            throw part.refusal(
                    "divides by a variance of 0", "set its eps above 0, and evaluate again");
        }
        Value channels = channels(part, conf, input, assembly);
        if (channels.shape().channels() != scale.length) {
            throw part.refusal(
                    "takes %d channels, but the layer before it gives %s"
                            .formatted(scale.length, channels.shape()),
                    "give the shape of the features that the model was trained on");
        }
        return assembly.affine(
                part,
                Order.apply(channels.order(), scale),
                Order.apply(channels.order(), offset),
                channels);
    }

    /** DL4J applies locked values only if both differ from these. */
    private static boolean isIgnored(BatchNormalization conf) {
        boolean isPlain = conf.getGamma() == 1 && conf.getBeta() == 0;
        return conf.isLockGammaBeta() && !isPlain && (conf.getGamma() == 1 || conf.getBeta() == 0);
    }

    private static double[] parameter(
            Part.OfLayer part, BatchNormalization conf, String name, double locked, int channels) {
        if (!conf.isLockGammaBeta()) {
            return Parameters.vector(part, name);
        }
        double[] all = new double[channels];
        Arrays.fill(all, locked);
        return all;
    }

    /** What is divided by, [channels]. */
    private static double[] deviation(Part.OfLayer part, BatchNormalization conf) {
        double[] variance =
                conf.isUseLogStd()
                        ? Arrays.stream(
                                        Parameters.vector(
                                                part,
                                                BatchNormalizationParamInitializer.GLOBAL_LOG_STD))
                                .map(logarithm -> Math.pow(10, 2 * logarithm))
                                .toArray()
                        : Parameters.vector(part, BatchNormalizationParamInitializer.GLOBAL_VAR);
        for (double v : variance) {
            if (v < 0) {
                throw part.refusal(
                        "has a negative variance (%s)".formatted(v),
                        "estimate it anew with BatchNormStatistics, or restore an earlier model");
            }
        }
        return Arrays.stream(variance).map(v -> Math.sqrt(v + conf.getEps())).toArray();
    }

    private static Value channels(
            Part.OfLayer part, BatchNormalization conf, Value input, Assembly assembly) {
        if (input.kind().isImage()) {
            input.require(part, Value.Kind.image(conf.getCnn2DFormat()));
            return input;
        }
        boolean hasSteps = input.kind().isSeries() || input.kind().isStep();
        if (hasSteps) {
            // DL4J reshapes [examples, steps, channels] to [1, examples, steps, channels].
            if (input.kind().channelAxis() == 1 || conf.getCnn2DFormat() != CNN2DFormat.NHWC) {
                throw part.refusal(
                        "normalizes %s, where DL4J 1.0.0-M2.1 takes the examples for the channels"
                                .formatted(input.kind().plural()),
                        input.kind().isSeries()
                                ? "put it behind the GlobalPoolingLayer, or use images of height 1 and ConvolutionLayer"
                                : "put it between a RnnToFeedForwardPreProcessor and a FeedForwardToRnnPreProcessor");
            }
            return input.kind().isSeries() ? input : assembly.flat(part, input);
        }
        return assembly.flat(part, input);
    }
}
