package org.binaryconnect.updaters;

import java.util.Map;
import java.util.Objects;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Any DL4J optimizer with its step multiplied by a constant (paper, section 2.5).
 *
 * <p>The <em>step</em> is scaled, after the optimizer ran: Adam's step does not depend on the size
 * of the gradient, so scaling the gradient instead would do nothing. The state is the wrapped
 * optimizer's, unchanged. Binary layers wrap the user's updater with this class themselves, for
 * their weights alone, with the scale of {@link StepScale}.
 *
 * <p>Equality is by value, scale included: DL4J merges the parameters of equal updaters into one
 * block.
 */
public final class BinaryConnectUpdater implements IUpdater {

    private final IUpdater optimizer;
    private final double scale;
    private final long realTail;

    /**
     * Scales the step of every element, see {@link #BinaryConnectUpdater(IUpdater, double, long)}.
     */
    public BinaryConnectUpdater(IUpdater optimizer, double scale) {
        this(optimizer, scale, 0);
    }

    /**
     * @param optimizer the optimizer whose step is scaled
     * @param scale the factor, finite and above 0
     * @param realTail the last elements of the parameter that are no binary weights, whose step
     *     stays the optimizer's: the peepholes that {@code GravesLSTM} keeps behind its recurrent
     *     weights
     */
    public BinaryConnectUpdater(
            @JsonProperty("optimizer") IUpdater optimizer,
            @JsonProperty("scale") double scale,
            @JsonProperty("realTail") long realTail) {
        Preconditions.checkNotNull(optimizer, "BinaryConnectUpdater needs an optimizer");
        Preconditions.checkArgument(
                scale > 0 && Double.isFinite(scale),
                "Step scale must be finite and above 0, got %s",
                scale);
        this.optimizer = optimizer;
        this.scale = scale;
        this.realTail = realTail;
    }

    public IUpdater getOptimizer() {
        return optimizer;
    }

    public double getScale() {
        return scale;
    }

    public long getRealTail() {
        return realTail;
    }

    @Override
    public long stateSize(long numParams) {
        return optimizer.stateSize(numParams);
    }

    @Override
    public GradientUpdater<?> instantiate(INDArray viewArray, boolean initializeViewArray) {
        return new ScaledStep(this, optimizer.instantiate(viewArray, initializeViewArray));
    }

    @Override
    public GradientUpdater<?> instantiate(
            Map<String, INDArray> updaterState, boolean initializeStateArrays) {
        return new ScaledStep(this, optimizer.instantiate(updaterState, initializeStateArrays));
    }

    /** The learning rate that acts on the weights: the optimizer's, times the scale. */
    @Override
    public double getLearningRate(int iteration, int epoch) {
        return optimizer.getLearningRate(iteration, epoch) * scale;
    }

    @Override
    public boolean hasLearningRate() {
        return optimizer.hasLearningRate();
    }

    /** Sets the optimizer's own rate, before the scale. */
    @Override
    public void setLrAndSchedule(double lr, ISchedule lrSchedule) {
        optimizer.setLrAndSchedule(lr, lrSchedule);
    }

    @Override
    public BinaryConnectUpdater clone() {
        return new BinaryConnectUpdater(optimizer.clone(), scale, realTail);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinaryConnectUpdater that
                && scale == that.scale
                && realTail == that.realTail
                && optimizer.equals(that.optimizer);
    }

    @Override
    public int hashCode() {
        return Objects.hash(optimizer, scale, realTail);
    }

    @Override
    public String toString() {
        return "BinaryConnectUpdater(" + optimizer + ", scale=" + scale + ")";
    }
}
