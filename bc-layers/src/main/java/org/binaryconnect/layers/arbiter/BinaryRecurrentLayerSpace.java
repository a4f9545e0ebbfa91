package org.binaryconnect.layers.arbiter;

import java.util.List;
import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryLayerBuilder;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.weights.WeightInit;

/** A space of binary recurrent layers. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public abstract class BinaryRecurrentLayerSpace<L extends BaseRecurrentLayer>
        extends BinaryFeedForwardLayerSpace<L> {

    private ParameterSpace<RNNFormat> dataFormat;
    private ParameterSpace<WeightInit> weightInitRecurrent;
    private ParameterSpace<List<LayerConstraint>> constrainInputWeights;
    private ParameterSpace<List<LayerConstraint>> constrainRecurrent;

    protected BinaryRecurrentLayerSpace(Builder<?> builder) {
        super(builder);
        this.dataFormat = builder.dataFormat;
        this.weightInitRecurrent = builder.weightInitRecurrent;
        this.constrainInputWeights = builder.constrainInputWeights;
        this.constrainRecurrent = builder.constrainRecurrent;
    }

    protected <B extends BaseRecurrentLayer.Builder<B> & BinaryLayerBuilder<B>>
            void setRecurrentOptions(B layer, double[] values) {
        setOptions(layer, values);
        Options.set(dataFormat, values, layer::dataFormat);
        Options.set(weightInitRecurrent, values, layer::weightInitRecurrent);
        Options.setAll(constrainInputWeights, values, layer::constrainInputWeights);
        Options.setAll(constrainRecurrent, values, layer::constrainRecurrent);
    }

    /** Builder with the options that all binary recurrent layers have. */
    @SuppressWarnings("unchecked") // as Arbiter's builders
    public abstract static class Builder<B extends Builder<B>>
            extends BinaryFeedForwardLayerSpace.Builder<B> {

        private ParameterSpace<RNNFormat> dataFormat;
        private ParameterSpace<WeightInit> weightInitRecurrent;
        private ParameterSpace<List<LayerConstraint>> constrainInputWeights;
        private ParameterSpace<List<LayerConstraint>> constrainRecurrent;

        /** [batch, size, length] (NCW) or [batch, length, size] (NWC). */
        public B dataFormat(RNNFormat dataFormat) {
            return dataFormat(new FixedValue<>(dataFormat));
        }

        public B dataFormat(ParameterSpace<RNNFormat> dataFormat) {
            this.dataFormat = dataFormat;
            return (B) this;
        }

        public B weightInitRecurrent(WeightInit weightInitRecurrent) {
            return weightInitRecurrent(new FixedValue<>(weightInitRecurrent));
        }

        public B weightInitRecurrent(ParameterSpace<WeightInit> weightInitRecurrent) {
            this.weightInitRecurrent = weightInitRecurrent;
            return (B) this;
        }

        public B constrainInputWeights(LayerConstraint... constrainInputWeights) {
            return constrainInputWeights(new FixedValue<>(List.of(constrainInputWeights)));
        }

        public B constrainInputWeights(
                ParameterSpace<List<LayerConstraint>> constrainInputWeights) {
            this.constrainInputWeights = constrainInputWeights;
            return (B) this;
        }

        public B constrainRecurrent(LayerConstraint... constrainRecurrent) {
            return constrainRecurrent(new FixedValue<>(List.of(constrainRecurrent)));
        }

        public B constrainRecurrent(ParameterSpace<List<LayerConstraint>> constrainRecurrent) {
            this.constrainRecurrent = constrainRecurrent;
            return (B) this;
        }
    }
}
