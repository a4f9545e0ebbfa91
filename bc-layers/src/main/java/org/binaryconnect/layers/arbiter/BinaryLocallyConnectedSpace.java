package org.binaryconnect.layers.arbiter;

import java.util.List;
import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryLayerBuilder;
import org.deeplearning4j.arbiter.layers.LayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.util.LeafUtils;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A space of binary locally connected layers. Sizes have one number for each dimension. DL4J builds
 * these layers with other builders than all others, so that Arbiter has none of their options.
 */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public abstract class BinaryLocallyConnectedSpace<L extends SameDiffLayer> extends LayerSpace<L> {

    private ParameterSpace<Integer> nIn;
    private ParameterSpace<Integer> nOut;
    private ParameterSpace<Activation> activation;
    private ParameterSpace<WeightInit> weightInit;
    private ParameterSpace<Double> l1;
    private ParameterSpace<Double> l2;
    private ParameterSpace<Double> l1Bias;
    private ParameterSpace<Double> l2Bias;
    private ParameterSpace<Double> weightDecay;
    private ParameterSpace<Double> weightDecayBias;
    private ParameterSpace<IUpdater> updater;
    private ParameterSpace<IUpdater> biasUpdater;
    private ParameterSpace<List<LayerConstraint>> constrainWeights;
    private ParameterSpace<List<LayerConstraint>> constrainBias;
    private ParameterSpace<List<LayerConstraint>> constrainAllParams;
    private ParameterSpace<int[]> kernelSize;
    private ParameterSpace<int[]> stride;
    private ParameterSpace<int[]> padding;
    private ParameterSpace<ConvolutionMode> convolutionMode;
    private ParameterSpace<Boolean> hasBias;
    private BinaryWeightsSpace binaryWeights = new BinaryWeightsSpace();

    protected BinaryLocallyConnectedSpace(Builder<?> builder) {
        super(builder);
        this.nIn = builder.nIn;
        this.nOut = builder.nOut;
        this.activation = builder.activation;
        this.weightInit = builder.weightInit;
        this.l1 = builder.l1;
        this.l2 = builder.l2;
        this.l1Bias = builder.l1Bias;
        this.l2Bias = builder.l2Bias;
        this.weightDecay = builder.weightDecay;
        this.weightDecayBias = builder.weightDecayBias;
        this.updater = builder.updater;
        this.biasUpdater = builder.biasUpdater;
        this.constrainWeights = builder.constrainWeights;
        this.constrainBias = builder.constrainBias;
        this.constrainAllParams = builder.constrainAllParams;
        this.kernelSize = builder.kernelSize;
        this.stride = builder.stride;
        this.padding = builder.padding;
        this.convolutionMode = builder.convolutionMode;
        this.hasBias = builder.hasBias;
        this.binaryWeights = builder.binaryWeights;
    }

    @Override
    public int numParameters() {
        return LeafUtils.countUniqueParameters(collectLeaves());
    }

    /** Sets the options that the builders of both layers inherit. */
    protected <B extends SameDiffLayer.Builder<B> & BinaryLayerBuilder<B>> void setOptions(
            B layer, double[] values) {
        setLayerOptionsBuilder(layer, values);
        Options.set(weightInit, values, layer::weightInit);
        Options.set(l1, values, layer::l1);
        Options.set(l2, values, layer::l2);
        Options.set(l1Bias, values, layer::l1Bias);
        Options.set(l2Bias, values, layer::l2Bias);
        Options.set(weightDecay, values, layer::weightDecay);
        Options.set(weightDecayBias, values, layer::weightDecayBias);
        Options.set(updater, values, layer::updater);
        Options.set(biasUpdater, values, layer::biasUpdater);
        Options.setAll(constrainWeights, values, layer::constrainWeights);
        Options.setAll(constrainBias, values, layer::constrainBias);
        Options.setAll(constrainAllParams, values, layer::constrainAllParameters);
        if (!binaryWeights.isEmpty()) {
            layer.binaryWeights(binaryWeights.getValue(values));
        }
    }

    @Override
    protected String toString(String delimiter) {
        return getClass().getSimpleName() + getNestedSpaces();
    }

    /** Builder with the options that both locally connected layers have. */
    @SuppressWarnings("unchecked") // as Arbiter's builders
    public abstract static class Builder<B extends Builder<B>> extends LayerSpace.Builder<B>
            implements BinaryLayerSpaceBuilder<B> {

        private ParameterSpace<Integer> nIn;
        private ParameterSpace<Integer> nOut;
        private ParameterSpace<Activation> activation;
        private ParameterSpace<WeightInit> weightInit;
        private ParameterSpace<Double> l1;
        private ParameterSpace<Double> l2;
        private ParameterSpace<Double> l1Bias;
        private ParameterSpace<Double> l2Bias;
        private ParameterSpace<Double> weightDecay;
        private ParameterSpace<Double> weightDecayBias;
        private ParameterSpace<IUpdater> updater;
        private ParameterSpace<IUpdater> biasUpdater;
        private ParameterSpace<List<LayerConstraint>> constrainWeights;
        private ParameterSpace<List<LayerConstraint>> constrainBias;
        private ParameterSpace<List<LayerConstraint>> constrainAllParams;
        private ParameterSpace<int[]> kernelSize;
        private ParameterSpace<int[]> stride;
        private ParameterSpace<int[]> padding;
        private ParameterSpace<ConvolutionMode> convolutionMode;
        private ParameterSpace<Boolean> hasBias;
        private BinaryWeightsSpace binaryWeights = new BinaryWeightsSpace();

        @Override
        public B dropOut(ParameterSpace<Double> dropOut) {
            return iDropOut(new DropoutAdapter(dropOut));
        }

        public B nIn(int nIn) {
            return nIn(new FixedValue<>(nIn));
        }

        public B nIn(ParameterSpace<Integer> nIn) {
            this.nIn = nIn;
            return (B) this;
        }

        public B nOut(int nOut) {
            return nOut(new FixedValue<>(nOut));
        }

        public B nOut(ParameterSpace<Integer> nOut) {
            this.nOut = nOut;
            return (B) this;
        }

        public B activation(Activation activation) {
            return activation(new FixedValue<>(activation));
        }

        public B activation(ParameterSpace<Activation> activation) {
            this.activation = activation;
            return (B) this;
        }

        public B weightInit(WeightInit weightInit) {
            return weightInit(new FixedValue<>(weightInit));
        }

        public B weightInit(ParameterSpace<WeightInit> weightInit) {
            this.weightInit = weightInit;
            return (B) this;
        }

        public B l1(double l1) {
            return l1(new FixedValue<>(l1));
        }

        public B l1(ParameterSpace<Double> l1) {
            this.l1 = l1;
            return (B) this;
        }

        public B l2(double l2) {
            return l2(new FixedValue<>(l2));
        }

        public B l2(ParameterSpace<Double> l2) {
            this.l2 = l2;
            return (B) this;
        }

        public B l1Bias(double l1Bias) {
            return l1Bias(new FixedValue<>(l1Bias));
        }

        public B l1Bias(ParameterSpace<Double> l1Bias) {
            this.l1Bias = l1Bias;
            return (B) this;
        }

        public B l2Bias(double l2Bias) {
            return l2Bias(new FixedValue<>(l2Bias));
        }

        public B l2Bias(ParameterSpace<Double> l2Bias) {
            this.l2Bias = l2Bias;
            return (B) this;
        }

        public B weightDecay(double weightDecay) {
            return weightDecay(new FixedValue<>(weightDecay));
        }

        public B weightDecay(ParameterSpace<Double> weightDecay) {
            this.weightDecay = weightDecay;
            return (B) this;
        }

        public B weightDecayBias(double weightDecayBias) {
            return weightDecayBias(new FixedValue<>(weightDecayBias));
        }

        public B weightDecayBias(ParameterSpace<Double> weightDecayBias) {
            this.weightDecayBias = weightDecayBias;
            return (B) this;
        }

        public B updater(IUpdater updater) {
            return updater(new FixedValue<>(updater));
        }

        public B updater(ParameterSpace<IUpdater> updater) {
            this.updater = updater;
            return (B) this;
        }

        public B biasUpdater(IUpdater biasUpdater) {
            return biasUpdater(new FixedValue<>(biasUpdater));
        }

        public B biasUpdater(ParameterSpace<IUpdater> biasUpdater) {
            this.biasUpdater = biasUpdater;
            return (B) this;
        }

        public B constrainWeights(LayerConstraint... constrainWeights) {
            return constrainWeights(new FixedValue<>(List.of(constrainWeights)));
        }

        public B constrainWeights(ParameterSpace<List<LayerConstraint>> constrainWeights) {
            this.constrainWeights = constrainWeights;
            return (B) this;
        }

        public B constrainBias(LayerConstraint... constrainBias) {
            return constrainBias(new FixedValue<>(List.of(constrainBias)));
        }

        public B constrainBias(ParameterSpace<List<LayerConstraint>> constrainBias) {
            this.constrainBias = constrainBias;
            return (B) this;
        }

        public B constrainAllParams(LayerConstraint... constrainAllParams) {
            return constrainAllParams(new FixedValue<>(List.of(constrainAllParams)));
        }

        public B constrainAllParams(ParameterSpace<List<LayerConstraint>> constrainAllParams) {
            this.constrainAllParams = constrainAllParams;
            return (B) this;
        }

        public B kernelSize(int... kernelSize) {
            return kernelSize(new FixedValue<>(kernelSize));
        }

        public B kernelSize(ParameterSpace<int[]> kernelSize) {
            this.kernelSize = kernelSize;
            return (B) this;
        }

        public B stride(int... stride) {
            return stride(new FixedValue<>(stride));
        }

        public B stride(ParameterSpace<int[]> stride) {
            this.stride = stride;
            return (B) this;
        }

        public B padding(int... padding) {
            return padding(new FixedValue<>(padding));
        }

        public B padding(ParameterSpace<int[]> padding) {
            this.padding = padding;
            return (B) this;
        }

        public B convolutionMode(ConvolutionMode convolutionMode) {
            return convolutionMode(new FixedValue<>(convolutionMode));
        }

        public B convolutionMode(ParameterSpace<ConvolutionMode> convolutionMode) {
            this.convolutionMode = convolutionMode;
            return (B) this;
        }

        public B hasBias(boolean hasBias) {
            return hasBias(new FixedValue<>(hasBias));
        }

        public B hasBias(ParameterSpace<Boolean> hasBias) {
            this.hasBias = hasBias;
            return (B) this;
        }

        @Override
        public BinaryWeightsSpace getBinaryWeights() {
            return binaryWeights;
        }

        @Override
        public B binaryWeights(BinaryWeightsSpace binaryWeights) {
            this.binaryWeights = binaryWeights;
            return (B) this;
        }
    }
}
