package org.binaryconnect.updaters;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.linalg.schedule.ISchedule;

/** An optimizer of a user's own: steps of one size, in the direction of the gradient's sign. */
record SignDescent(double rate) implements IUpdater {

    @Override
    public long stateSize(long numParams) {
        return 0;
    }

    @Override
    public GradientUpdater<?> instantiate(INDArray viewArray, boolean initializeViewArray) {
        return new Running(this);
    }

    @Override
    public GradientUpdater<?> instantiate(
            Map<String, INDArray> updaterState, boolean initializeStateArrays) {
        return new Running(this);
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return rate;
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double lr, ISchedule lrSchedule) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SignDescent clone() {
        return this;
    }

    private record Running(SignDescent config) implements GradientUpdater<SignDescent> {

        @Override
        public SignDescent getConfig() {
            return config;
        }

        @Override
        public void setState(Map<String, INDArray> stateMap, boolean initialize) {}

        @Override
        public Map<String, INDArray> getState() {
            return Map.of();
        }

        @Override
        public void setStateViewArray(
                INDArray viewArray, long[] gradientShape, char order, boolean initialize) {}

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            Transforms.sign(gradient, false).muli(config.rate);
        }
    }
}
