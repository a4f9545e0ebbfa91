package org.binaryconnect.layers.arbiter;

import java.util.ArrayList;
import java.util.List;
import lombok.AccessLevel;
import lombok.AllArgsConstructor;
import lombok.EqualsAndHashCode;
import lombok.NoArgsConstructor;
import lombok.With;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.layers.weights.TestWeights;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.util.LeafUtils;

/**
 * A space of {@link BinaryWeights}: the options that all binary layers have in common. An option
 * without a space keeps the default of {@link BinaryWeights#DEFAULT}. Immutable; the spaces that it
 * holds are shared, so one space given to several layers is one hyperparameter.
 */
@With
@EqualsAndHashCode(callSuper = false)
@NoArgsConstructor(force = true)
@AllArgsConstructor(access = AccessLevel.PRIVATE)
public final class BinaryWeightsSpace extends AbstractParameterSpace<BinaryWeights> {

    // Arbiter finds the nested spaces by the fields, static ones too: a constant of this class
    // would nest in itself for ever.
    private final ParameterSpace<Binarization> binarization;

    /** H, finite and above 0: a value outside fails when its candidate is made. */
    private final ParameterSpace<Double> clip;

    private final ParameterSpace<Boolean> scaleStep;
    private final ParameterSpace<TestWeights> testWeights;
    private final ParameterSpace<Boolean> channelScale;

    /** Whether no option has a space: the layers then take the network's options. */
    boolean isEmpty() {
        return getNestedSpaces().isEmpty();
    }

    /**
     * @throws IllegalArgumentException if the clip's space gives a value that is not finite or not
     *     above 0
     */
    @Override
    public BinaryWeights getValue(double[] values) {
        BinaryWeights weights = BinaryWeights.DEFAULT;
        if (binarization != null) {
            weights = weights.withBinarization(binarization.getValue(values));
        }
        if (clip != null) {
            weights = weights.withClip(clip.getValue(values));
        }
        if (scaleStep != null) {
            weights = weights.withScaleStep(scaleStep.getValue(values));
        }
        if (testWeights != null) {
            weights = weights.withTestWeights(testWeights.getValue(values));
        }
        return channelScale == null
                ? weights
                : weights.withChannelScale(channelScale.getValue(values) ? 1 : 0);
    }

    @Override
    public int numParameters() {
        return LeafUtils.countUniqueParameters(collectLeaves());
    }

    @Override
    @SuppressWarnings("rawtypes") // Arbiter's signature
    public List<ParameterSpace> collectLeaves() {
        List<ParameterSpace> leaves = new ArrayList<>();
        for (ParameterSpace<?> space : getNestedSpaces().values()) {
            leaves.addAll(space.collectLeaves());
        }
        return leaves;
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public void setIndices(int... indices) {
        throw new UnsupportedOperationException("Cannot set indices for non-leaf parameter space");
    }

    @Override
    public String toString() {
        return "BinaryWeightsSpace" + getNestedSpaces();
    }
}
