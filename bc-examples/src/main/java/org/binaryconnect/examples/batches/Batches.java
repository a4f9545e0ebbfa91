package org.binaryconnect.examples.batches;

import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Minibatches of examples in memory. The last one is smaller if the size does not divide them. */
abstract class Batches implements DataSetIterator {

    private static final long serialVersionUID = 1L;

    private final transient Examples data;
    private final int count;
    private final int batch;
    private int next;
    private DataSetPreProcessor preProcessor;

    Batches(Examples data, int count, int batch) {
        this.data = data;
        this.count = count;
        this.batch = batch;
    }

    /** The example at a place of the order. */
    abstract int example(int place);

    /** Where a batch is put. */
    Examples.Room room(Examples data, int examples) {
        return data.room(examples);
    }

    @Override
    public DataSet next(int size) {
        int[] examples = new int[Math.min(size, count - next)];
        for (int i = 0; i < examples.length; i++) {
            examples[i] = example(next + i);
        }
        next += examples.length;
        DataSet batch = data.take(examples, room(data, examples.length));
        if (preProcessor != null) {
            preProcessor.preProcess(batch);
        }
        return batch;
    }

    @Override
    public DataSet next() {
        return next(batch);
    }

    @Override
    public boolean hasNext() {
        return next < count;
    }

    @Override
    public void reset() {
        next = 0;
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    /** A batch read ahead would overwrite the one that is trained on. */
    @Override
    public boolean asyncSupported() {
        return false;
    }

    @Override
    public int inputColumns() {
        return data.inputs();
    }

    @Override
    public int totalOutcomes() {
        return data.outputs();
    }

    @Override
    public int batch() {
        return batch;
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
