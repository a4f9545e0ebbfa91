package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryEmbeddingLayer;

/** A space of {@link BinaryEmbeddingLayer}. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class BinaryEmbeddingLayerSpace extends BinaryBiasedLayerSpace<BinaryEmbeddingLayer> {

    protected BinaryEmbeddingLayerSpace(Builder builder) {
        super(builder);
    }

    @Override
    public BinaryEmbeddingLayer getValue(double[] values) {
        BinaryEmbeddingLayer.Builder layer = new BinaryEmbeddingLayer.Builder();
        setOptions(layer, values);
        Options.set(getHasBias(), values, layer::hasBias);
        return layer.build();
    }

    /** Builder with the options of {@link BinaryEmbeddingLayer.Builder}. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BinaryBiasedLayerSpace.Builder<Builder> {

        @Override
        public BinaryEmbeddingLayerSpace build() {
            return new BinaryEmbeddingLayerSpace(this);
        }
    }
}
