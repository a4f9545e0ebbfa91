package org.binaryconnect.layers.arbiter;

import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.TestWeights;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;

/**
 * The options that the builders of all binary layer spaces have beside those of the DL4J layer's
 * space; see {@link org.binaryconnect.layers.conf.BinaryLayerBuilder} for their meaning and
 * defaults.
 *
 * @param <B> the builder
 */
public interface BinaryLayerSpaceBuilder<B> {

    BinaryWeightsSpace getBinaryWeights();

    /** Sets all options at once. Default: none has a space. */
    B binaryWeights(BinaryWeightsSpace binaryWeights);

    default B binarization(Binarization binarization) {
        return binarization(new FixedValue<>(binarization));
    }

    default B binarization(ParameterSpace<Binarization> binarization) {
        return binaryWeights(getBinaryWeights().withBinarization(binarization));
    }

    /** H, above 0. */
    default B clip(double clip) {
        return clip(new FixedValue<>(clip));
    }

    default B clip(ParameterSpace<Double> clip) {
        return binaryWeights(getBinaryWeights().withClip(clip));
    }

    default B scaleStep(boolean scaleStep) {
        return scaleStep(new FixedValue<>(scaleStep));
    }

    default B scaleStep(ParameterSpace<Boolean> scaleStep) {
        return binaryWeights(getBinaryWeights().withScaleStep(scaleStep));
    }

    default B testWeights(TestWeights testWeights) {
        return testWeights(new FixedValue<>(testWeights));
    }

    default B testWeights(ParameterSpace<TestWeights> testWeights) {
        return binaryWeights(getBinaryWeights().withTestWeights(testWeights));
    }

    default B channelScale(boolean channelScale) {
        return channelScale(new FixedValue<>(channelScale));
    }

    default B channelScale(ParameterSpace<Boolean> channelScale) {
        return binaryWeights(getBinaryWeights().withChannelScale(channelScale));
    }
}
