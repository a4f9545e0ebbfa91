package org.binaryconnect.examples.search;

import java.util.Properties;
import java.util.Random;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Generated data: three overlapping clouds in 8 dimensions, labels -1 and +1. */
public class Blobs implements DataSource {

    static final int INPUTS = 8;
    static final int CLASSES = 3;
    private static final long serialVersionUID = 1L;

    @Override
    public void configure(Properties properties) {}

    @Override
    public DataSetIterator trainData() {
        return examples(1, 160);
    }

    @Override
    public DataSetIterator testData() {
        return examples(2, 160);
    }

    @Override
    public Class<?> getDataType() {
        return DataSetIterator.class;
    }

    private static DataSetIterator examples(long seed, int count) {
        Random random = new Random(seed);
        float[][] features = new float[count][INPUTS];
        float[][] labels = new float[count][CLASSES];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < INPUTS; j++) {
                features[i][j] =
                        (float) (random.nextGaussian() + (j % CLASSES == i % CLASSES ? 1 : 0));
            }
            for (int c = 0; c < CLASSES; c++) {
                labels[i][c] = c == i % CLASSES ? 1 : -1;
            }
        }
        return new ListDataSetIterator<>(
                new DataSet(Nd4j.createFromArray(features), Nd4j.createFromArray(labels)).asList(),
                40);
    }
}
