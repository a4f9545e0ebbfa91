package org.binaryconnect.updaters;

import java.util.Map;
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
    public GradientUpdater<?> instantiate(INDArray viewArray, boolean initializeViewArray) {
        return ScaledStep.plain(this, optimizer, viewArray, initializeViewArray);
    }

    @Override
    public GradientUpdater<?> instantiate(
            Map<String, INDArray> updaterState, boolean initializeStateArrays) {
        return optimizer.instantiate(updaterState, initializeStateArrays);
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
