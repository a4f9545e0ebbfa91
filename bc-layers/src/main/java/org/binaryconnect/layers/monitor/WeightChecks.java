package org.binaryconnect.layers.monitor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.layers.monitor.WeightWarning.Kind;
import org.binaryconnect.layers.weights.BinaryWeights;

/** Decides which weights of a network stopped learning; says so once, until they recover. */
final class WeightChecks {

    /** Share of weights beyond the clip that no clip would let happen. */
    private static final double STARVING = 0.1;

    /**
     * Share below which they have recovered; lower, or a share that wavers would warn on and on.
     */
    private static final double RECOVERED = 0.05;

    private final int frozenAfter;
    private final Map<String, State> states = new HashMap<>();

    /** Of one weight matrix. */
    private static final class State {
        private boolean isStarving;
        private int reportsWithoutFlip;
    }

    WeightChecks(int frozenAfter) {
        this.frozenAfter = frozenAfter;
    }

    /**
     * @param isTrained whether DL4J trains the layer
     */
    List<WeightWarning> of(WeightStatistics statistics, BinaryWeights options, boolean isTrained) {
        State state = states.computeIfAbsent(statistics.parameter(), key -> new State());
        List<WeightWarning> warnings = new ArrayList<>();
        boolean isStarving = statistics.beyondClip() > (state.isStarving ? RECOVERED : STARVING);
        if (isStarving && !state.isStarving) {
            warnings.add(
                    new WeightWarning(Kind.STARVING, statistics, starving(statistics, options)));
        }
        state.isStarving = isStarving;
        boolean isUnchanged = isTrained && statistics.flipRatio() == 0;
        state.reportsWithoutFlip = isUnchanged ? state.reportsWithoutFlip + 1 : 0;
        if (state.reportsWithoutFlip == frozenAfter) {
            warnings.add(new WeightWarning(Kind.FROZEN, statistics, frozen(statistics, options)));
        }
        return warnings;
    }

    private static String starving(WeightStatistics statistics, BinaryWeights options) {
        return "Layer \"%s\": %.0f %% of weights \"%s\" lie beyond the clip of %s at iteration %d: nothing clips them, and they grow out of the gradients' reach; keep the WeightClip among the layer's constraints, and call applyConstraints after each step of a training loop of your own"
                .formatted(
                        statistics.layer(),
                        100 * statistics.beyondClip(),
                        statistics.parameter(),
                        options.getClip(),
                        statistics.iteration());
    }

    private String frozen(WeightStatistics statistics, BinaryWeights options) {
        return "Layer \"%s\": none of the weights \"%s\" changed sign in %d reports up to iteration %d: raise the learning rate%s or, if the score got worse, train anew with a lower one; a layer that shall stay as it is belongs into a FrozenLayer"
                .formatted(
                        statistics.layer(),
                        statistics.parameter(),
                        frozenAfter,
                        statistics.iteration(),
                        options.isScaleStep() ? "" : ", set scaleStep(true),");
    }
}
