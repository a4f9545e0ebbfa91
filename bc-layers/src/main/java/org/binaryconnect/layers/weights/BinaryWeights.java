package org.binaryconnect.layers.weights;

import java.io.Serializable;
import java.util.Objects;
import java.util.Set;
import org.binaryconnect.updaters.BinaryConnectUpdater;
import org.binaryconnect.updaters.StepScale;
import org.binaryconnect.updaters.WeightClip;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * How one layer's weights are binarized and updated: the options that every binary layer has in
 * common, and the rules that follow from them. Immutable.
 */
public final class BinaryWeights implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The paper's setting: deterministic, H = 1, scaled steps. */
    public static final BinaryWeights DEFAULT =
            new BinaryWeights(Binarization.DETERMINISTIC, 1.0, true, null);

    private final Binarization binarization;
    private final double clip;
    private final boolean scaleStep;

    /** Null: as the paper, which follows from the binarization. */
    private final TestWeights testWeights;

    @JsonCreator
    private BinaryWeights(
            @JsonProperty("binarization") Binarization binarization,
            @JsonProperty("clip") double clip,
            @JsonProperty("scaleStep") boolean scaleStep,
            @JsonProperty("testWeights") TestWeights testWeights) {
        Preconditions.checkNotNull(
                binarization, "Binarization must be DETERMINISTIC or STOCHASTIC, got null");
        Preconditions.checkArgument(
                clip > 0 && Double.isFinite(clip),
                "Weight clip must be finite and above 0, got %s",
                clip);
        this.binarization = binarization;
        this.clip = clip;
        this.scaleStep = scaleStep;
        this.testWeights = testWeights;
    }

    public Binarization getBinarization() {
        return binarization;
    }

    /** H: latent weights stay in [-H, H]. */
    public double getClip() {
        return clip;
    }

    /** Whether the optimizer's step is multiplied by {@link StepScale}. */
    public boolean isScaleStep() {
        return scaleStep;
    }

    /**
     * The weights used outside training; unless set, {@code BINARY} for deterministic and {@code
     * REAL} for stochastic.
     */
    public TestWeights getTestWeights() {
        if (testWeights != null) {
            return testWeights;
        }
        return binarization == Binarization.STOCHASTIC ? TestWeights.REAL : TestWeights.BINARY;
    }

    public BinaryWeights withBinarization(Binarization value) {
        return new BinaryWeights(value, clip, scaleStep, testWeights);
    }

    public BinaryWeights withClip(double value) {
        return new BinaryWeights(binarization, value, scaleStep, testWeights);
    }

    public BinaryWeights withScaleStep(boolean value) {
        return new BinaryWeights(binarization, clip, value, testWeights);
    }

    public BinaryWeights withTestWeights(TestWeights value) {
        return new BinaryWeights(binarization, clip, scaleStep, value);
    }

    /**
     * Uniform in [-H, H], the paper's initialization: small weights would all change sign in the
     * first steps.
     */
    public IWeightInit weightInit() {
        return new WeightInitDistribution(new UniformDistribution(-clip, clip));
    }

    /** The clip for the named parameters. */
    public WeightClip constraint(String... params) {
        return new WeightClip(clip, Set.of(params));
    }

    /** The user's optimizer, with its step scaled for these fans if {@link #isScaleStep()}. */
    public IUpdater updater(IUpdater optimizer, long fanIn, long fanOut) {
        if (!scaleStep || optimizer == null) {
            return optimizer;
        }
        Preconditions.checkArgument(
                !(optimizer instanceof BinaryConnectUpdater),
                "A binary layer scales the step itself; give it the optimizer inside %s, or set scaleStep(false)",
                optimizer);
        double scale = StepScale.of(optimizer, fanIn, fanOut);
        return scale == 1.0 ? optimizer : new BinaryConnectUpdater(optimizer, scale);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinaryWeights that
                && binarization == that.binarization
                && clip == that.clip
                && scaleStep == that.scaleStep
                && getTestWeights() == that.getTestWeights();
    }

    @Override
    public int hashCode() {
        return Objects.hash(binarization, clip, scaleStep, getTestWeights());
    }

    @Override
    public String toString() {
        return "BinaryWeights(%s, clip=%s, scaleStep=%s, testWeights=%s)"
                .formatted(binarization, clip, scaleStep, getTestWeights());
    }
}
