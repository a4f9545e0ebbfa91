package org.binaryconnect.examples.data;

import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Batches that are in memory, in their order. */
public final class ExampleIterator implements DataSetIterator {

    private final List<DataSet> batches;
    private int next;
    private DataSetPreProcessor preProcessor;

    /**
     * @param batches at least one
     */
    ExampleIterator(List<DataSet> batches) {
        this.batches = List.copyOf(batches);
    }

    /** The shape of one example's features, without the batch. */
    public long[] featureShape() {
        long[] shape = batches.get(0).getFeatures().shape();
        long[] one = new long[shape.length - 1];
        System.arraycopy(shape, 1, one, 0, one.length);
        return one;
    }

    @Override
    public boolean hasNext() {
        return next < batches.size();
    }

    @Override
    public DataSet next() {
        DataSet batch = batches.get(next++);
        if (preProcessor != null) {
            preProcessor.preProcess(batch);
        }
        return batch;
    }

    @Override
    public DataSet next(int examples) {
        throw new UnsupportedOperationException("batches have the sizes that they were read in");
    }

    @Override
    public void reset() {
        next = 0;
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    @Override
    public boolean asyncSupported() {
        return false;
    }

    @Override
    public int batch() {
        return batches.get(0).numExamples();
    }

    @Override
    public int inputColumns() {
        return batches.get(0).numInputs();
    }

    @Override
    public int totalOutcomes() {
        return batches.get(0).numOutcomes();
    }

    @Override
    public void setPreProcessor(DataSetPreProcessor preProcessor) {
        this.preProcessor = preProcessor;
    }

    @Override
    public DataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }

    @Override
    public List<String> getLabels() {
        return null;
    }
}
