package org.binaryconnect.examples.batches;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Examples in memory, any of which can be copied into the arrays of a batch. */
public interface Examples {

    int count();

    /** Values of an example's features. */
    int inputs();

    /** Values of an example's labels. */
    int outputs();

    /** Arrays for a batch, in no workspace. */
    Room room(int examples);

    /**
     * Copies examples.
     *
     * @param to as {@link #room} makes it for as many
     * @return a batch of the arrays of {@code to}
     */
    DataSet take(int[] examples, Room to);

    /**
     * Arrays of a batch.
     *
     * @param featuresMask null for none
     * @param labelsMask null for none
     */
    record Room(INDArray features, INDArray labels, INDArray featuresMask, INDArray labelsMask) {}
}
