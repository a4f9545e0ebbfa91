package org.binaryconnect.examples.mnist;

/**
 * What one epoch gave.
 *
 * @param epoch counted from 1
 * @param learningRate the optimizer's, before the step scale
 * @param trainingLoss mean over the epoch's minibatches
 * @param validationError fraction of validation images classified wrongly, with binary weights
 * @param seconds training and validation
 */
public record EpochMetrics(
        int epoch,
        double learningRate,
        double trainingLoss,
        double validationError,
        double seconds) {}
