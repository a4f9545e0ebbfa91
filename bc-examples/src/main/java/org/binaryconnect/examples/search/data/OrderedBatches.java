package org.binaryconnect.examples.search.data;

/** The first examples in their order. */
final class OrderedBatches extends Batches {

    private static final long serialVersionUID = 1L;

    OrderedBatches(Part data, int count, int batch) {
        super(data, count, batch);
    }

    @Override
    int example(int place) {
        return place;
    }
}
