package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryLayerBuilder;
import org.deeplearning4j.arbiter.adapter.LossFunctionParameterSpaceAdapter;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A space of binary output layers. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public abstract class BinaryBaseOutputLayerSpace<L extends BaseOutputLayer>
        extends BinaryBiasedLayerSpace<L> {

    private ParameterSpace<ILossFunction> lossFunction;

    protected BinaryBaseOutputLayerSpace(Builder<?> builder) {
        super(builder);
        this.lossFunction = builder.lossFunction;
    }

    protected <B extends BaseOutputLayer.Builder<B> & BinaryLayerBuilder<B>> void setOutputOptions(
            B layer, double[] values) {
        setOptions(layer, values);
        Options.set(getHasBias(), values, layer::hasBias);
        Options.set(lossFunction, values, layer::lossFunction);
    }

    /** Builder with the options that all binary output layers have. */
    @SuppressWarnings("unchecked") // as Arbiter's builders
    public abstract static class Builder<B extends Builder<B>>
            extends BinaryBiasedLayerSpace.Builder<B> {

        private ParameterSpace<ILossFunction> lossFunction;

        public B lossFunction(LossFunction lossFunction) {
            return lossFunction(new FixedValue<>(lossFunction));
        }

        public B lossFunction(ParameterSpace<LossFunction> lossFunction) {
            return iLossFunction(new LossFunctionParameterSpaceAdapter(lossFunction));
        }

        public B iLossFunction(ILossFunction lossFunction) {
            return iLossFunction(new FixedValue<>(lossFunction));
        }

        public B iLossFunction(ParameterSpace<ILossFunction> lossFunction) {
            this.lossFunction = lossFunction;
            return (B) this;
        }
    }
}
