package org.binaryconnect.updaters;

import java.util.Objects;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The update of BinaryConnect around any optimizer, DL4J's or one's own: the <em>step</em> on
 * binary weights is multiplied by {@link StepScale}, which follows from the fans of their layer
 * (paper, section 2.5). Adam's step does not depend on the size of the gradient, so scaling the
 * gradient instead would do nothing.
 *
 * <p>Binary layers update with it also where a network names a plain optimizer. Naming it is needed
 * for another scale than the optimizer's kind gives, for {@code AdaBelief}, which DL4J itself
 * cannot start, and for {@code AdaGrad} with a schedule, which DL4J itself forgets.
 *
 * <p>Equality is by value; learning rate and schedule are the optimizer's.
 */
public final class BinaryConnectUpdater extends OptimizerUpdater implements BinaryWeightsUpdater {

    private static final long serialVersionUID = 1L;

    private final StepScale stepScale;

    /** Scales by the kind of optimizer, see {@link StepScale#BY_OPTIMIZER}. */
    public BinaryConnectUpdater(IUpdater optimizer) {
        this(optimizer, StepScale.BY_OPTIMIZER);
    }

    /**
     * @param optimizer any updater but another one for binary weights
     * @param stepScale how its step is scaled
     */
    @JsonCreator
    public BinaryConnectUpdater(
            @JsonProperty("optimizer") IUpdater optimizer,
            @JsonProperty("stepScale") StepScale stepScale) {
        super(optimizer);
        Preconditions.checkNotNull(
                stepScale, "BinaryConnectUpdater needs a StepScale, for instance BY_OPTIMIZER");
        this.stepScale = stepScale;
    }

    public StepScale getStepScale() {
        return stepScale;
    }

    /** The step scale of a weight matrix. */
    public double scale(long fanIn, long fanOut) {
        return stepScale.of(getOptimizer(), fanIn, fanOut);
    }

    /** The optimizer with scaled steps; with steps as they are if the layer says so. */
    @Override
    public IUpdater forWeights(MatrixUpdate matrix) {
        double scale = matrix.scaleStep() ? scale(matrix.fanIn(), matrix.fanOut()) : 1;
        return new ScaledUpdater(getOptimizer(), scale, matrix.realTail());
    }

    @Override
    public BinaryConnectUpdater clone() {
        return new BinaryConnectUpdater(Optimizers.copy(getOptimizer()), stepScale);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinaryConnectUpdater that
                && stepScale == that.stepScale
                && getOptimizer().equals(that.getOptimizer());
    }

    @Override
    public int hashCode() {
        return Objects.hash(getOptimizer(), stepScale);
    }

    @Override
    public String toString() {
        return "BinaryConnectUpdater(" + getOptimizer() + ", " + stepScale + ")";
    }
}
