package org.binaryconnect.updaters;

import java.util.Map;
import org.binaryconnect.updaters.arrays.FloatPass;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Adam's step in one pass over memory: the same rule and the same state as ND4J's {@link
 * AdamUpdater}, which takes a square root and a division at a time, and most of a training step's
 * time outside the matrix products.
 *
 * <p>Results differ from ND4J's by rounding alone: a few units in the last place of a float.
 */
final class AdamKernel implements FloatPass.Kernel {

    private final float beta1;
    private final float beta2;
    private final float epsilon;
    private final float rate;

    private AdamKernel(Adam adam, int iteration, int epoch) {
        int step = iteration + 1;
        beta1 = (float) adam.getBeta1();
        beta2 = (float) adam.getBeta2();
        epsilon = (float) adam.getEpsilon();
        rate =
                (float)
                        (adam.getLearningRate(iteration, epoch)
                                * Math.sqrt(1 - Math.pow(adam.getBeta2(), step))
                                / (1 - Math.pow(adam.getBeta1(), step)));
    }

    /**
     * Turns a gradient into Adam's step, in place, and updates the moments.
     *
     * @return false, with nothing done, if it is not Adam on contiguous floats
     */
    static boolean apply(GradientUpdater<?> updater, INDArray gradient, int iteration, int epoch) {
        if (updater.getClass() != AdamUpdater.class) {
            return false;
        }
        Adam adam = (Adam) updater.getConfig();
        Map<String, INDArray> state = updater.getState();
        INDArray m = state.get(AdamUpdater.M_STATE);
        INDArray v = state.get(AdamUpdater.V_STATE);
        if (!FloatPass.handles(gradient, m, v)) {
            return false;
        }
        AdamKernel kernel = new AdamKernel(adam, iteration, epoch); // without state: one for all
        FloatPass.run(() -> kernel, 3, gradient, m, v);
        return true;
    }

    @Override
    public void apply(float[][] blocks, int count) {
        float[] gradient = blocks[0];
        float[] firstMoment = blocks[1];
        float[] secondMoment = blocks[2];
        for (int i = 0; i < count; i++) {
            float g = gradient[i];
            float m = beta1 * firstMoment[i] + g * (1 - beta1);
            float v = beta2 * secondMoment[i] + g * g * (1 - beta2);
            firstMoment[i] = m;
            secondMoment[i] = v;
            gradient[i] = m * rate / ((float) Math.sqrt(v) + epsilon);
        }
    }
}
