package org.binaryconnect.examples.batches;

import java.util.SplittableRandom;

/**
 * All examples, in another order each epoch, to train on: a batch is overwritten by the next one of
 * its size, as new arrays for each would be memory that no cache holds and that waits for a garbage
 * collection.
 */
public final class ShuffledBatches extends Batches {

    private static final long serialVersionUID = 1L;

    private final long seed;
    private final int[] order;
    private final transient Examples.Room room;

    public ShuffledBatches(Examples data, int batch, long seed) {
        super(data, data.count(), batch);
        this.seed = seed;
        this.order = new int[data.count()];
        this.room = data.room(Math.min(batch, data.count()));
        setEpoch(0);
    }

    /** Starts an epoch, whose order depends on the seed and its number alone. */
    public void setEpoch(int epoch) {
        SplittableRandom random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (epoch + 1));
        for (int i = 0; i < order.length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        reset();
    }

    @Override
    Examples.Room room(Examples data, int examples) {
        return examples == room.features().size(0) ? room : super.room(data, examples);
    }

    @Override
    int example(int place) {
        return order[place];
    }
}
