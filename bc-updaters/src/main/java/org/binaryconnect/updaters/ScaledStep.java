package org.binaryconnect.updaters;

import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The running part of {@link ScaledUpdater}: lets the optimizer turn gradient into step, in place,
 * and scales the step. Where it can, it scales the optimizer's learning rate instead, which is the
 * same and takes no pass of its own.
 */
final class ScaledStep implements GradientUpdater<IUpdater> {

    private final IUpdater config;
    private final GradientUpdater<?> optimizer;
    private final double scale;
    private final long realTail;
    private final SecondMoments secondMoments;

    private ScaledStep(IUpdater config, GradientUpdater<?> optimizer, double scale, long realTail) {
        this.config = config;
        this.optimizer = optimizer;
        this.scale = scale;
        this.realTail = realTail;
        secondMoments = new SecondMoments(optimizer);
    }

    /** The optimizer's steps as they are. */
    static ScaledStep plain(IUpdater config, GradientUpdater<?> optimizer) {
        return new ScaledStep(config, optimizer, 1, 0);
    }

    /**
     * @param start starts an optimizer on the weights' state
     */
    static ScaledStep of(ScaledUpdater config, Function<IUpdater, GradientUpdater<?>> start) {
        IUpdater optimizer = config.getOptimizer();
        if (config.getRealTail() == 0 && Optimizers.isProportionalToRate(optimizer)) {
            IUpdater scaled = Optimizers.withScaledRate(optimizer, config.getScale());
            return plain(config, start.apply(scaled));
        }
        return new ScaledStep(
                config, start.apply(optimizer), config.getScale(), config.getRealTail());
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        secondMoments.check();
        if (!OnePassStep.apply(optimizer, gradient, iteration, epoch)) {
            secondMoments.negateStepsOfAdaDelta();
            optimizer.applyUpdater(gradient, iteration, epoch);
            secondMoments.negateStepsOfAdaDelta();
        }
        if (scale != 1) {
            INDArray binary =
                    realTail == 0
                            ? gradient
                            : gradient.get(NDArrayIndex.interval(0, gradient.length() - realTail));
            binary.muli(scale);
        }
    }

    @Override
    public IUpdater getConfig() {
        return config;
    }

    @Override
    public void setState(Map<String, INDArray> stateMap, boolean initialize) {
        optimizer.setState(stateMap, initialize);
    }

    @Override
    public Map<String, INDArray> getState() {
        return optimizer.getState();
    }

    @Override
    public void setStateViewArray(
            INDArray viewArray, long[] gradientShape, char gradientOrder, boolean initialize) {
        optimizer.setStateViewArray(viewArray, gradientShape, gradientOrder, initialize);
    }
}
