package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryLayerBuilder;
import org.deeplearning4j.arbiter.adapter.ActivationParameterSpaceAdapter;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;

/** A space of binary layers with gates. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public abstract class BinaryBaseLSTMSpace<L extends AbstractLSTM>
        extends BinaryRecurrentLayerSpace<L> {

    private ParameterSpace<Double> forgetGateBiasInit;
    private ParameterSpace<IActivation> gateActivationFn;

    protected BinaryBaseLSTMSpace(Builder<?> builder) {
        super(builder);
        this.forgetGateBiasInit = builder.forgetGateBiasInit;
        this.gateActivationFn = builder.gateActivationFn;
    }

    protected <B extends AbstractLSTM.Builder<B> & BinaryLayerBuilder<B>> void setGateOptions(
            B layer, double[] values) {
        setRecurrentOptions(layer, values);
        Options.set(forgetGateBiasInit, values, layer::forgetGateBiasInit);
        Options.set(gateActivationFn, values, layer::gateActivationFunction);
    }

    /** Builder with the options that both binary LSTM layers have. */
    @SuppressWarnings("unchecked") // as Arbiter's builders
    public abstract static class Builder<B extends Builder<B>>
            extends BinaryRecurrentLayerSpace.Builder<B> {

        private ParameterSpace<Double> forgetGateBiasInit;
        private ParameterSpace<IActivation> gateActivationFn;

        public B forgetGateBiasInit(double forgetGateBiasInit) {
            return forgetGateBiasInit(new FixedValue<>(forgetGateBiasInit));
        }

        public B forgetGateBiasInit(ParameterSpace<Double> forgetGateBiasInit) {
            this.forgetGateBiasInit = forgetGateBiasInit;
            return (B) this;
        }

        public B gateActivation(Activation gateActivation) {
            return gateActivation(new FixedValue<>(gateActivation));
        }

        public B gateActivation(ParameterSpace<Activation> gateActivation) {
            return gateActivationFn(new ActivationParameterSpaceAdapter(gateActivation));
        }

        public B gateActivationFn(IActivation gateActivationFn) {
            return gateActivationFn(new FixedValue<>(gateActivationFn));
        }

        public B gateActivationFn(ParameterSpace<IActivation> gateActivationFn) {
            this.gateActivationFn = gateActivationFn;
            return (B) this;
        }
    }
}
