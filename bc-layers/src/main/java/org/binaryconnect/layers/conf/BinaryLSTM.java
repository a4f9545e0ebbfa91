package org.binaryconnect.layers.conf;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import lombok.EqualsAndHashCode;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * An {@link LSTM} whose input weights, [nIn, 4 nOut], and recurrent weights, [nOut, 4 nOut], are
 * binary in the forward and the backward pass. Biases stay real.
 *
 * <p>Options and defaults are {@code LSTM}'s, except that weights start uniform in [-H, H] unless
 * the layer itself names another initialization.
 */
@EqualsAndHashCode(callSuper = true)
public class BinaryLSTM extends LSTM implements BinaryLayer {

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
                new org.binaryconnect.layers.runtime.BinaryLSTM(conf, dataType),
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

    /** Builder with the options of {@link LSTM.Builder} and {@link BinaryLayerBuilder}. */
    @SuppressWarnings("unchecked") // DL4J declares "<E extends Layer> E build()"
    public static class Builder extends AbstractLSTM.Builder<Builder>
            implements BinaryLayerBuilder<Builder> {

        private final LSTM.Builder options = new LSTM.Builder();

        public Builder() {
            CommonFields.copy(options, this);
        }

        @Override
        public BinaryLSTM build() {
            BinaryLSTM layer = Configurations.build(this, options, new BinaryLSTM());
            // DL4J forgets those of the input weights alone.
            Configurations.constrain(
                    layer, inputWeightConstraints, Set.of(LSTMParamInitializer.INPUT_WEIGHT_KEY));
            return layer;
        }
    }
}
