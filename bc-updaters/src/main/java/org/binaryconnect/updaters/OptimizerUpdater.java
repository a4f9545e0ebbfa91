package org.binaryconnect.updaters;

import java.util.Map;
import java.util.function.Function;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/** An updater around an optimizer, and to DL4J the optimizer itself: state, rate and step. */
abstract class OptimizerUpdater implements IUpdater {

    private static final long serialVersionUID = 1L;

    private final IUpdater optimizer;

    OptimizerUpdater(IUpdater optimizer) {
        Preconditions.checkArgument(
                optimizer != null
                        && !(optimizer instanceof BinaryWeightsUpdater)
                        && !(optimizer instanceof ScaledUpdater),
                "%s needs an optimizer such as Adam, got %s",
                getClass().getSimpleName(),
                optimizer);
        this.optimizer = optimizer;
    }

    public final IUpdater getOptimizer() {
        return optimizer;
    }

    @Override
    public long stateSize(long numParams) {
        return optimizer.stateSize(numParams);
    }

    @Override
    public final GradientUpdater<?> instantiate(INDArray viewArray, boolean initializeViewArray) {
        return start(one -> Optimizers.instantiate(one, viewArray, initializeViewArray));
    }

    @Override
    public final GradientUpdater<?> instantiate(
            Map<String, INDArray> updaterState, boolean initializeStateArrays) {
        return start(one -> one.instantiate(updaterState, initializeStateArrays));
    }

    /**
     * The running updater.
     *
     * @param optimizers starts an optimizer on the state that DL4J gives
     */
    GradientUpdater<?> start(Function<IUpdater, GradientUpdater<?>> optimizers) {
        return OptimizerStep.plain(this, optimizers.apply(optimizer));
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return optimizer.getLearningRate(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return optimizer.hasLearningRate();
    }

    @Override
    public void setLrAndSchedule(double lr, ISchedule lrSchedule) {
        optimizer.setLrAndSchedule(lr, lrSchedule);
    }

    @Override
    public abstract IUpdater clone();
}
