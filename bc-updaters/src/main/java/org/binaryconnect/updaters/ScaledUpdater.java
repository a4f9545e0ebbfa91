package org.binaryconnect.updaters;

import java.util.Objects;
import java.util.function.Function;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * An optimizer with its step multiplied by a constant: what {@link BinaryConnectUpdater} is to one
 * weight matrix. The layer makes it when the network is built; it is part of no configuration.
 *
 * <p>Equality is by value, scale included: DL4J merges the parameters of equal updaters into one
 * block, whose state and step are computed in one go.
 */
public final class ScaledUpdater extends OptimizerUpdater {

    private static final long serialVersionUID = 1L;

    private final double scale;
    private final long realTail;

    /**
     * @param optimizer the optimizer whose step is scaled
     * @param scale the factor, finite and above 0
     * @param realTail the last elements of the parameter whose step is not scaled
     */
    public ScaledUpdater(IUpdater optimizer, double scale, long realTail) {
        super(optimizer);
        Preconditions.checkArgument(
                scale > 0 && Double.isFinite(scale),
                "Step scale must be finite and above 0, got %s",
                scale);
        this.scale = scale;
        this.realTail = realTail;
    }

    public double getScale() {
        return scale;
    }

    public long getRealTail() {
        return realTail;
    }

    @Override
    GradientUpdater<?> start(Function<IUpdater, GradientUpdater<?>> optimizers) {
        return OptimizerStep.scaled(this, optimizers);
    }

    /** The learning rate that acts on the weights: the optimizer's, times the scale. */
    @Override
    public double getLearningRate(int iteration, int epoch) {
        return super.getLearningRate(iteration, epoch) * scale;
    }

    @Override
    public ScaledUpdater clone() {
        return new ScaledUpdater(Optimizers.copy(getOptimizer()), scale, realTail);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScaledUpdater that
                && scale == that.scale
                && realTail == that.realTail
                && getOptimizer().equals(that.getOptimizer());
    }

    @Override
    public int hashCode() {
        return Objects.hash(getOptimizer(), scale, realTail);
    }

    @Override
    public String toString() {
        return "ScaledUpdater(" + getOptimizer() + ", scale=" + scale + ")";
    }
}
