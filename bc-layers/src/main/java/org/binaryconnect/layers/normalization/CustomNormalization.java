package org.binaryconnect.layers.normalization;

import org.nd4j.linalg.dataset.adapter.SingletonDataSetIterator;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerType;

/** A normalization that ND4J does not know, but can save and restore. */
abstract class CustomNormalization implements DataNormalization {

    static {
        // Of its own accord ND4J finds a custom strategy to restore with, but none to write with.
        NormalizerSerializer.getDefault()
                .addStrategy(new GlobalContrastSerializerStrategy())
                .addStrategy(new ZcaWhiteningSerializerStrategy())
                .addStrategy(new LocalContrastSerializerStrategy())
                .addStrategy(new NormalizationChainSerializerStrategy());
    }

    @Override
    public void fit(DataSet data) {
        fit(new SingletonDataSetIterator((org.nd4j.linalg.dataset.DataSet) data));
    }

    @Override
    public void transform(DataSet data) {
        preProcess(data);
    }

    @Override
    public NormalizerType getType() {
        return NormalizerType.CUSTOM;
    }
}
