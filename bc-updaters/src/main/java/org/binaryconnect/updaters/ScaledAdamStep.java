package org.binaryconnect.updaters;

import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Adam's step and its scale in one pass over memory: the same rule and the same state as ND4J's
 * {@link AdamUpdater}, in a loop that the JVM compiles to vector instructions. ND4J's operation
 * takes a square root and a division at a time, and most of a training step's time outside the
 * matrix products.
 *
 * <p>Results differ from ND4J's by rounding alone: a few units in the last place of a float.
 */
final class ScaledAdamStep {

    /** Gradient and two moments of so many weights stay in the first-level cache. */
    private static final int BLOCK = 2048;

    private final Adam adam;
    private final float[] gradient = new float[BLOCK];
    private final float[] firstMoment = new float[BLOCK];
    private final float[] secondMoment = new float[BLOCK];

    ScaledAdamStep(Adam adam) {
        this.adam = adam;
    }

    /**
     * Whether this class can do an updater's work: Adam, on the CPU, where its arrays are memory of
     * this process.
     */
    static boolean handles(GradientUpdater<?> updater) {
        return updater.getClass() == AdamUpdater.class && Nd4j.getEnvironment().isCPU();
    }

    /**
     * Turns a gradient into {@code scale} times Adam's step, in place, and updates the moments.
     *
     * @param array the gradient, of any shape
     * @param state the moments, by {@code AdamUpdater}'s names
     * @return false, with nothing done, if the arrays are not contiguous floats
     */
    boolean apply(
            INDArray array, Map<String, INDArray> state, int iteration, int epoch, double scale) {
        INDArray m = state.get(AdamUpdater.M_STATE);
        INDArray v = state.get(AdamUpdater.V_STATE);
        if (!isContiguousFloats(array) || !isContiguousFloats(m) || !isContiguousFloats(v)) {
            return false;
        }
        int step = iteration + 1;
        double rate =
                adam.getLearningRate(iteration, epoch)
                        * Math.sqrt(1 - Math.pow(adam.getBeta2(), step))
                        / (1 - Math.pow(adam.getBeta1(), step));
        try (FloatPointer g = memory(array);
                FloatPointer first = memory(m);
                FloatPointer second = memory(v)) {
            long length = array.length();
            for (long from = 0; from < length; from += BLOCK) {
                int count = (int) Math.min(BLOCK, length - from);
                g.position(from).get(gradient, 0, count);
                first.position(from).get(firstMoment, 0, count);
                second.position(from).get(secondMoment, 0, count);
                block(count, (float) (rate * scale));
                g.put(gradient, 0, count);
                first.put(firstMoment, 0, count);
                second.put(secondMoment, 0, count);
            }
        }
        return true;
    }

    private void block(int count, float rate) {
        float beta1 = (float) adam.getBeta1();
        float beta2 = (float) adam.getBeta2();
        float epsilon = (float) adam.getEpsilon();
        for (int i = 0; i < count; i++) {
            float g = gradient[i];
            float m = beta1 * firstMoment[i] + g * (1 - beta1);
            float v = beta2 * secondMoment[i] + g * g * (1 - beta2);
            firstMoment[i] = m;
            secondMoment[i] = v;
            gradient[i] = m * rate / ((float) Math.sqrt(v) + epsilon);
        }
    }

    private static boolean isContiguousFloats(INDArray array) {
        return array.dataType() == DataType.FLOAT && array.elementWiseStride() == 1;
    }

    /** A pointer of our own to an array's memory: closing it frees nothing. */
    private static FloatPointer memory(INDArray array) {
        return new FloatPointer(array.data().addressPointer());
    }
}
