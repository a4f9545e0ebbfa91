package org.binaryconnect.layers.conf;

import java.util.Collection;
import java.util.List;
import lombok.EqualsAndHashCode;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * An {@link EmbeddingSequenceLayer} whose vectors, [nIn, nOut], are binary in the forward and the
 * backward pass, which DL4J's weight noise cannot do for it. Biases stay real.
 *
 * <p>Options and defaults are {@code EmbeddingSequenceLayer}'s, except that weights start uniform
 * in [-H, H] unless the layer itself names another initialization.
 */
@EqualsAndHashCode(callSuper = true)
public class BinaryEmbeddingSequenceLayer extends EmbeddingSequenceLayer implements BinaryLayer {

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
                new org.binaryconnect.layers.runtime.BinaryEmbeddingSequenceLayer(conf, dataType),
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

    /**
     * Builder with the options of {@link EmbeddingSequenceLayer.Builder} and {@link
     * BinaryLayerBuilder}.
     */
    @SuppressWarnings("unchecked") // DL4J declares "<E extends Layer> E build()"
    public static class Builder extends BinaryEmbeddingBuilder<Builder> {

        private final EmbeddingSequenceLayer.Builder options;

        public Builder() {
            this(new EmbeddingSequenceLayer.Builder());
        }

        private Builder(EmbeddingSequenceLayer.Builder options) {
            super(options);
            this.options = options;
        }

        /** Whether the layer has biases (real-valued). Default: false. */
        public Builder hasBias(boolean hasBias) {
            options.hasBias(hasBias);
            return this;
        }

        /** Length of the sequences. Default: 1. */
        public Builder inputLength(int inputLength) {
            options.inputLength(inputLength);
            return this;
        }

        /** Whether the length is that of the input. Default: true. */
        public Builder inferInputLength(boolean inferInputLength) {
            options.inferInputLength(inferInputLength);
            return this;
        }

        /** [batch, nOut, length] (NCW) or [batch, length, nOut] (NWC). Default: NCW. */
        public Builder outputDataFormat(RNNFormat outputDataFormat) {
            options.outputDataFormat(outputDataFormat);
            return this;
        }

        @Override
        public BinaryEmbeddingSequenceLayer build() {
            return Configurations.build(this, options, new BinaryEmbeddingSequenceLayer());
        }
    }
}
