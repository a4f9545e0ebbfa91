package org.binaryconnect.layers.normalization;

import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/** An iterator's data as normalizations change it: copies, so that the data itself stays. */
final class NormalizedIterator implements DataSetIterator {

    private final DataSetIterator data;
    private final List<DataNormalization> normalizations;

    NormalizedIterator(DataSetIterator data, List<DataNormalization> normalizations) {
        this.data = data;
        this.normalizations = normalizations;
    }

    @Override
    public boolean hasNext() {
        return data.hasNext();
    }

    @Override
    public DataSet next() {
        return normalized(data.next());
    }

    @Override
    public DataSet next(int count) {
        return normalized(data.next(count));
    }

    private DataSet normalized(DataSet batch) {
        DataSet copy = batch.copy();
        normalizations.forEach(normalization -> normalization.preProcess(copy));
        return copy;
    }

    @Override
    public void reset() {
        data.reset();
    }

    @Override
    public boolean resetSupported() {
        return data.resetSupported();
    }

    @Override
    public boolean asyncSupported() {
        return false;
    }

    @Override
    public int batch() {
        return data.batch();
    }

    @Override
    public int inputColumns() {
        return data.inputColumns();
    }

    @Override
    public int totalOutcomes() {
        return data.totalOutcomes();
    }

    @Override
    public List<String> getLabels() {
        return data.getLabels();
    }

    @Override
    public DataSetPreProcessor getPreProcessor() {
        return null;
    }

    @Override
    public void setPreProcessor(DataSetPreProcessor preProcessor) {
        throw new UnsupportedOperationException("The data is being fitted to");
    }
}
