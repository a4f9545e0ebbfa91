package org.binaryconnect.updaters;

import java.util.Map;
import org.binaryconnect.updaters.arrays.FloatPass;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The first half of {@link Bop}'s update of a weight matrix, which needs no weights: the moving
 * average of the gradient, which {@link BopFlip} gets in place of a step.
 *
 * @param gamma the weight of a new gradient
 */
record BopAverage(ISchedule gamma) implements IUpdater {

    private static final String AVERAGE = "M";

    @Override
    public long stateSize(long numParams) {
        return numParams;
    }

    @Override
    public GradientUpdater<?> instantiate(INDArray viewArray, boolean initializeViewArray) {
        INDArray flat = viewArray.reshape(viewArray.length());
        return instantiate(Map.of(AVERAGE, flat), initializeViewArray);
    }

    @Override
    public GradientUpdater<?> instantiate(
            Map<String, INDArray> updaterState, boolean initializeStateArrays) {
        Running running = new Running(this);
        running.setState(updaterState, initializeStateArrays);
        return running;
    }

    /** NaN: there is none. */
    @Override
    public double getLearningRate(int iteration, int epoch) {
        return Double.NaN;
    }

    @Override
    public boolean hasLearningRate() {
        return false;
    }

    @Override
    public void setLrAndSchedule(double lr, ISchedule lrSchedule) {
        throw new UnsupportedOperationException(
                "Bop has no learning rate for binary weights; set gamma's schedule");
    }

    @Override
    public BopAverage clone() {
        return this;
    }

    private static final class Running implements GradientUpdater<BopAverage> {

        private final BopAverage config;
        private INDArray average;

        Running(BopAverage config) {
            this.config = config;
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            double gamma = config.gamma.valueAt(iteration, epoch);
            if (FloatPass.handles(gradient, average)) {
                float weight = (float) gamma;
                FloatPass.run(() -> (b, n) -> average(b, n, weight), 2, gradient, average);
            } else {
                average.muli(1 - gamma).addi(gradient.muli(gamma));
                gradient.assign(average);
            }
        }

        private static void average(float[][] blocks, int count, float weight) {
            float[] gradient = blocks[0];
            float[] average = blocks[1];
            for (int i = 0; i < count; i++) {
                float m = (1 - weight) * average[i] + weight * gradient[i];
                average[i] = m;
                gradient[i] = m + m * 0f; // NaN for infinity: no comparison would notice it
            }
        }

        @Override
        public BopAverage getConfig() {
            return config;
        }

        @Override
        public void setState(Map<String, INDArray> stateMap, boolean initialize) {
            average = stateMap.get(AVERAGE);
            if (initialize) {
                average.assign(0);
            }
        }

        @Override
        public Map<String, INDArray> getState() {
            return Map.of(AVERAGE, average);
        }

        @Override
        public void setStateViewArray(
                INDArray viewArray, long[] gradientShape, char gradientOrder, boolean initialize) {
            setState(Map.of(AVERAGE, viewArray.reshape(gradientOrder, gradientShape)), initialize);
        }
    }
}
