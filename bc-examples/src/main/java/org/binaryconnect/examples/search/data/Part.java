package org.binaryconnect.examples.search.data;

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
        return (int) features.shape()[0];
    }

    DataSet take(int[] examples) {
        return new DataSet(
                features.take(examples),
                labels.take(examples),
                featuresMask == null ? null : featuresMask.take(examples),
                labelsMask == null ? null : labelsMask.take(examples));
    }
}
