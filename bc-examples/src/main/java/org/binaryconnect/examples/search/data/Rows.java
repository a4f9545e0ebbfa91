package org.binaryconnect.examples.search.data;

import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An array of examples, from which any of them are taken by copying: ND4J's own {@code pullRows}
 * was seen to corrupt memory with so many rows.
 *
 * @param values float, in C order from the start of its buffer, with the examples first
 */
record Rows(INDArray values) {

    /**
     * @return null for null
     */
    static Rows of(INDArray array) {
        return array == null ? null : new Rows(array.castTo(DataType.FLOAT).dup('c'));
    }

    int count() {
        return (int) values.size(0);
    }

    /** Values of an example. */
    int size() {
        return (int) (values.length() / count());
    }

    /** An array for some of them, in no workspace. */
    INDArray room(int count) {
        long[] shape = values.shape().clone();
        shape[0] = count;
        return Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', shape);
    }

    /**
     * Copies examples.
     *
     * @param to as {@link #room} makes it
     * @return {@code to}
     */
    INDArray take(int[] examples, INDArray to) {
        // One pointer each, which is moved: every pointer is an object that is freed natively.
        Pointer from = new Pointer(values.data().addressPointer());
        Pointer target = new Pointer(to.data().addressPointer());
        long bytes = (long) Float.BYTES * size();
        for (int i = 0; i < examples.length; i++) {
            Pointer.memcpy(target.position(i * bytes), from.position(examples[i] * bytes), bytes);
        }
        return to;
    }
}
