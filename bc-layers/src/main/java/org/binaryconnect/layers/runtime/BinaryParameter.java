package org.binaryconnect.layers.runtime;

import java.util.SplittableRandom;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.Binarizer;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.layers.weights.TestWeights;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The weights that a running layer computes with: one array for one weight parameter, binarized
 * once a minibatch and used by the forward and the backward pass alike.
 *
 * <p>The array is allocated once, outside all workspaces: allocating 4 MB costs ten times as much
 * as binarizing them.
 */
final class BinaryParameter {

    private final BaseLayer<?> layer;
    private final String name;
    private INDArray buffer;
    private Random random;

    /** Whether the buffer holds the current minibatch's training weights. */
    private boolean current;

    BinaryParameter(BaseLayer<?> layer, String name) {
        this.layer = layer;
        this.name = name;
    }

    /**
     * The weights for a pass: while training the same array and values until {@link #release()},
     * otherwise computed at each call.
     */
    INDArray weights(boolean training) {
        if (training && current) {
            return buffer;
        }
        INDArray latent = layer.getParam(name);
        BinaryWeights options = ((BinaryLayer) layer.conf().getLayer()).getBinaryWeights();
        allocateLike(latent);
        if (training && options.getBinarization() == Binarization.STOCHASTIC) {
            Binarizer.stochastic(latent, buffer, options.getClip(), randomOfThisMinibatch());
        } else if (training || options.getTestWeights() == TestWeights.BINARY) {
            Binarizer.deterministic(latent, buffer);
        } else {
            latent.divi(options.getClip(), buffer);
        }
        current = training;
        return buffer;
    }

    /** Ends the minibatch: the next training pass binarizes anew. */
    void release() {
        current = false;
    }

    private void allocateLike(INDArray latent) {
        if (buffer == null
                || buffer.dataType() != latent.dataType()
                || !buffer.equalShapes(latent)) {
            try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                buffer =
                        Nd4j.createUninitialized(
                                latent.dataType(), latent.shape(), latent.ordering());
            }
        }
    }

    /**
     * A stream of its own for each layer and iteration: a resumed run draws what an uninterrupted
     * one would have, and dropout's draws stay as they are.
     */
    private Random randomOfThisMinibatch() {
        if (random == null) {
            random = Nd4j.getRandomFactory().getNewRandomInstance();
        }
        long seed = layer.conf().getSeed();
        for (long part :
                new long[] {layer.getIndex(), name.hashCode(), layer.getIterationCount()}) {
            // Neighbouring counters give unrelated seeds.
            seed = new SplittableRandom(seed + part).nextLong();
        }
        random.setSeed(seed);
        return random;
    }
}
