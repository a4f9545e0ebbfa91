package org.binaryconnect.layers.arbiter;

import lombok.EqualsAndHashCode;
import lombok.Getter;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.adapter.ParameterSpaceAdapter;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Dropout by the probability that an input is kept; none for 0, as in DL4J's builders. Arbiter's
 * {@code DropoutSpace} cannot be read from its JSON and is equal to no other.
 */
@Getter
@EqualsAndHashCode(callSuper = false)
public final class DropoutAdapter extends ParameterSpaceAdapter<Double, IDropout> {

    private final ParameterSpace<Double> retained;

    @JsonCreator
    public DropoutAdapter(@JsonProperty("retained") ParameterSpace<Double> retained) {
        this.retained = retained;
    }

    @Override
    protected IDropout convertValue(Double probability) {
        return probability == 0 ? null : new Dropout(probability);
    }

    @Override
    protected ParameterSpace<Double> underlying() {
        return retained;
    }

    @Override
    protected String underlyingName() {
        return "retained";
    }
}
