package org.binaryconnect.examples.training;

import java.util.Optional;
import org.binaryconnect.examples.batches.ShuffledBatches;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/**
 * The parts of a data set, with one-hot labels [batch, classes]. Each call makes a new, independent
 * iterator.
 */
public interface TrainingData {

    /** Examples to train on. */
    int trainingExamples();

    /** Minibatches to train on, in an order that depends on the seed and the epoch alone. */
    ShuffledBatches training(int batchSize, long seed);

    /** The first training examples in their order, as many as statistics need. */
    DataSetIterator firstTraining(int examples);

    DataSetIterator validation();

    DataSetIterator test();

    /** What is done to every example, fitted without the test examples; empty for nothing. */
    Optional<DataNormalization> normalization();
}
