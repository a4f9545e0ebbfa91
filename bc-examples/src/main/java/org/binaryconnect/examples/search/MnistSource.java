package org.binaryconnect.examples.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.layers.training.HingeLabels;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * MNIST for Arbiter: candidates train on the 50,000 training images, with labels -1 and +1, and are
 * scored on the 10,000 validation images. The test images have no part in a search.
 *
 * <p>Arbiter makes an instance for each training and each scoring, and each reads the files (55
 * MB). Make sure of the files before the search, so that what is missing is fetched once and told
 * at once.
 */
public final class MnistSource implements DataSource {

    static final int BATCH = 100;

    private static final long serialVersionUID = 1L;
    private static final String FOLDER = "folder";
    private static final String SEED = "seed";
    private static final int EVALUATION_BATCH = 500;

    private transient MnistData data;
    private long seed;

    /** For Arbiter, which calls {@link #configure} next. */
    public MnistSource() {}

    /**
     * @param folder of the MNIST files
     * @param seed of the order of the training images
     */
    static Properties properties(Path folder, long seed) {
        Properties properties = new Properties();
        properties.setProperty(FOLDER, folder.toString());
        properties.setProperty(SEED, Long.toString(seed));
        return properties;
    }

    /**
     * @param properties of {@link #properties}
     * @throws UncheckedIOException if a file is missing and cannot be fetched, or is not genuine
     */
    @Override
    public void configure(Properties properties) {
        try {
            data = MnistData.load(Path.of(properties.getProperty(FOLDER)));
            seed = Long.parseLong(properties.getProperty(SEED));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DataSetIterator trainData() {
        try {
            DataSetIterator training = data.training(BATCH, seed);
            training.setPreProcessor(new HingeLabels());
            return training;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What candidates are scored on: the validation images. */
    @Override
    public DataSetIterator testData() {
        try {
            return data.validation(EVALUATION_BATCH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Class<?> getDataType() {
        return DataSetIterator.class;
    }
}
