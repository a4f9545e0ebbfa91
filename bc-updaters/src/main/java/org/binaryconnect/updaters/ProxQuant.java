package org.binaryconnect.updaters;

import java.util.Objects;
import java.util.Optional;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * ProxQuant for binary weights (Bai, Wang, Liberty, "ProxQuant: Quantized Neural Networks via
 * Proximal Operators", ICLR 2019): the network computes with real weights while it is trained, and
 * each step of the optimizer is followed by one towards +H or -H:
 *
 * <pre>{@code
 * v <- w - step(w)
 * w <- v - clip(v - H sign(v), -e, e)    e = learning rate * strength * epoch
 * }</pre>
 *
 * <p>which is the proximal operator of the distance to the nearest of both. The pull grows with the
 * epoch, counted from 0. From {@code freezeEpoch} on weights are set to their sign and stay, and
 * only the other parameters are trained. The learning rate is the one that acts on the weights:
 * binary layers scale step and pull alike, unless {@code scaleStep(false)} is set, which is the
 * paper's rule.
 *
 * <p>Until then batch normalization's statistics are those of real weights: estimate them anew
 * ({@code BatchNormStatistics}) before a network is evaluated. DL4J counts epochs in {@code
 * fit(iterator)} and in early stopping; elsewhere call {@code incrementEpochCount}.
 *
 * <p>Outside training layers compute with binary weights as always. The paper starts from a trained
 * real-valued network, as {@code BinaryConversion} makes one binary.
 */
public final class ProxQuant extends OptimizerUpdater implements BinaryWeightsUpdater {

    private static final long serialVersionUID = 1L;

    /** The paper's, for 300 epochs of CIFAR-10. */
    public static final double DEFAULT_STRENGTH = 1e-4;

    /** The paper's, for 300 epochs of CIFAR-10. */
    public static final int DEFAULT_FREEZE_EPOCH = 200;

    private final double strength;
    private final int freezeEpoch;

    /** The paper's settings, for 300 epochs: Adam at 0.01. */
    public ProxQuant() {
        this(new Adam(0.01), DEFAULT_STRENGTH, DEFAULT_FREEZE_EPOCH);
    }

    /**
     * @param optimizer of all parameters
     * @param strength of the pull, a learning rate and epoch, above 0
     * @param freezeEpoch the first epoch, from 0, in which weights are binary and stay; at least 1
     */
    @JsonCreator
    public ProxQuant(
            @JsonProperty("optimizer") IUpdater optimizer,
            @JsonProperty("strength") double strength,
            @JsonProperty("freezeEpoch") int freezeEpoch) {
        super(optimizer);
        Preconditions.checkArgument(
                strength > 0 && Double.isFinite(strength),
                "ProxQuant's strength must be finite and above 0, got %s",
                strength);
        Preconditions.checkArgument(
                freezeEpoch >= 1,
                "ProxQuant's freezeEpoch must be at least 1, got %s",
                freezeEpoch);
        this.strength = strength;
        this.freezeEpoch = freezeEpoch;
    }

    public double getStrength() {
        return strength;
    }

    public int getFreezeEpoch() {
        return freezeEpoch;
    }

    @Override
    public IUpdater forWeights(MatrixUpdate matrix) {
        return new BinaryConnectUpdater(getOptimizer()).forWeights(matrix);
    }

    @Override
    public Optional<Regularization> afterStep(MatrixUpdate matrix) {
        return Optional.of(
                new ProximalStep(strength, freezeEpoch, matrix.clip(), matrix.realTail()));
    }

    @Override
    public boolean trainsRealWeights() {
        return true;
    }

    @Override
    public ProxQuant clone() {
        return new ProxQuant(Optimizers.copy(getOptimizer()), strength, freezeEpoch);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProxQuant that
                && strength == that.strength
                && freezeEpoch == that.freezeEpoch
                && getOptimizer().equals(that.getOptimizer());
    }

    @Override
    public int hashCode() {
        return Objects.hash(getOptimizer(), strength, freezeEpoch);
    }

    @Override
    public String toString() {
        return "ProxQuant(%s, strength=%s, freezeEpoch=%d)"
                .formatted(getOptimizer(), strength, freezeEpoch);
    }
}
