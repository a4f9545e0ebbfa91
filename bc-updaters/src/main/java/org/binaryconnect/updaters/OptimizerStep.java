package org.binaryconnect.updaters;

import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The running part of {@link OptimizerUpdater}: lets the optimizer turn gradient into step, in
 * place. For the binary weights of a {@link ScaledUpdater} in one pass if it can, and scaled: where
 * that is the same, by the optimizer's learning rate, which takes no pass of its own.
 */
final class OptimizerStep implements GradientUpdater<IUpdater> {

    private final IUpdater config;
    private final GradientUpdater<?> optimizer;
    private final double scale;
    private final long realTail;

    /** Null for what is no binary weights: DL4J's own updaters must be able to read its state. */
    private final SecondMoments secondMoments;

    private OptimizerStep(
            IUpdater config,
            GradientUpdater<?> optimizer,
            double scale,
            long realTail,
            SecondMoments secondMoments) {
        this.config = config;
        this.optimizer = optimizer;
        this.scale = scale;
        this.realTail = realTail;
        this.secondMoments = secondMoments;
    }

    /** The optimizer's steps as they are. */
    static OptimizerStep plain(IUpdater config, GradientUpdater<?> optimizer) {
        return new OptimizerStep(config, optimizer, 1, 0, null);
    }

    /**
     * Scaled steps of binary weights.
     *
     * @param start starts an optimizer on the weights' state
     */
    static OptimizerStep scaled(
            ScaledUpdater config, Function<IUpdater, GradientUpdater<?>> start) {
        IUpdater optimizer = config.getOptimizer();
        boolean byRate = config.getRealTail() == 0 && Optimizers.isProportionalToRate(optimizer);
        GradientUpdater<?> running =
                start.apply(
                        byRate
                                ? Optimizers.withScaledRate(optimizer, config.getScale())
                                : optimizer);
        return new OptimizerStep(
                config,
                running,
                byRate ? 1 : config.getScale(),
                config.getRealTail(),
                new SecondMoments(running));
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        if (secondMoments == null) {
            optimizer.applyUpdater(gradient, iteration, epoch);
            return;
        }
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
