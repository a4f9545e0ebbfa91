package org.binaryconnect.updaters;

/**
 * What an updater must know of the weight matrix whose step it computes.
 *
 * @param fanIn weights that one output sums over; in convolutions, channels times kernel size
 * @param fanOut weights that one input meets; in convolutions, filters times kernel size
 * @param realTail the last elements of the parameter that are no binary weights, whose step stays
 *     the optimizer's: the peepholes that {@code GravesLSTM} keeps behind its recurrent weights
 * @param clip H: weights stay in [-H, H], and are binarized around 0
 * @param scaleStep whether the optimizer's step is multiplied by {@link StepScale}
 */
public record MatrixUpdate(
        long fanIn, long fanOut, long realTail, double clip, boolean scaleStep) {}
