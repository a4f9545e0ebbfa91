package org.binaryconnect.layers.conf;

import java.util.Collection;
import lombok.EqualsAndHashCode;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@link BatchNormalization} that trains faster: DL4J's takes some thirty passes over the batch,
 * each an operation with an array of its own, which is a third of the time that a dense network
 * takes; this one takes two.
 *
 * <p>Options, parameters and results are {@code BatchNormalization}'s, but for rounding. Images
 * with channels last (NHWC), locked gamma and beta, other types than float, and all that is no
 * training are left to DL4J's operations.
 */
@EqualsAndHashCode(callSuper = true)
public class OnePassBatchNormalization extends BatchNormalization {

    private static final long serialVersionUID = 1L;

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray paramsView,
            boolean initializeParams,
            DataType dataType) {
        LayerValidation.assertNOutSet(getClass().getSimpleName(), getLayerName(), index, getNOut());
        return Configurations.ready(
                new org.binaryconnect.layers.runtime.OnePassBatchNormalization(conf, dataType),
                listeners,
                index,
                paramsView,
                initializeParams);
    }

    /** Builder with the options of {@link BatchNormalization.Builder}. */
    @SuppressWarnings("unchecked") // DL4J declares "<E extends Layer> E build()"
    public static class Builder extends BatchNormalization.Builder {

        @Override
        public OnePassBatchNormalization build() {
            return Configurations.build(
                    this, new BatchNormalization.Builder(), new OnePassBatchNormalization());
        }
    }
}
