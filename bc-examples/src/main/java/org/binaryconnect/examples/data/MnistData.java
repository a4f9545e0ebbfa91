package org.binaryconnect.examples.data;

import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;

/**
 * MNIST in the split of the BinaryConnect paper: the first 50,000 training images to train on, the
 * last 10,000 to validate on, and the 10,000 test images.
 *
 * <p>Iterators give features [batch, 784] float, pixel / 255, and one-hot labels [batch, 10]. The
 * last batch of an epoch is smaller if the batch size does not divide the number of examples.
 * Readers and iterators share the bytes (55 MB); each call makes a new, independent one.
 */
public final class MnistData {

    /** Pixels of an image. */
    public static final int INPUTS = 784;

    /** Number of digits. */
    public static final int CLASSES = 10;

    /** Training examples; the validation examples follow them in the training files. */
    public static final int TRAINING = 50_000;

    /** Test examples. */
    public static final int TEST = 10_000;

    private final Idx trainingImages;
    private final Idx trainingLabels;
    private final Idx testImages;
    private final Idx testLabels;

    private MnistData(MnistFiles files) throws IOException {
        trainingImages = Idx.images(files.trainingImages());
        trainingLabels = Idx.labels(files.trainingLabels());
        testImages = Idx.images(files.testImages());
        testLabels = Idx.labels(files.testLabels());
    }

    /**
     * Makes sure of the files and reads them.
     *
     * @param folder the cache folder, usually {@link MnistFiles#defaultFolder()}
     * @throws DataException as {@link MnistFiles#ensure()}
     * @throws IOException if a file cannot be read
     */
    public static MnistData load(Path folder) throws IOException {
        return load(new MnistFiles(folder));
    }

    static MnistData load(MnistFiles files) throws IOException {
        return new MnistData(files.ensure());
    }

    /**
     * The training examples in an order that depends on {@code seed} and the epoch alone; give it
     * to {@link #batches} and keep it to set the epoch.
     */
    public IdxRecordReader trainingReader(long seed) throws DataException {
        return new IdxRecordReader(trainingImages, trainingLabels, 0, TRAINING, seed);
    }

    /** The first {@code n} training examples in file order. */
    public RecordReaderDataSetIterator firstTraining(int n, int batchSize) throws DataException {
        return batches(new IdxRecordReader(trainingImages, trainingLabels, 0, n, null), batchSize);
    }

    /** Batches of a reader, with one-hot labels [batch, 10]. */
    public static RecordReaderDataSetIterator batches(IdxRecordReader reader, int batchSize) {
        return new RecordReaderDataSetIterator(reader, batchSize, 1, CLASSES);
    }

    /** The training examples, shuffled anew each epoch. */
    public RecordReaderDataSetIterator training(int batchSize, long seed) throws DataException {
        return batches(trainingReader(seed), batchSize);
    }

    /** The validation examples in file order. */
    public RecordReaderDataSetIterator validation(int batchSize) throws DataException {
        int end = trainingImages.count();
        return batches(
                new IdxRecordReader(trainingImages, trainingLabels, TRAINING, end, null),
                batchSize);
    }

    /** The test examples in file order. */
    public RecordReaderDataSetIterator test(int batchSize) throws DataException {
        int end = testImages.count();
        return batches(new IdxRecordReader(testImages, testLabels, 0, end, null), batchSize);
    }

    /** The three parts in file order, as images [1, 28, 28]; they share this object's bytes. */
    public ImageSets imageSets() {
        return IdxImages.split(trainingImages, trainingLabels, testImages, testLabels, TRAINING);
    }

    /** The training examples in file order, all in memory: 157 MB. */
    public DataSet trainingSet() {
        return IdxData.all(trainingImages, trainingLabels, 0, TRAINING);
    }

    /** The validation examples in file order, all in memory. */
    public DataSet validationSet() {
        return IdxData.all(trainingImages, trainingLabels, TRAINING, trainingImages.count());
    }

    /** The test examples in file order, all in memory. */
    public DataSet testSet() {
        return IdxData.all(testImages, testLabels, 0, testImages.count());
    }

    /** A copy of the test images: row-major [10000, 784] unsigned bytes. */
    public byte[] testImages() {
        return testImages.copy(0, testImages.count());
    }

    /** A copy of the test labels: [10000], 0 to 9. */
    public byte[] testLabels() {
        return testLabels.copy(0, testLabels.count());
    }

    /** A copy of the training labels: [50000], 0 to 9. */
    public byte[] trainingLabels() {
        return trainingLabels.copy(0, TRAINING);
    }

    /**
     * A copy of the first {@code n} training images: row-major [n, 784] unsigned bytes.
     *
     * @throws IllegalArgumentException if {@code n} is negative or greater than {@link #TRAINING}
     */
    public byte[] calibration(int n) {
        if (n < 0 || n > TRAINING) {
            throw new IllegalArgumentException(
                    n + " calibration images, expected 0 to " + TRAINING);
        }
        return trainingImages.copy(0, n);
    }
}
