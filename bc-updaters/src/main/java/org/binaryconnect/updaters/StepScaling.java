package org.binaryconnect.updaters;

import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Scales the optimizer's step on binary weights in a layer that cannot wrap its updater, for
 * instance one of DL4J's own classes: DL4J hands each weight parameter's step to the layer's
 * regularizations, after the optimizer ran.
 *
 * <p>Where a layer class is ours, {@link BinaryConnectUpdater} does the same with the updater.
 */
public final class StepScaling implements Regularization {

    private static final long serialVersionUID = 1L;

    private final TreeMap<Long, Double> scales;

    /**
     * @param scales the step scale of each weight parameter, by its number of elements, which is
     *     all that DL4J lets a regularization see of it; parameters of other sizes keep their step
     */
    public StepScaling(@JsonProperty("scales") Map<Long, Double> scales) {
        this.scales = new TreeMap<>(scales);
    }

    public Map<Long, Double> getScales() {
        return scales;
    }

    @Override
    public ApplyStep applyStep() {
        return ApplyStep.POST_UPDATER;
    }

    @Override
    public void apply(
            INDArray param, INDArray step, double learningRate, int iteration, int epoch) {
        Double scale = scales.get(param.length());
        if (scale != null) {
            step.muli(scale);
        }
    }

    /** Adds nothing to the score. */
    @Override
    public double score(INDArray param, int iteration, int epoch) {
        return 0;
    }

    @Override
    public StepScaling clone() {
        return new StepScaling(scales);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StepScaling that && scales.equals(that.scales);
    }

    @Override
    public int hashCode() {
        return scales.hashCode();
    }

    @Override
    public String toString() {
        return "StepScaling" + scales;
    }
}
