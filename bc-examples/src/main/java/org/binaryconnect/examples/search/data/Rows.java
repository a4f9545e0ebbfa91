package org.binaryconnect.examples.search.data;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An array of examples on the Java heap, from which any of them are taken: ND4J's own {@code
 * pullRows} was seen to corrupt memory with so many rows.
 *
 * @param values row-major
 * @param shape with the examples first
 */
record Rows(float[] values, long[] shape) {

    /**
     * @return null for null
     */
    static Rows of(INDArray array) {
        return array == null ? null : new Rows(array.dup('c').data().asFloat(), array.shape());
    }

    int size() {
        return values.length / (int) shape[0];
    }

    INDArray take(int[] examples) {
        int size = size();
        float[] taken = new float[examples.length * size];
        for (int i = 0; i < examples.length; i++) {
            System.arraycopy(values, examples[i] * size, taken, i * size, size);
        }
        long[] whole = shape.clone();
        whole[0] = examples.length;
        return Nd4j.create(taken, whole, 'c');
    }
}
