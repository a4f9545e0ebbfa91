package org.binaryconnect.layers.normalization;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** A normalization of features that leaves labels alone. */
abstract class FeatureNormalization extends CustomNormalization {

    /**
     * Normalizes features in place.
     *
     * @param features floating-point, at least one example, of rank 2 or more
     */
    abstract void normalize(INDArray features);

    /** Nothing is learned from the data unless a class says so. */
    @Override
    public void fit(DataSetIterator data) {}

    @Override
    public void preProcess(DataSet data) {
        transform(data.getFeatures());
    }

    /**
     * Normalizes features in place.
     *
     * @param features [examples, ...] of a floating-point type
     * @throws IllegalArgumentException if they have another type or shape than this class takes
     */
    @Override
    public void transform(INDArray features) {
        if (!features.dataType().isFPType() || features.rank() < 2) {
            throw new IllegalArgumentException(
                    "%s takes floating-point features [examples, ...], got %s of shape %s"
                            .formatted(
                                    name(),
                                    features.dataType(),
                                    Arrays.toString(features.shape())));
        }
        if (!features.isEmpty()) {
            normalize(features);
        }
    }

    /** As {@link #transform(INDArray)}: examples that a mask leaves out are normalized as well. */
    @Override
    public void transform(INDArray features, INDArray mask) {
        transform(features);
    }

    /** Leaves labels as they are. */
    @Override
    public void transformLabel(INDArray labels) {}

    /** Leaves labels as they are. */
    @Override
    public void transformLabel(INDArray labels, INDArray mask) {}

    @Override
    public void revert(DataSet data) {
        revertFeatures(data.getFeatures());
    }

    /**
     * Undoes the normalization, where that is possible.
     *
     * @throws UnsupportedOperationException unless a class says that it can
     */
    @Override
    public void revertFeatures(INDArray features) {
        throw new UnsupportedOperationException(
                name() + " cannot be undone: mean and contrast of an example are lost");
    }

    @Override
    public void revertFeatures(INDArray features, INDArray mask) {
        revertFeatures(features);
    }

    /** Leaves labels as they are. */
    @Override
    public void revertLabels(INDArray labels) {}

    /** Leaves labels as they are. */
    @Override
    public void revertLabels(INDArray labels, INDArray mask) {}

    /**
     * @throws UnsupportedOperationException if labels are to be normalized
     */
    @Override
    public void fitLabel(boolean fit) {
        if (fit) {
            throw new UnsupportedOperationException(name() + " normalizes features, never labels");
        }
    }

    @Override
    public boolean isFitLabel() {
        return false;
    }

    private String name() {
        return getClass().getSimpleName();
    }
}
