package org.binaryconnect.examples.search.data;

import org.binaryconnect.examples.batches.Examples;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Examples in memory.
 *
 * @param features [examples, ...]
 * @param labels one-hot
 * @param featuresMask null for none
 * @param labelsMask null for none
 */
record Part(Rows features, Rows labels, Rows featuresMask, Rows labelsMask) implements Examples {

    static Part of(DataSet data) {
        return new Part(
                Rows.of(data.getFeatures()),
                Rows.of(data.getLabels()),
                Rows.of(data.getFeaturesMaskArray()),
                Rows.of(data.getLabelsMaskArray()));
    }

    @Override
    public int count() {
        return features.count();
    }

    @Override
    public int inputs() {
        return features.size();
    }

    @Override
    public int outputs() {
        return labels.size();
    }

    @Override
    public Room room(int examples) {
        return new Room(
                features.room(examples),
                labels.room(examples),
                featuresMask == null ? null : featuresMask.room(examples),
                labelsMask == null ? null : labelsMask.room(examples));
    }

    @Override
    public DataSet take(int[] examples, Room to) {
        return new DataSet(
                features.take(examples, to.features()),
                labels.take(examples, to.labels()),
                featuresMask == null ? null : featuresMask.take(examples, to.featuresMask()),
                labelsMask == null ? null : labelsMask.take(examples, to.labelsMask()));
    }
}
