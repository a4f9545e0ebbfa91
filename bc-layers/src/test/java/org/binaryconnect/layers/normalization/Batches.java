package org.binaryconnect.layers.normalization;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Random features in every form that ND4J has for them. */
final class Batches {

    /** How an array lies in memory. */
    enum Form {
        ROW_MAJOR,
        COLUMN_MAJOR,
        /** The middle of a larger array along dimension 0. */
        PART,
        /** Every second value of a larger array along the last dimension. */
        SPREAD,
        DOUBLES
    }

    private Batches() {}

    /** Normally distributed values, correlated along the last dimension. */
    static INDArray random(long seed, long... shape) {
        Random random = new Random(seed);
        INDArray array = Nd4j.create(DataType.FLOAT, shape);
        float last = 0;
        for (long i = 0; i < array.length(); i++) {
            last = 0.7f * last + (float) random.nextGaussian();
            array.putScalar(i, last + 0.5f);
        }
        return array;
    }

    /** An equal array in another form. */
    static INDArray as(Form form, INDArray values) {
        long[] shape = values.shape();
        return switch (form) {
            case ROW_MAJOR -> values.dup('c');
            case COLUMN_MAJOR -> values.dup('f');
            case PART -> {
                long[] larger = shape.clone();
                larger[0] += 3;
                INDArray part =
                        Nd4j.create(DataType.FLOAT, larger)
                                .get(NDArrayIndex.interval(2, 2 + shape[0]));
                yield part.reshape(shape).assign(values);
            }
            case SPREAD -> {
                long[] larger = shape.clone();
                larger[shape.length - 1] *= 2;
                INDArray whole = Nd4j.create(DataType.FLOAT, larger);
                yield switch (shape.length) {
                    case 2 ->
                            whole.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2, larger[1]))
                                    .assign(values);
                    default ->
                            whole.get(
                                            NDArrayIndex.all(),
                                            NDArrayIndex.all(),
                                            NDArrayIndex.all(),
                                            NDArrayIndex.interval(0, 2, larger[3]))
                                    .assign(values);
                };
            }
            case DOUBLES -> values.castTo(DataType.DOUBLE);
        };
    }

    /** The values of each example in row-major order. */
    static double[][] rows(INDArray features) {
        long n = features.size(0);
        return features.dup('c').reshape('c', n, features.length() / n).toDoubleMatrix();
    }

    /** Batches of the given sizes, from the first example on. */
    static DataSetIterator iterator(INDArray features, int... sizes) {
        List<DataSet> batches = new ArrayList<>();
        long first = 0;
        for (int size : sizes) {
            INDArray part = features.get(NDArrayIndex.interval(first, first + size)).dup();
            long[] shape = features.shape().clone();
            shape[0] = size;
            batches.add(new DataSet(part.reshape(shape), Nd4j.ones(DataType.FLOAT, size, 2)));
            first += size;
        }
        return new ExistingDataSetIterator(batches);
    }
}
