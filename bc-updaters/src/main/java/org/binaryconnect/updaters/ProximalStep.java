package org.binaryconnect.updaters;

import org.binaryconnect.updaters.arrays.Binarizer;
import org.binaryconnect.updaters.arrays.Clipper;
import org.binaryconnect.updaters.arrays.FloatPass;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@link ProxQuant} adds to the step on a weight matrix. It is no regularization; DL4J shows
 * an update the weights in no other place.
 *
 * @param strength of the pull, a learning rate and epoch
 * @param freezeEpoch from when on weights are binary
 * @param clip H
 * @param realTail last elements of the parameter that are no weights
 */
record ProximalStep(double strength, int freezeEpoch, double clip, long realTail)
        implements Regularization {

    private static final Logger LOG = LoggerFactory.getLogger(ProximalStep.class);

    /** Iterations after which epoch 0 is taken for one that nobody counts. */
    private static final int LONG_EPOCH = 10_000;

    @Override
    public ApplyStep applyStep() {
        return ApplyStep.POST_UPDATER;
    }

    /**
     * @param param unchanged
     * @param update what is subtracted from it
     * @param learningRate the one that acts on weights; DL4J has 1 for optimizers without one
     */
    @Override
    public void apply(
            INDArray param, INDArray update, double learningRate, int iteration, int epoch) {
        INDArray weights = weights(param);
        INDArray step = weights(update);
        if (epoch >= freezeEpoch) {
            Binarizer.deterministic(weights, step);
            step.muli(clip).rsubi(weights);
            return;
        }
        if (epoch == 0 && iteration == LONG_EPOCH) {
            LOG.warn(
                    "ProxQuant: {} iterations in epoch 0, in which weights are not pulled to +1 and -1; where DL4J does not count epochs (ParallelWrapper, fit of single minibatches) call the network's incrementEpochCount",
                    iteration);
        }
        double pull = learningRate * strength * epoch;
        if (FloatPass.handles(weights, step)) {
            float e = (float) pull;
            FloatPass.run(() -> (blocks, count) -> pull(blocks, count, e), 1, step, weights);
            return;
        }
        INDArray distance = weights.sub(step);
        INDArray nearest = weights.ulike();
        Binarizer.deterministic(distance, nearest);
        distance.subi(nearest.muli(clip));
        Clipper.clip(distance, pull);
        step.addi(distance);
    }

    private void pull(float[][] blocks, int count, float pull) {
        float[] step = blocks[0];
        float[] weights = blocks[1];
        float h = (float) clip;
        for (int i = 0; i < count; i++) {
            float moved = weights[i] - step[i];
            float distance = moved - Binarizer.sign(moved, h);
            step[i] += Math.max(-pull, Math.min(pull, distance));
        }
    }

    private INDArray weights(INDArray param) {
        return realTail == 0
                ? param
                : param.get(NDArrayIndex.interval(0, param.length() - realTail));
    }

    /** Adds nothing to the score. */
    @Override
    public double score(INDArray param, int iteration, int epoch) {
        return 0;
    }

    @Override
    public ProximalStep clone() {
        return this;
    }
}
