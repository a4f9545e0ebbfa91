package org.binaryconnect.layers.conf;

import java.util.Collection;
import lombok.EqualsAndHashCode;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossSquaredHinge;

/**
 * The paper's loss (section 3): the squared hinge loss on labels -1 and +1, without weights of its
 * own, behind the batch normalization of the last weights. Labels 0 and 1 are refused: DL4J's
 * {@link LossLayer} takes them, and learns nothing.
 *
 * <p>{@code HingeLabels} makes the labels; {@code evaluate} takes the largest score.
 */
@EqualsAndHashCode(callSuper = true)
public class HingeLossLayer extends LossLayer {

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
                new org.binaryconnect.layers.runtime.HingeLossLayer(conf, dataType),
                listeners,
                index,
                paramsView,
                initializeParams);
    }

    /** Builder with the options of {@link LossLayer.Builder}: squared hinge, identity. */
    @SuppressWarnings("unchecked") // DL4J declares "<E extends Layer> E build()"
    public static class Builder extends BaseOutputLayer.Builder<Builder> {

        private final LossLayer.Builder options = new LossLayer.Builder();

        public Builder() {
            CommonFields.copy(options, this);
            setLossFn(new LossSquaredHinge());
            setActivationFn(new ActivationIdentity());
        }

        @Override
        public HingeLossLayer build() {
            return Configurations.build(this, options, new HingeLossLayer());
        }
    }
}
