package org.binaryconnect.layers.arbiter;

import java.util.Properties;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Arbiter's data sources, as score functions get them. */
public final class DataSources {

    private DataSources() {}

    /**
     * Makes a source.
     *
     * @param properties null for none
     * @throws IllegalArgumentException if the class has no public constructor without arguments
     */
    public static DataSource configured(Class<? extends DataSource> type, Properties properties) {
        try {
            DataSource source = type.getConstructor().newInstance();
            if (properties != null) {
                source.configure(properties);
            }
            return source;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    type.getName() + " has no public constructor without arguments that works", e);
        }
    }

    /**
     * What a source gave.
     *
     * @throws IllegalArgumentException if it is no iterator over data sets
     */
    public static DataSetIterator iterator(Object data) {
        if (data instanceof DataSetIterator iterator) {
            return iterator;
        }
        throw new IllegalArgumentException(
                "The data source must give a DataSetIterator, gave " + data.getClass().getName());
    }
}
