package org.binaryconnect.examples.training;

/**
 * What one epoch gave.
 *
 * @param epoch counted from 1
 * @param learningRate the optimizer's, before the step scale
 * @param trainingLoss mean over the epoch's minibatches
 * @param validationError share of validation examples classified wrongly
 * @param iterationMilliseconds mean time of a training iteration, with its data
 * @param seconds training and validation
 */
public record EpochMetrics(
        int epoch,
        double learningRate,
        double trainingLoss,
        double validationError,
        double iterationMilliseconds,
        double seconds) {}
