package org.binaryconnect.layers.conf;

import java.util.Collection;
import java.util.List;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

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
        if (hasLayerNorm()) {
            throw new DL4JInvalidConfigException(
                    "Layer \"%s\" (BinarySimpleRnn): DL4J 1.0.0-M2.1 fails in SimpleRnn with layer normalization; set hasLayerNorm(false)"
                            .formatted(getLayerName()));
        }
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
        return other instanceof BinarySimpleRnn that
                && CommonFields.equal(complete(), that.complete());
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof BinarySimpleRnn;
    }

    @Override
    public int hashCode() {
        return CommonFields.hash(complete());
    }

    /** A copy whose fields hold what follows from the options, as one that was read has them. */
    private BinarySimpleRnn complete() {
        BinarySimpleRnn copy = new BinarySimpleRnn();
        CommonFields.copy(this, copy);
        copy.constraints = getConstraints();
        copy.weightInitFn = getWeightInitFn();
        return copy;
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
            return Configurations.build(this, options, new BinarySimpleRnn());
        }
    }
}
