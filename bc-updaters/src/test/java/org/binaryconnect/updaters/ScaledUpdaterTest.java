package org.binaryconnect.updaters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

class ScaledUpdaterTest {

    /**
     * Adam's first step is the learning rate, whatever the gradient; so a scaled gradient would
     * change nothing.
     */
    @Test
    void adamsStepIsScaledNotItsGradient() {
        IUpdater updater = new ScaledUpdater(new Adam(0.001), 30, 0);
        INDArray state = Nd4j.create(DataType.DOUBLE, 4);
        GradientUpdater<?> running = updater.instantiate(state, true);
        INDArray gradient = Nd4j.createFromArray(2.0, -0.5);

        running.applyUpdater(gradient, 0, 0);

        assertEquals(0.03, gradient.getDouble(0), 1e-7);
        assertEquals(-0.03, gradient.getDouble(1), 1e-7);
    }

    /** SameDiff's training gives each part of the state an array. */
    @Test
    void theStepIsScaledWhicheverWayTheStateIsGiven() {
        Map<String, INDArray> state =
                Map.of("M", Nd4j.zeros(DataType.DOUBLE, 2), "V", Nd4j.zeros(DataType.DOUBLE, 2));
        INDArray gradient = Nd4j.createFromArray(2.0, -0.5);
        new ScaledUpdater(new Adam(0.001), 30, 0)
                .instantiate(state, true)
                .applyUpdater(gradient, 0, 0);

        assertEquals(0.03, gradient.getDouble(0), 1e-7);
        assertEquals(-0.03, gradient.getDouble(1), 1e-7);
        assertEquals(0.2, state.get("M").getDouble(0), 1e-12);
    }

    @Test
    void sgdsStepIsScaled() {
        GradientUpdater<?> running =
                new ScaledUpdater(new Sgd(0.1), 100, 0).instantiate((INDArray) null, true);
        INDArray gradient = Nd4j.createFromArray(0.25, -1.0);

        running.applyUpdater(gradient, 0, 0);

        assertEquals(Nd4j.createFromArray(2.5, -10.0), gradient);
    }

    /**
     * Twenty steps by hand in double precision, on views into larger arrays as DL4J makes them, and
     * of more weights than one block.
     */
    @Test
    void adamInOnePassIsAdam() {
        int count = 5000;
        double scale = 30;
        GradientUpdater<?> running =
                new ScaledUpdater(new Adam(0.001), scale, 0)
                        .instantiate(view(1, 2 * count).assign(7), true);
        double[] m = new double[count];
        double[] v = new double[count];
        for (int t = 1; t <= 20; t++) {
            INDArray gradient = view(count).assign(Nd4j.randn(DataType.FLOAT, count));
            float[] g = gradient.toFloatVector();

            running.applyUpdater(gradient, t - 1, 0);

            double rate =
                    scale * 0.001 * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
            for (int i = 0; i < count; i++) {
                m[i] = 0.9 * m[i] + 0.1 * g[i];
                v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
                double step = rate * m[i] / (Math.sqrt(v[i]) + 1e-8);
                assertEquals(
                        step, gradient.getDouble(i), 2e-6 * scale * 0.001 + 1e-4 * Math.abs(step));
            }
        }
        assertEquals(m[4999], running.getState().get("M").getDouble(4999), 1e-5);
        assertEquals(v[4999], running.getState().get("V").getDouble(4999), 1e-5);
    }

    /** An array in the middle of a larger one. */
    private static INDArray view(long... shape) {
        int length = (int) (shape.length == 1 ? shape[0] : shape[1]);
        INDArray middle =
                Nd4j.zeros(DataType.FLOAT, length + 100)
                        .get(NDArrayIndex.interval(50, length + 50));
        return middle.reshape(shape);
    }

    @Test
    void adamInOnePassTakesNd4jsSteps() {
        INDArray oneState = Nd4j.zeros(DataType.FLOAT, 1, 2000);
        INDArray otherState = Nd4j.zeros(DataType.FLOAT, 1, 2000);
        GradientUpdater<?> ours = new ScaledUpdater(new Adam(), 3, 0).instantiate(oneState, true);
        GradientUpdater<?> nd4js = new Adam().instantiate(otherState, true);
        for (int t = 0; t < 5; t++) {
            INDArray gradient = Nd4j.randn(DataType.FLOAT, 1000);
            INDArray same = gradient.dup();
            ours.applyUpdater(gradient, t, 0);
            nd4js.applyUpdater(same, t, 0);

            assertTrue(gradient.equalsWithEps(same.mul(3), 1e-7), "step " + t);
        }
        assertTrue(oneState.equalsWithEps(otherState, 1e-7));
    }

    @Test
    void theStepOfTheRealTailIsTheOptimizers() {
        for (IUpdater optimizer : List.of(new Nesterovs(0.1), new Adam(0.1))) {
            GradientUpdater<?> running =
                    new ScaledUpdater(optimizer, 100, 2)
                            .instantiate(Nd4j.zeros(1, optimizer.stateSize(4)), true);
            GradientUpdater<?> plain =
                    optimizer.instantiate(Nd4j.zeros(1, optimizer.stateSize(4)), true);
            INDArray gradient = Nd4j.createFromArray(0.25f, -1f, 0.25f, -1f);
            INDArray same = gradient.dup();

            running.applyUpdater(gradient, 0, 0);
            plain.applyUpdater(same, 0, 0);

            assertEquals(same.mul(Nd4j.createFromArray(100f, 100f, 1f, 1f)), gradient);
        }
    }

    @Test
    void theLearningRateShownIsTheOneThatActs() {
        IUpdater updater = new ScaledUpdater(new Adam(0.001), 30, 0);

        assertEquals(0.03, updater.getLearningRate(0, 0), 1e-12);
        updater.setLrAndSchedule(0.002, null);
        assertEquals(0.06, updater.getLearningRate(0, 0), 1e-12);
    }

    @Test
    void equalityIsByOptimizerAndScale() {
        assertEquals(
                new ScaledUpdater(new Adam(0.001), 2, 0), new ScaledUpdater(new Adam(0.001), 2, 0));
        assertNotEquals(
                new ScaledUpdater(new Adam(0.001), 2, 0), new ScaledUpdater(new Adam(0.001), 3, 0));
        assertNotEquals(
                new ScaledUpdater(new Adam(0.001), 2, 0), new ScaledUpdater(new Adam(0.002), 2, 0));
        assertNotEquals(
                new ScaledUpdater(new Adam(0.001), 2, 0), new ScaledUpdater(new Adam(0.001), 2, 3));
    }

    @Test
    void aCopyDoesNotShareTheOptimizer() {
        ScaledUpdater updater = new ScaledUpdater(new Adam(0.001), 2, 0);

        assertEquals(updater, updater.clone());
        assertNotSame(updater.getOptimizer(), updater.clone().getOptimizer());
    }

    @Test
    void scalesThatAreNotPositiveAreRefused() {
        for (double scale : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(
                    IllegalArgumentException.class, () -> new ScaledUpdater(new Adam(), scale, 0));
        }
    }
}
