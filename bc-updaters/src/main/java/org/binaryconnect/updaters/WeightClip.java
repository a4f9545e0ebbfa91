package org.binaryconnect.updaters;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.binaryconnect.updaters.arrays.Clipper;
import org.binaryconnect.updaters.arrays.FiniteCheck;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Clips latent weights to [-H, H] after each update, in one pass (paper, section 2.4): beyond H the
 * size of a weight no longer changes its binarization, so it would only grow out of reach of later
 * gradients.
 *
 * <p>A network that diverged is reported, never repaired: the clip itself would turn NaN into H.
 */
public final class WeightClip implements LayerConstraint {

    private static final long serialVersionUID = 1L;

    private final double limit;
    private final long realColumns;
    private Set<String> params;

    /**
     * For DL4J's {@code constrainWeights}, which names the parameters itself.
     *
     * @param limit H, finite and above 0
     */
    public WeightClip(double limit) {
        this(limit, Set.of());
    }

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
        setParams(params == null ? Set.of() : params);
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
            if (!clip(layer.getParam(name))) {
                throw new DivergedException(
                        "Layer \"%s\": weights \"%s\" are NaN or infinite after iteration %d; the training diverged: lower the learning rate"
                                .formatted(
                                        layer.conf().getLayer().getLayerName(), name, iteration));
            }
        }
    }

    /** Returns whether all of the parameter was finite. */
    private boolean clip(INDArray weights) {
        if (realColumns == 0) {
            return Clipper.clip(weights, limit);
        }
        long columns = weights.columns() - realColumns;
        INDArray binary = weights.get(NDArrayIndex.all(), NDArrayIndex.interval(0, columns));
        return FiniteCheck.isFinite(weights) & Clipper.clip(binary, limit);
    }

    /** Layer normalization's gains, which DL4J counts among the weights, are left out. */
    @Override
    public void setParams(Set<String> params) {
        this.params = new HashSet<>(params);
        this.params.remove(DefaultParamInitializer.GAIN_KEY);
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
