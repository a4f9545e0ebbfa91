package org.binaryconnect.layers.arbiter;

import lombok.EqualsAndHashCode;
import lombok.Getter;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.adapter.ParameterSpaceAdapter;
import org.nd4j.common.base.Preconditions;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * How often a layer occurs in one of several blocks that share a number of blocks: 1 if there are
 * more than {@code index}, else 0. So a block of several layers is repeated, which Arbiter can do
 * with single layers only:
 *
 * <pre>{@code
 * ParameterSpace<Integer> depth = new IntegerParameterSpace(1, 3);
 * for (int i = 0; i < 3; i++) {
 *     network.addLayer(dense, new RepetitionSpace(depth, i))
 *             .addLayer(batchNormalization, new RepetitionSpace(depth, i));
 * }
 * }</pre>
 */
@Getter
@EqualsAndHashCode(callSuper = false)
public final class RepetitionSpace extends ParameterSpaceAdapter<Integer, Integer> {

    private final ParameterSpace<Integer> count;
    private final int index;

    /**
     * @param count of blocks; the same object for all blocks of a network
     * @param index of the block, from 0
     */
    @JsonCreator
    public RepetitionSpace(
            @JsonProperty("count") ParameterSpace<Integer> count,
            @JsonProperty("index") int index) {
        Preconditions.checkNotNull(count, "RepetitionSpace needs a space of the number of blocks");
        Preconditions.checkArgument(index >= 0, "A block's index is at least 0, got %s", index);
        this.count = count;
        this.index = index;
    }

    @Override
    protected Integer convertValue(Integer blocks) {
        return blocks > index ? 1 : 0;
    }

    @Override
    protected ParameterSpace<Integer> underlying() {
        return count;
    }

    @Override
    protected String underlyingName() {
        return "count";
    }

    @Override
    public String toString() {
        return "RepetitionSpace(" + count + ", " + index + ")";
    }
}
