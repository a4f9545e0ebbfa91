package org.binaryconnect.layers.conf;

import java.util.Collection;
import java.util.List;
import lombok.EqualsAndHashCode;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
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
 * An {@link RnnOutputLayer} whose weights, [nIn, nOut], are binary in the forward and the backward
 * pass. Biases stay real.
 *
 * <p>Options and defaults are {@code RnnOutputLayer}'s, except that weights start uniform in [-H,
 * H] unless the layer itself names another initialization.
 */
@EqualsAndHashCode(callSuper = true)
public class BinaryRnnOutputLayer extends RnnOutputLayer implements BinaryLayer {

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
                new org.binaryconnect.layers.runtime.BinaryRnnOutputLayer(conf, dataType),
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
     * Builder with the options of {@link RnnOutputLayer.Builder} and {@link BinaryLayerBuilder}.
     */
    @SuppressWarnings("unchecked") // DL4J declares "<E extends Layer> E build()"
    public static class Builder extends BaseOutputLayer.Builder<Builder>
            implements BinaryLayerBuilder<Builder> {

        private final RnnOutputLayer.Builder options;

        /** Softmax and multi-class cross-entropy, as DL4J's layer. */
        public Builder() {
            this(new RnnOutputLayer.Builder());
        }

        public Builder(LossFunction lossFunction) {
            this(new RnnOutputLayer.Builder(lossFunction));
        }

        public Builder(ILossFunction lossFunction) {
            this(new RnnOutputLayer.Builder(lossFunction));
        }

        private Builder(RnnOutputLayer.Builder options) {
            this.options = options;
            CommonFields.copy(options, this);
        }

        /**
         * [batch, size, length] (NCW) or [batch, length, size] (NWC). Default: that of the input.
         */
        public Builder dataFormat(RNNFormat dataFormat) {
            options.dataFormat(dataFormat);
            return this;
        }

        @Override
        public BinaryRnnOutputLayer build() {
            return Configurations.build(this, options, new BinaryRnnOutputLayer());
        }
    }
}
