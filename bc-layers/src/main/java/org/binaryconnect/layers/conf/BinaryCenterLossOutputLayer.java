package org.binaryconnect.layers.conf;

import java.util.Collection;
import java.util.List;
import lombok.EqualsAndHashCode;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
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
 * A {@link CenterLossOutputLayer} whose weights, [nIn, nOut], are binary in the forward and the
 * backward pass. Biases and class centres stay real.
 *
 * <p>Options and defaults are {@code CenterLossOutputLayer}'s, except that weights start uniform in
 * [-H, H] unless the layer itself names another initialization.
 */
@EqualsAndHashCode(callSuper = true)
public class BinaryCenterLossOutputLayer extends CenterLossOutputLayer implements BinaryLayer {

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
                new org.binaryconnect.layers.runtime.BinaryCenterLossOutputLayer(conf, dataType),
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

    /**
     * Builder with the options of {@link CenterLossOutputLayer.Builder} and {@link
     * BinaryLayerBuilder}.
     */
    @SuppressWarnings("unchecked") // DL4J declares "<E extends Layer> E build()"
    public static class Builder extends BaseOutputLayer.Builder<Builder>
            implements BinaryLayerBuilder<Builder> {

        private final CenterLossOutputLayer.Builder options;

        /** Softmax and multi-class cross-entropy, as DL4J's layer. */
        public Builder() {
            this(new CenterLossOutputLayer.Builder());
        }

        public Builder(LossFunction lossFunction) {
            this(new CenterLossOutputLayer.Builder(lossFunction));
        }

        public Builder(ILossFunction lossFunction) {
            this(new CenterLossOutputLayer.Builder(lossFunction));
        }

        private Builder(CenterLossOutputLayer.Builder options) {
            this.options = options;
            CommonFields.copy(options, this);
        }

        /** Learning rate of the class centres. Default: 0.05. */
        public Builder alpha(double alpha) {
            options.alpha(alpha);
            return this;
        }

        /** Weight of the centre loss. Default: 0.0002. */
        public Builder lambda(double lambda) {
            options.lambda(lambda);
            return this;
        }

        /** Whether the centres get the gradient that a gradient check expects. Default: false. */
        public Builder gradientCheck(boolean gradientCheck) {
            options.gradientCheck(gradientCheck);
            return this;
        }

        @Override
        public BinaryCenterLossOutputLayer build() {
            return Configurations.build(this, options, new BinaryCenterLossOutputLayer());
        }
    }
}
