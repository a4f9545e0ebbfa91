package org.binaryconnect.examples.training;

import java.util.Optional;
import java.util.function.Function;
import org.binaryconnect.examples.batches.Examples;
import org.binaryconnect.examples.batches.ImageExamples;
import org.binaryconnect.examples.batches.OrderedBatches;
import org.binaryconnect.examples.batches.ShuffledBatches;
import org.binaryconnect.examples.data.ImageSet;
import org.binaryconnect.examples.data.ImageSets;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/** A data set of images, in the paper's split. */
public final class ImageTraining implements TrainingData {

    private final Examples training;
    private final Examples validation;
    private final Examples test;
    private final DataNormalization normalization;

    /** Convolutions of a batch take memory that grows with it. */
    private final int evaluationBatch;

    private ImageTraining(
            ImageSets images,
            Function<ImageSet, Examples> examples,
            DataNormalization normalization,
            int evaluationBatch) {
        training = examples.apply(images.training());
        validation = examples.apply(images.validation());
        test = examples.apply(images.test());
        this.normalization = normalization;
        this.evaluationBatch = evaluationBatch;
    }

    /** Features [batch, pixels], pixel / 255. */
    public static ImageTraining flat(ImageSets images) {
        return new ImageTraining(images, ImageExamples::flat, null, 500);
    }

    /**
     * Features [batch, channels, height, width].
     *
     * @param normalization fitted already; null for pixel / 255 alone
     */
    public static ImageTraining images(ImageSets images, DataNormalization normalization) {
        return new ImageTraining(
                images, set -> ImageExamples.images(set, normalization), normalization, 50);
    }

    @Override
    public int trainingExamples() {
        return training.count();
    }

    @Override
    public ShuffledBatches training(int batchSize, long seed) {
        return new ShuffledBatches(training, batchSize, seed);
    }

    @Override
    public DataSetIterator firstTraining(int examples) {
        return ordered(training, Math.min(examples, training.count()));
    }

    @Override
    public DataSetIterator validation() {
        return ordered(validation, validation.count());
    }

    @Override
    public DataSetIterator test() {
        return ordered(test, test.count());
    }

    private DataSetIterator ordered(Examples examples, int count) {
        return new OrderedBatches(examples, count, evaluationBatch);
    }

    @Override
    public Optional<DataNormalization> normalization() {
        return Optional.ofNullable(normalization);
    }
}
