package org.binaryconnect.updaters;

import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * The factor {@code s} by which BinaryConnect multiplies an optimizer's step on binary weights
 * (paper, section 2.5).
 *
 * <p>With {@code coef = sqrt(1.5 / (fanIn + fanOut))}, half the Glorot uniform bound, a step that
 * suits Glorot-sized weights is multiplied by {@code 1 / coef} to suit weights in [-1, 1] when the
 * optimizer's step does not depend on the size of the gradient (Adam and its relatives), and by
 * {@code 1 / coef^2} when it is proportional to it (SGD, Nesterov momentum).
 */
public enum StepScale {
    /**
     * By the kind of optimizer: {@link #INVERSE_SQUARE} for {@link Sgd} and {@link Nesterovs};
     * {@link #INVERSE} for Adam, AdaMax, AMSGrad, Nadam, AdaGrad, AdaDelta, RmsProp, AdaBelief, and
     * for optimizers that are not DL4J's.
     */
    BY_OPTIMIZER,

    /** {@code 1 / coef}, for steps that do not depend on the size of the gradient. */
    INVERSE,

    /** {@code 1 / coef^2}, for steps that are proportional to the gradient. */
    INVERSE_SQUARE;

    /**
     * The Glorot coefficient {@code sqrt(1.5 / (fanIn + fanOut))}.
     *
     * @param fanIn inputs of one output unit, at least 1; for a convolution, channels times kernel
     *     size
     * @param fanOut outputs that one input reaches, at least 1; for a convolution, filters times
     *     kernel size
     */
    public static double coefficient(long fanIn, long fanOut) {
        Preconditions.checkArgument(
                fanIn > 0 && fanOut > 0,
                "Fan-in and fan-out must be at least 1, got %s and %s",
                fanIn,
                fanOut);
        return Math.sqrt(1.5 / (fanIn + fanOut));
    }

    /**
     * The step scale of a weight matrix; 1 for {@link NoOp}, which takes no step of its own.
     *
     * @param optimizer whose step is scaled
     * @param fanIn see {@link #coefficient}
     * @param fanOut see {@link #coefficient}
     */
    public double of(IUpdater optimizer, long fanIn, long fanOut) {
        double coefficient = coefficient(fanIn, fanOut);
        if (optimizer instanceof NoOp) {
            return 1.0;
        }
        return isSquare(optimizer) ? 1.0 / (coefficient * coefficient) : 1.0 / coefficient;
    }

    private boolean isSquare(IUpdater optimizer) {
        return switch (this) {
            case BY_OPTIMIZER -> optimizer instanceof Sgd || optimizer instanceof Nesterovs;
            case INVERSE -> false;
            case INVERSE_SQUARE -> true;
        };
    }
}
