package org.binaryconnect.examples.batches;

/** The first examples in their order. */
public final class OrderedBatches extends Batches {

    private static final long serialVersionUID = 1L;

    /**
     * @param count how many of the examples, at most all
     */
    public OrderedBatches(Examples data, int count, int batch) {
        super(data, count, batch);
    }

    @Override
    int example(int place) {
        return place;
    }
}
