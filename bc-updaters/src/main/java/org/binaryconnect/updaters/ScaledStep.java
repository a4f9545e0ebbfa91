package org.binaryconnect.updaters;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The running part of {@link BinaryConnectUpdater}: lets the optimizer turn gradient into step, in
 * place, and scales the step.
 */
final class ScaledStep implements GradientUpdater<BinaryConnectUpdater> {

    private final BinaryConnectUpdater config;
    private final GradientUpdater<?> optimizer;

    /** Null if the optimizer is no Adam on the CPU, or keeps real weights too. */
    private final ScaledAdamStep adam;

    ScaledStep(BinaryConnectUpdater config, GradientUpdater<?> optimizer) {
        this.config = config;
        this.optimizer = optimizer;
        adam =
                ScaledAdamStep.handles(optimizer) && config.getRealTail() == 0
                        ? new ScaledAdamStep((Adam) optimizer.getConfig())
                        : null;
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        boolean done =
                adam != null
                        && adam.apply(
                                gradient,
                                optimizer.getState(),
                                iteration,
                                epoch,
                                config.getScale());
        if (done) {
            return;
        }
        optimizer.applyUpdater(gradient, iteration, epoch);
        INDArray binary =
                config.getRealTail() == 0
                        ? gradient
                        : gradient.get(
                                NDArrayIndex.interval(0, gradient.length() - config.getRealTail()));
        binary.muli(config.getScale());
    }

    @Override
    public BinaryConnectUpdater getConfig() {
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
