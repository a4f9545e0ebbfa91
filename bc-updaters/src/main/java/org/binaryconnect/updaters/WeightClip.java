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
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Clips latent weights to [-H, H] after each update (paper, section 2.4): beyond H the size of a
 * weight no longer changes its binarization, so it would only grow out of reach of later gradients.
 *
 * <p>A network that diverged is reported, never repaired: the clip itself would turn NaN into H.
 */
public final class WeightClip implements LayerConstraint {

    private final double limit;
    private Set<String> params;

    /**
     * @param limit H, finite and above 0
     * @param params names of the parameters to clip, as DL4J's parameter initializers name them
     */
    public WeightClip(
            @JsonProperty("limit") double limit, @JsonProperty("params") Set<String> params) {
        Preconditions.checkArgument(
                limit > 0 && Double.isFinite(limit),
                "Weight clip must be finite and above 0, got %s",
                limit);
        this.limit = limit;
        this.params = params == null ? new HashSet<>() : new HashSet<>(params);
    }

    public double getLimit() {
        return limit;
    }

    /**
     * @throws DivergedException if a weight is NaN or infinite; the message names layer, parameter
     *     and iteration
     */
    @Override
    public void applyConstraint(Layer layer, int iteration, int epoch) {
        for (String name : params) {
            INDArray weights = layer.getParam(name);
            // One reduction sees every NaN and every infinity: both survive a sum.
            if (!Double.isFinite(weights.sumNumber().doubleValue())) {
                throw new DivergedException(
                        "Layer \"%s\": weights \"%s\" are NaN or infinite after iteration %d; the training diverged: lower the learning rate"
                                .formatted(
                                        layer.conf().getLayer().getLayerName(), name, iteration));
            }
            Nd4j.getExecutioner().exec(new ScalarMin(weights, null, weights, limit));
            Nd4j.getExecutioner().exec(new ScalarMax(weights, null, weights, -limit));
        }
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
        return new WeightClip(limit, params);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeightClip that
                && limit == that.limit
                && params.equals(that.params);
    }

    @Override
    public int hashCode() {
        return Objects.hash(limit, params);
    }
}
