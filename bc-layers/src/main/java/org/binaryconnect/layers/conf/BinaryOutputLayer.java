package org.binaryconnect.layers.conf;

import java.util.Collection;
import java.util.List;
import lombok.EqualsAndHashCode;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * An {@link OutputLayer} whose weights, [nIn, nOut], are binary in the forward and the backward
 * pass. Biases stay real. Its pre-activations are of the order of sqrt(nIn); the paper therefore
 * puts batch normalization behind the last weights, which is a {@link BinaryDenseLayer}, a batch
 * normalization and a {@link HingeLossLayer}.
 *
 * <p>Options and defaults are {@code OutputLayer}'s, except that weights start uniform in [-H, H]
 * unless the layer itself names another initialization.
 */
@EqualsAndHashCode(callSuper = true)
public class BinaryOutputLayer extends OutputLayer implements BinaryLayer {

    private static final long serialVersionUID = 1L;

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray paramsView,
            boolean initializeParams,
            DataType dataType) {
        return Configurations.ready(
                new org.binaryconnect.layers.runtime.BinaryOutputLayer(conf, dataType),
                listeners,
                index,
                paramsView,
                initializeParams);
    }

    @Override
    public IUpdater getUpdaterByParam(String param) {
        return Configurations.updater(this, param, super.getUpdaterByParam(param));
    }

    @Override
    public List<Regularization> getRegularizationByParam(String param) {
        return Configurations.regularization(
                this, param, super.getRegularizationByParam(param), super.getUpdaterByParam(param));
    }

    @Override
    public List<LayerConstraint> getConstraints() {
        constraints = Configurations.constraints(this, constraints);
        return constraints;
    }

    @Override
    public IWeightInit getWeightInitFn() {
        return Configurations.weightInit(this, super.getWeightInitFn());
    }

    @Override
    public IActivation getActivationFn() {
        return Configurations.activation(super.getActivationFn(), getLossFn());
    }

    /** Builder with the options of {@link OutputLayer.Builder} and {@link BinaryLayerBuilder}. */
    @SuppressWarnings("unchecked") // DL4J declares "<E extends Layer> E build()"
    public static class Builder extends BaseOutputLayer.Builder<Builder>
            implements BinaryLayerBuilder<Builder> {

        private final OutputLayer.Builder options;

        /** Softmax and multi-class cross-entropy, as DL4J's layer. */
        public Builder() {
            this(new OutputLayer.Builder());
        }

        public Builder(LossFunction lossFunction) {
            this(new OutputLayer.Builder(lossFunction));
        }

        public Builder(ILossFunction lossFunction) {
            this(new OutputLayer.Builder(lossFunction));
        }

        private Builder(OutputLayer.Builder options) {
            this.options = options;
            CommonFields.copy(options, this);
        }

        @Override
        public BinaryOutputLayer build() {
            return Configurations.build(this, options, new BinaryOutputLayer());
        }
    }
}
