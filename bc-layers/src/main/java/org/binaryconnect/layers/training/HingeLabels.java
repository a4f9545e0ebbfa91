package org.binaryconnect.layers.training;

import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;

/**
 * Maps one-hot labels 0 and 1 to -1 and +1, in place, as {@code LossSquaredHinge} needs them: with
 * 0 it learns nothing and says so nowhere. {@code Evaluation} takes both forms, since it looks for
 * the largest label.
 */
public final class HingeLabels implements DataSetPreProcessor {

    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException if a label lies outside 0 to 1, for instance because it was
     *     mapped already
     */
    @Override
    public void preProcess(DataSet data) {
        double min = data.getLabels().minNumber().doubleValue();
        double max = data.getLabels().maxNumber().doubleValue();
        if (min < 0 || max > 1) {
            throw new IllegalArgumentException(
                    "HingeLabels expects one-hot labels 0 and 1, got labels from %s to %s; set the preprocessor once only"
                            .formatted(min, max));
        }
        data.getLabels().muli(2).subi(1);
    }
}
