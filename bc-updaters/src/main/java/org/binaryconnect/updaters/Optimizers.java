package org.binaryconnect.updaters;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.AdaBeliefUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/** What differs among ND4J's optimizers, and what ND4J 1.0.0-M2.1 gets wrong in some. */
final class Optimizers {

    /** Those whose step is their learning rate times something that does not depend on it. */
    private static final Set<Class<?>> PROPORTIONAL_TO_RATE =
            Set.of(
                    Sgd.class,
                    Nesterovs.class,
                    Adam.class,
                    AdaMax.class,
                    AMSGrad.class,
                    Nadam.class,
                    AdaGrad.class,
                    RmsProp.class,
                    AdaBelief.class);

    private Optimizers() {}

    /**
     * Starts an optimizer on its state.
     *
     * @param state null for optimizers without state
     */
    static GradientUpdater<?> instantiate(IUpdater optimizer, INDArray state, boolean initialize) {
        if (!(optimizer instanceof AdaBelief adaBelief)) {
            return optimizer.instantiate(state, initialize);
        }
        // Its own method reads a dimension that the state does not have.
        if (initialize) {
            state.assign(0);
        }
        INDArray flat = state.reshape(state.length());
        long half = flat.length() / 2;
        Map<String, INDArray> halves = new HashMap<>();
        halves.put(AdaBeliefUpdater.M_STATE, flat.get(NDArrayIndex.interval(0, half)));
        halves.put(AdaBeliefUpdater.S_STATE, flat.get(NDArrayIndex.interval(half, 2 * half)));
        return adaBelief.instantiate(halves, initialize);
    }

    /** A copy that shares nothing which can change. */
    static IUpdater copy(IUpdater optimizer) {
        IUpdater copy = optimizer.clone();
        if (optimizer instanceof AdaGrad adaGrad) {
            // Its own method leaves the schedule out.
            copy.setLrAndSchedule(adaGrad.getLearningRate(), adaGrad.getLearningRateSchedule());
        }
        return copy;
    }

    /** Whether scaling the learning rate scales the step. */
    static boolean isProportionalToRate(IUpdater optimizer) {
        return PROPORTIONAL_TO_RATE.contains(optimizer.getClass());
    }

    /**
     * An optimizer that {@link #isProportionalToRate} with scaled steps: so the scale costs no pass
     * over the weights. It follows changes of the original's rate.
     */
    static IUpdater withScaledRate(IUpdater optimizer, double scale) {
        IUpdater scaled = copy(optimizer);
        scaled.setLrAndSchedule(Double.NaN, new ScaledRate(optimizer, scale));
        return scaled;
    }

    private record ScaledRate(IUpdater optimizer, double scale) implements ISchedule {

        @Override
        public double valueAt(int iteration, int epoch) {
            return scale * optimizer.getLearningRate(iteration, epoch);
        }

        @Override
        public ISchedule clone() {
            return this;
        }
    }
}
