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
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.params.GravesLSTMParamInitializer;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A {@link GravesLSTM} whose input weights, [nIn, 4 nOut], and recurrent weights, [nOut, 4 nOut],
 * are binary in the forward and the backward pass. Biases and the 3 peepholes of each unit stay
 * real: they are neither clipped nor is their step scaled, and they start as Xavier's
 * initialization has them.
 *
 * <p>Options and defaults are {@code GravesLSTM}'s, except that weights start uniform in [-H, H]
 * unless the layer itself names another initialization.
 */
@EqualsAndHashCode(callSuper = true)
@SuppressWarnings("deprecation") // DL4J has deprecated the layer, not dropped it
public class BinaryGravesLSTM extends GravesLSTM implements BinaryLayer {

    private static final long serialVersionUID = 1L;

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray paramsView,
            boolean initializeParams,
            DataType dataType) {
        Layer runtime =
                Configurations.ready(
                        new org.binaryconnect.layers.runtime.BinaryGravesLSTM(conf, dataType),
                        listeners,
                        index,
                        paramsView,
                        initializeParams);
        if (initializeParams) {
            initializePeepholes(runtime.getParam(GravesLSTMParamInitializer.RECURRENT_WEIGHT_KEY));
        }
        return runtime;
    }

    /** The recurrent weights' initialization fills the peepholes too, with values of its range. */
    private void initializePeepholes(INDArray recurrentWeights) {
        long first = 4 * getNOut();
        INDArray peepholes =
                recurrentWeights.get(NDArrayIndex.all(), NDArrayIndex.interval(first, first + 3));
        double deviation = Math.sqrt(2.0 / (getNIn() + 2 * getNOut()));
        peepholes.assign(Nd4j.randn(peepholes.dataType(), peepholes.shape()).muli(deviation));
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

    /** Builder with the options of {@link GravesLSTM.Builder} and {@link BinaryLayerBuilder}. */
    @SuppressWarnings("unchecked") // DL4J declares "<E extends Layer> E build()"
    public static class Builder extends AbstractLSTM.Builder<Builder>
            implements BinaryLayerBuilder<Builder> {

        private final GravesLSTM.Builder options = new GravesLSTM.Builder();

        public Builder() {
            CommonFields.copy(options, this);
        }

        @Override
        public BinaryGravesLSTM build() {
            BinaryGravesLSTM layer = Configurations.build(this, options, new BinaryGravesLSTM());
            // DL4J forgets those of the input weights alone.
            Configurations.constrain(
                    layer, inputWeightConstraints, Set.of(LSTMParamInitializer.INPUT_WEIGHT_KEY));
            return layer;
        }
    }
}
