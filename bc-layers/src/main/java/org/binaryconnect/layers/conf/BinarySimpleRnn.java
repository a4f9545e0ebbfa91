package org.binaryconnect.layers.conf;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.params.SimpleRnnParamInitializer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A {@link SimpleRnn} whose input weights, [nIn, nOut], and recurrent weights, [nOut, nOut], are
 * binary in the forward and the backward pass. Biases stay real.
 *
 * <p>Options and defaults are {@code SimpleRnn}'s, except that weights start uniform in [-H, H]
 * unless the layer itself names another initialization.
 */
public class BinarySimpleRnn extends SimpleRnn implements BinaryLayer {

    private static final long serialVersionUID = 1L;

    /** For JSON. */
    public BinarySimpleRnn() {
        super(new SimpleRnn.Builder());
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray paramsView,
            boolean initializeParams,
            DataType dataType) {
        Configurations.require(
                !hasLayerNorm(),
                this,
                "fails in SimpleRnn with layer normalization; set hasLayerNorm(false)");
        return Configurations.ready(
                new org.binaryconnect.layers.runtime.BinarySimpleRnn(conf, dataType),
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

    /** DL4J's own equality looks at hasLayerNorm alone. */
    @Override
    public boolean equals(Object other) {
        return other instanceof BinarySimpleRnn && CommonFields.equal(this, other);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof BinarySimpleRnn;
    }

    @Override
    public int hashCode() {
        return CommonFields.hash(this);
    }

    /** Builder with the options of {@link SimpleRnn.Builder} and {@link BinaryLayerBuilder}. */
    @SuppressWarnings("unchecked") // DL4J declares "<E extends Layer> E build()"
    public static class Builder extends BaseRecurrentLayer.Builder<Builder>
            implements BinaryLayerBuilder<Builder> {

        private final SimpleRnn.Builder options = new SimpleRnn.Builder();

        public Builder() {
            CommonFields.copy(options, this);
        }

        /**
         * Whether layer normalization is applied. Default: false; DL4J 1.0.0-M2.1 cannot run it.
         */
        public Builder hasLayerNorm(boolean hasLayerNorm) {
            options.hasLayerNorm(hasLayerNorm);
            return this;
        }

        @Override
        public BinarySimpleRnn build() {
            BinarySimpleRnn layer = Configurations.build(this, options, new BinarySimpleRnn());
            // DL4J forgets all constraints of this layer.
            Set<String> input = Set.of(SimpleRnnParamInitializer.WEIGHT_KEY);
            Set<String> recurrent = Set.of(SimpleRnnParamInitializer.RECURRENT_WEIGHT_KEY);
            Set<String> weights = new HashSet<>(input);
            weights.addAll(recurrent);
            Configurations.constrain(
                    layer, this, weights, Set.of(SimpleRnnParamInitializer.BIAS_KEY));
            Configurations.constrain(layer, inputWeightConstraints, input);
            Configurations.constrain(layer, recurrentConstraints, recurrent);
            return layer;
        }
    }
}
