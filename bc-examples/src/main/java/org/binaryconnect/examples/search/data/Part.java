package org.binaryconnect.examples.search.data;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Examples in memory.
 *
 * @param features [examples, ...]
 * @param labels one-hot
 * @param featuresMask null for none
 * @param labelsMask null for none
 */
record Part(Rows features, Rows labels, Rows featuresMask, Rows labelsMask) {

    static Part of(DataSet data) {
        return new Part(
                Rows.of(data.getFeatures()),
                Rows.of(data.getLabels()),
                Rows.of(data.getFeaturesMaskArray()),
                Rows.of(data.getLabelsMaskArray()));
    }

    int count() {
        return features.count();
    }

    /**
     * Arrays of a batch.
     *
     * @param featuresMask null for none
     * @param labelsMask null for none
     */
    record Room(INDArray features, INDArray labels, INDArray featuresMask, INDArray labelsMask) {}

    Room room(int examples) {
        return new Room(
                features.room(examples),
                labels.room(examples),
                featuresMask == null ? null : featuresMask.room(examples),
                labelsMask == null ? null : labelsMask.room(examples));
    }

    /** Copies examples into arrays that were made for as many. */
    DataSet take(int[] examples, Room to) {
        return new DataSet(
                features.take(examples, to.features),
                labels.take(examples, to.labels),
                featuresMask == null ? null : featuresMask.take(examples, to.featuresMask),
                labelsMask == null ? null : labelsMask.take(examples, to.labelsMask));
    }
}
