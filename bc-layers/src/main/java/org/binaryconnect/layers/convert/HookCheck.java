package org.binaryconnect.layers.convert;

import java.util.HashSet;
import java.util.Set;
import org.binaryconnect.layers.weights.BinaryParameters;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Notices, after the first training step, that a retrofitted layer computes with its real weights:
 * a layer class that DL4J's hook for weights was put into, but that never calls it.
 */
public final class HookCheck implements LayerConstraint {

    private static final long serialVersionUID = 1L;

    private Set<String> params;

    public HookCheck(@JsonProperty("params") Set<String> params) {
        this.params = params == null ? new HashSet<>() : new HashSet<>(params);
    }

    /**
     * @throws IllegalStateException if the layer never asked for its binary weights
     */
    @Override
    public void applyConstraint(Layer layer, int iteration, int epoch) {
        if (!BinaryParameters.wasAsked(layer, params)) {
            throw new IllegalStateException(
                    "Layer \"%s\" (%s) was retrofitted with binary weights, but computes with its real ones: its class does not ask DL4J for weight noise; leave it out of the retrofit"
                            .formatted(
                                    layer.conf().getLayer().getLayerName(),
                                    layer.conf().getLayer().getClass().getSimpleName()));
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
    public HookCheck clone() {
        return new HookCheck(params);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HookCheck that && params.equals(that.params);
    }

    @Override
    public int hashCode() {
        return params.hashCode();
    }
}
