package org.binaryconnect.updaters;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;

/**
 * The running part of {@link BinaryConnectUpdater}: lets the optimizer turn gradient into step, in
 * place, and scales the step.
 */
final class ScaledStep implements GradientUpdater<BinaryConnectUpdater> {

    private final BinaryConnectUpdater config;
    private final GradientUpdater<?> optimizer;

    ScaledStep(BinaryConnectUpdater config, GradientUpdater<?> optimizer) {
        this.config = config;
        this.optimizer = optimizer;
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        optimizer.applyUpdater(gradient, iteration, epoch);
        gradient.muli(config.getScale());
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
