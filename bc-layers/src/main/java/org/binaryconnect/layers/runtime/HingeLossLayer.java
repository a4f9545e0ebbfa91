package org.binaryconnect.layers.runtime;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.layers.LossLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossUtil;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossSquaredHinge;

/** DL4J's loss layer, which refuses labels that a hinge loss cannot learn from. */
public class HingeLossLayer extends LossLayer {

    private static final long serialVersionUID = 1L;

    public HingeLossLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    /**
     * @throws IllegalArgumentException if the labels are 0 and 1
     */
    @Override
    public void setLabels(INDArray labels) {
        checkLabels(this, layerConf().getLossFn(), labels);
        super.setLabels(labels);
    }

    /**
     * Hinge losses need labels -1 and +1. With 0 in place of -1 they learn nothing, and the score
     * does not tell. Masked labels may have any value.
     *
     * @param labels of the shape that the loss sees, [examples, outputs]
     */
    static void checkLabels(AbstractLayer<?> layer, ILossFunction loss, INDArray labels) {
        if (labels == null || !isHinge(loss)) {
            return;
        }
        INDArray learned = labels;
        INDArray mask = layer.getMaskArray();
        if (mask != null) {
            // A masked label becomes 1.
            learned = labels.sub(1);
            LossUtil.applyMask(learned, mask.neq(0));
            learned.addi(1);
        }
        if (learned.minNumber().doubleValue() == 0) {
            throw new IllegalArgumentException(
                    "Layer \"%s\": %s needs labels -1 and +1, got 0 and %s; call setPreProcessor(new HingeLabels()) on the data iterator"
                            .formatted(
                                    layer.conf().getLayer().getLayerName(),
                                    loss.name(),
                                    learned.maxNumber()));
        }
    }

    /** Whether a loss takes labels -1 and +1. */
    public static boolean isHinge(ILossFunction loss) {
        return loss instanceof LossSquaredHinge || loss instanceof LossHinge;
    }
}
