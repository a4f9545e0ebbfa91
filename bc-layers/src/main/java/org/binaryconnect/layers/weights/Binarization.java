package org.binaryconnect.layers.weights;

/** How weights are binarized while training (paper, equations 1 and 2). */
public enum Binarization {
    /** {@code w >= 0} becomes +1, anything else -1. */
    DETERMINISTIC,
    /**
     * +1 with probability {@code clip((w / H + 1) / 2, 0, 1)}, else -1: one draw a weight and
     * minibatch, for all time steps. With truncated backpropagation through time, one a segment:
     * DL4J makes each an iteration, with an update behind it.
     *
     * <p>A draw follows from the network's seed, the layer and the number of the iteration alone,
     * so that training that is resumed is identical to training that was not interrupted, whatever
     * the state of ND4J's generator. (Dropout's draws depend on that state, which DL4J does not
     * store.)
     */
    STOCHASTIC
}
