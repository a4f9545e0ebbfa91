package org.binaryconnect.updaters;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Clips latent weights to [-H, H] after each update (paper, section 2.4): beyond H the size of a
 * weight no longer changes its binarization, so it would only grow out of reach of later gradients.
 *
 * <p>A network that diverged is reported, never repaired: the clip itself would turn NaN into H.
 */
public final class WeightClip implements LayerConstraint {

    private final double limit;
    private final long realColumns;
    private Set<String> params;

    /** Clips whole parameters, see {@link #WeightClip(double, Set, long)}. */
    public WeightClip(double limit, Set<String> params) {
        this(limit, params, 0);
    }

    /**
     * @param limit H, finite and above 0
     * @param params names of the parameters to clip, as DL4J's parameter initializers name them
     * @param realColumns the last columns of those parameters that are no binary weights and are
     *     left alone: the 3 peepholes that {@code GravesLSTM} keeps in its recurrent weights
     */
    public WeightClip(
            @JsonProperty("limit") double limit,
            @JsonProperty("params") Set<String> params,
            @JsonProperty("realColumns") long realColumns) {
        Preconditions.checkArgument(
                limit > 0 && Double.isFinite(limit),
                "Weight clip must be finite and above 0, got %s",
                limit);
        this.limit = limit;
        this.realColumns = realColumns;
        this.params = params == null ? new HashSet<>() : new HashSet<>(params);
    }

    public double getLimit() {
        return limit;
    }

    public long getRealColumns() {
        return realColumns;
    }

    /**
     * @throws DivergedException if a weight is NaN or infinite; the message names layer, parameter
     *     and iteration
     */
    @Override
    public void applyConstraint(Layer layer, int iteration, int epoch) {
        for (String name : params) {
            INDArray weights = layer.getParam(name);
            if (!FiniteCheck.isFinite(weights)) {
                throw new DivergedException(
                        "Layer \"%s\": weights \"%s\" are NaN or infinite after iteration %d; the training diverged: lower the learning rate"
                                .formatted(
                                        layer.conf().getLayer().getLayerName(), name, iteration));
            }
            clip(
                    realColumns == 0
                            ? weights
                            : weights.get(
                                    NDArrayIndex.all(),
                                    NDArrayIndex.interval(0, weights.columns() - realColumns)),
                    limit);
        }
    }

    /** Limits finite weights to [-limit, limit], in place; NaN would become a limit. */
    public static void clip(INDArray weights, double limit) {
        Nd4j.getExecutioner().exec(new ScalarMin(weights, null, weights, limit));
        Nd4j.getExecutioner().exec(new ScalarMax(weights, null, weights, -limit));
    }

    @Override
    public void setParams(Set<String> params) {
        this.params = new HashSet<>(params);
    }

    @Override
    public Set<String> getParams() {
        return params;
    }

    @Override
    public WeightClip clone() {
        return new WeightClip(limit, params, realColumns);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeightClip that
                && limit == that.limit
                && realColumns == that.realColumns
                && params.equals(that.params);
    }

    @Override
    public int hashCode() {
        return Objects.hash(limit, realColumns, params);
    }
}
