package org.binaryconnect.examples.paper.figures;

/**
 * What is known of a training after an epoch.
 *
 * @param epoch from 1, or 0 for what was measured before training
 * @param trainingLoss mean cost of the epoch's training examples; a point that is not a finite
 *     number is not drawn
 * @param validationError fraction of validation examples classified wrongly, from 0 to 1; NaN where
 *     it was not measured
 */
public record CurvePoint(int epoch, double trainingLoss, double validationError) {

    /**
     * A point.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public CurvePoint {
        if (epoch < 0) {
            throw new IllegalArgumentException("There is no epoch " + epoch);
        }
        if (validationError < 0 || validationError > 1) {
            throw new IllegalArgumentException(
                    "Epoch %d has a validation error of %s; it is a fraction from 0 to 1"
                            .formatted(epoch, validationError));
        }
    }
}
