package org.binaryconnect.examples.search.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.binaryconnect.examples.batches.OrderedBatches;
import org.binaryconnect.examples.batches.ShuffledBatches;
import org.binaryconnect.examples.data.DataException;
import org.binaryconnect.examples.data.ExampleData;
import org.binaryconnect.examples.data.MnistData;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A search's examples in memory, with one-hot labels [examples, classes]: candidates train on the
 * first, are compared on the second, and only what the search found sees the third.
 */
public final class SearchData {

    private static final int EVALUATION_BATCH = 500;
    private static final int STATISTICS_EXAMPLES = 5000;

    private final DataSettings settings;
    private final Part training;
    private final Part validation;
    private final Part test;

    private SearchData(DataSettings settings, DataSet training, DataSet validation, DataSet test) {
        this.settings = settings;
        this.training = Part.of(training);
        this.validation = Part.of(validation);
        this.test = test == null ? null : Part.of(test);
    }

    /**
     * Reads all of it.
     *
     * @throws DataException if a file is missing or damaged, has no labels, or the parts do not
     *     have the same shape
     * @throws IOException if a file cannot be read
     */
    public static SearchData load(DataSettings settings) throws IOException {
        if (settings.mnist() != null) {
            MnistData mnist = MnistData.load(Path.of(settings.mnist()));
            return new SearchData(
                    settings, mnist.trainingSet(), mnist.validationSet(), mnist.testSet());
        }
        DataSet training = read(settings.training());
        DataSet validation = read(settings.validation());
        DataSet test = settings.test() == null ? null : read(settings.test());
        long classes = Math.max(classes(training), classes(validation));
        classes = test == null ? classes : Math.max(classes, classes(test));
        requireShape(training, validation, settings.validation());
        widen(training, classes);
        widen(validation, classes);
        if (test != null) {
            requireShape(training, test, settings.test());
            widen(test, classes);
        }
        return new SearchData(settings, training, validation, test);
    }

    private static DataSet read(DataSettings.Part part) throws IOException {
        String remedy = "repair " + part.place();
        Path labels = part.labels() == null ? null : Path.of(part.labels());
        DataSetIterator batches;
        try {
            batches =
                    ExampleData.open(
                            Path.of(part.file()),
                            new ExampleData.Options(labels, part.labelColumn(), part.shape()));
        } catch (DataException e) {
            throw new DataException(part.place() + " " + e.getMessage(), remedy, e);
        }
        List<DataSet> all = new ArrayList<>();
        batches.forEachRemaining(all::add);
        DataSet first = all.get(0);
        if (first.getLabels() == null || first.getLabels() == first.getFeatures()) {
            throw new DataException(
                    "%s %s has no labels".formatted(part.place(), part.file()),
                    "name the \"labels\" of an IDX file or the \"labelColumn\" of a CSV file");
        }
        return DataSet.merge(all);
    }

    private static long classes(DataSet data) {
        return data.getLabels().size(1);
    }

    /** Labels of a file have as many columns as its largest class asks for. */
    private static void widen(DataSet data, long classes) {
        INDArray labels = data.getLabels();
        if (labels.rank() == 2 && labels.size(1) < classes) {
            INDArray missing =
                    Nd4j.zeros(labels.dataType(), labels.size(0), classes - labels.size(1));
            data.setLabels(Nd4j.hstack(labels, missing));
        }
    }

    private static void requireShape(DataSet training, DataSet other, DataSettings.Part part)
            throws DataException {
        long[] wanted = shape(training);
        long[] found = shape(other);
        if (!Arrays.equals(wanted, found)) {
            throw new DataException(
                    "%s has examples of %s, but those to train on are %s"
                            .formatted(
                                    part.place(), Arrays.toString(found), Arrays.toString(wanted)),
                    "give data of one shape");
        }
    }

    private static long[] shape(DataSet data) {
        long[] whole = data.getFeatures().shape();
        return Arrays.copyOfRange(whole, 1, whole.length);
    }

    /** The shape of an example, without the batch. */
    public long[] exampleShape() {
        long[] whole = training.features().values().shape();
        return Arrays.copyOfRange(whole, 1, whole.length);
    }

    /** Minibatches to train on, in an order that depends on the seed and the epoch alone. */
    public ShuffledBatches training(long seed) {
        return new ShuffledBatches(training, settings.batch(), seed);
    }

    /** The first training examples in their order: for statistics and calibration. */
    public DataSetIterator firstTraining() {
        int count = Math.min(STATISTICS_EXAMPLES, training.count());
        return new OrderedBatches(training, count, EVALUATION_BATCH);
    }

    public DataSetIterator validation() {
        return new OrderedBatches(validation, validation.count(), EVALUATION_BATCH);
    }

    /** Empty if the job names none. */
    public Optional<DataSetIterator> test() {
        return Optional.ofNullable(test)
                .map(data -> new OrderedBatches(data, data.count(), EVALUATION_BATCH));
    }
}
