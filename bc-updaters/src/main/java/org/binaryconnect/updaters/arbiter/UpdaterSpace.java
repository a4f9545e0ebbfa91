package org.binaryconnect.updaters.arbiter;

import java.util.Arrays;
import java.util.List;
import lombok.EqualsAndHashCode;
import org.binaryconnect.updaters.BinaryConnectUpdater;
import org.deeplearning4j.arbiter.conf.updater.BaseUpdaterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.util.LeafUtils;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Arbiter's updater space with shared leaves counted once, and numbers given to all leaves: its own
 * gives the first numbers to each.
 */
@EqualsAndHashCode(callSuper = false)
abstract class UpdaterSpace extends BaseUpdaterSpace {

    @SuppressWarnings("rawtypes") // Arbiter's signature
    private List<ParameterSpace> uniqueLeaves() {
        return LeafUtils.getUniqueObjects(collectLeaves());
    }

    @Override
    public int numParameters() {
        return LeafUtils.countUniqueParameters(collectLeaves());
    }

    @Override
    public void setIndices(int... indices) {
        Preconditions.checkArgument(
                indices.length == numParameters(),
                "%s has %s parameters, got %s indices",
                getClass().getSimpleName(),
                numParameters(),
                indices.length);
        int next = 0;
        for (ParameterSpace<?> leaf : uniqueLeaves()) {
            int end = next + leaf.numParameters();
            leaf.setIndices(Arrays.copyOfRange(indices, next, end));
            next = end;
        }
    }

    static <T> T value(ParameterSpace<T> space, double[] values, T ifNone) {
        return space == null ? ifNone : space.getValue(values);
    }

    /** The optimizer alone: {@link OptimizerSpace} puts some into an updater of their own. */
    static IUpdater optimizer(ParameterSpace<IUpdater> space, double[] values, IUpdater ifNone) {
        IUpdater updater = value(space, values, ifNone);
        return updater instanceof BinaryConnectUpdater around ? around.getOptimizer() : updater;
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + getNestedSpaces();
    }
}
