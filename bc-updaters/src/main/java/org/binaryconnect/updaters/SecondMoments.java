package org.binaryconnect.updaters;

import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AMSGradUpdater;
import org.nd4j.linalg.learning.AdaBeliefUpdater;
import org.nd4j.linalg.learning.AdaDeltaUpdater;
import org.nd4j.linalg.learning.AdaMaxUpdater;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.NadamUpdater;

/**
 * Notices the state of a network whose weights were grouped into other blocks.
 *
 * <p>DL4J keeps the state of all updaters in one array: for each block of parameters with equal
 * updaters all first moments, then all second moments. Saved with one configuration and restored
 * with another, an array of the same length is read with first moments in the place of second ones.
 * But those are never negative, and some first moments nearly always are.
 *
 * <p>AdaDelta has no signed state: its mean squared steps are kept negated between two steps.
 */
final class SecondMoments {

    private static final Map<Class<?>, Set<String>> NAMES =
            Map.of(
                    AdamUpdater.class, Set.of(AdamUpdater.V_STATE),
                    AdaMaxUpdater.class, Set.of(AdaMaxUpdater.U_STATE),
                    NadamUpdater.class, Set.of(NadamUpdater.V_STATE),
                    AMSGradUpdater.class,
                            Set.of(AMSGradUpdater.V_STATE, AMSGradUpdater.V_HAT_STATE),
                    AdaBeliefUpdater.class, Set.of(AdaBeliefUpdater.S_STATE),
                    AdaDeltaUpdater.class,
                            Set.of(AdaDeltaUpdater.MSG_STATE, AdaDeltaUpdater.MSDX_STATE));

    private final GradientUpdater<?> optimizer;
    private boolean checked;

    SecondMoments(GradientUpdater<?> optimizer) {
        this.optimizer = optimizer;
    }

    /**
     * Looks at the state in front of the first step.
     *
     * @throws IllegalStateException if it is another grouping's
     */
    void check() {
        if (checked) {
            return;
        }
        for (String name : NAMES.getOrDefault(optimizer.getClass(), Set.of())) {
            INDArray state = optimizer.getState().get(name);
            boolean isOthers =
                    name.equals(AdaDeltaUpdater.MSDX_STATE)
                            ? state.maxNumber().doubleValue() > 0
                            : state.minNumber().doubleValue() < 0;
            if (isOthers) {
                throw new IllegalStateException(
                        "The updater's state has second moments (%s) of the wrong sign: it was saved by a network that groups its parameters otherwise; restore it with the configuration that it was saved with, or restore the model without its updater"
                                .formatted(name));
            }
        }
        checked = true;
    }

    /** Around ND4J's own step, which wants them as they are. */
    void negateStepsOfAdaDelta() {
        if (optimizer.getClass() == AdaDeltaUpdater.class) {
            optimizer.getState().get(AdaDeltaUpdater.MSDX_STATE).negi();
        }
    }
}
