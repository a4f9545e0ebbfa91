package org.binaryconnect.updaters;

import java.util.Objects;
import java.util.Optional;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The binary optimizer Bop (Helwegen and others, "Latent Weights Do Not Exist", NeurIPS 2019,
 * Algorithm 1): there are no latent weights, each weight is +H or -H and is flipped when the moving
 * average of its gradient points against it for long enough:
 *
 * <pre>{@code
 * m <- (1 - gamma) m + gamma g
 * w <- -w   where m sign(w) > threshold
 * }</pre>
 *
 * <p>The first update of a weight that is not yet +H or -H sets it to its sign. The state is half
 * of Adam's. A larger gamma or a smaller threshold flips more; let gamma decay, for it takes the
 * place of the learning rate. The threshold is in units of the gradient, which DL4J averages over
 * the minibatch. All other parameters need an optimizer of their own, whose learning rate {@code
 * setLearningRate} changes; the step scale of binary layers does not apply.
 */
public final class Bop extends OptimizerUpdater implements BinaryWeightsUpdater {

    private static final long serialVersionUID = 1L;

    /** The paper's for CIFAR-10. */
    public static final double DEFAULT_THRESHOLD = 1e-8;

    /** The paper's for CIFAR-10, where it is divided by 10 every 100 epochs. */
    public static final double DEFAULT_GAMMA = 1e-4;

    private final double threshold;
    private final ISchedule gamma;

    /** The paper's settings: Adam at 0.01 for all other parameters. */
    public Bop() {
        this(new Adam(0.01), DEFAULT_THRESHOLD, DEFAULT_GAMMA);
    }

    /** As {@link #Bop(IUpdater, double, ISchedule)}, with one adaptivity rate for all time. */
    public Bop(IUpdater optimizer, double threshold, double gamma) {
        this(optimizer, threshold, new FixedSchedule(gamma));
    }

    /**
     * @param optimizer of all parameters that are no binary weights
     * @param threshold of the averaged gradient, at least 0
     * @param gamma the adaptivity rate, the weight of a new gradient in the average, in (0, 1]
     */
    @JsonCreator
    public Bop(
            @JsonProperty("optimizer") IUpdater optimizer,
            @JsonProperty("threshold") double threshold,
            @JsonProperty("gamma") ISchedule gamma) {
        super(optimizer);
        Preconditions.checkArgument(
                threshold >= 0 && Double.isFinite(threshold),
                "Bop's threshold must be finite and at least 0, got %s",
                threshold);
        Preconditions.checkNotNull(gamma, "Bop needs a schedule for gamma");
        double first = gamma.valueAt(0, 0);
        Preconditions.checkArgument(
                first > 0 && first <= 1, "Bop's gamma must be in (0, 1], got %s", first);
        this.threshold = threshold;
        this.gamma = gamma;
    }

    public double getThreshold() {
        return threshold;
    }

    public ISchedule getGamma() {
        return gamma;
    }

    /**
     * @throws IllegalArgumentException for a parameter that holds peepholes too
     */
    @Override
    public IUpdater forWeights(MatrixUpdate matrix) {
        Preconditions.checkArgument(
                matrix.realTail() == 0,
                "Bop cannot update a parameter that holds peepholes beside its weights; use BinaryLSTM in place of BinaryGravesLSTM, or BinaryConnectUpdater");
        return new BopAverage(gamma);
    }

    @Override
    public Optional<Regularization> afterStep(MatrixUpdate matrix) {
        return Optional.of(new BopFlip(threshold, matrix.clip()));
    }

    @Override
    public boolean hasLatentWeights() {
        return false;
    }

    @Override
    public Bop clone() {
        return new Bop(Optimizers.copy(getOptimizer()), threshold, gamma.clone());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bop that
                && threshold == that.threshold
                && gamma.equals(that.gamma)
                && getOptimizer().equals(that.getOptimizer());
    }

    @Override
    public int hashCode() {
        return Objects.hash(getOptimizer(), threshold, gamma);
    }

    @Override
    public String toString() {
        return "Bop(%s, threshold=%s, gamma=%s)".formatted(getOptimizer(), threshold, gamma);
    }
}
