package org.binaryconnect.updaters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

class BinaryConnectUpdaterTest {

    /**
     * Adam's first step is the learning rate, whatever the gradient; so a scaled gradient would
     * change nothing.
     */
    @Test
    void adamsStepIsScaledNotItsGradient() {
        IUpdater updater = new BinaryConnectUpdater(new Adam(0.001), 30);
        INDArray state = Nd4j.create(DataType.DOUBLE, 4);
        GradientUpdater<?> running = updater.instantiate(state, true);
        INDArray gradient = Nd4j.createFromArray(2.0, -0.5);

        running.applyUpdater(gradient, 0, 0);

        assertEquals(0.03, gradient.getDouble(0), 1e-7);
        assertEquals(-0.03, gradient.getDouble(1), 1e-7);
    }

    @Test
    void sgdsStepIsScaled() {
        GradientUpdater<?> running =
                new BinaryConnectUpdater(new Sgd(0.1), 100).instantiate((INDArray) null, true);
        INDArray gradient = Nd4j.createFromArray(0.25, -1.0);

        running.applyUpdater(gradient, 0, 0);

        assertEquals(Nd4j.createFromArray(2.5, -10.0), gradient);
    }

    @Test
    void theLearningRateShownIsTheOneThatActs() {
        IUpdater updater = new BinaryConnectUpdater(new Adam(0.001), 30);

        assertEquals(0.03, updater.getLearningRate(0, 0), 1e-12);
        updater.setLrAndSchedule(0.002, null);
        assertEquals(0.06, updater.getLearningRate(0, 0), 1e-12);
    }

    @Test
    void equalityIsByOptimizerAndScale() {
        assertEquals(
                new BinaryConnectUpdater(new Adam(0.001), 2),
                new BinaryConnectUpdater(new Adam(0.001), 2));
        assertNotEquals(
                new BinaryConnectUpdater(new Adam(0.001), 2),
                new BinaryConnectUpdater(new Adam(0.001), 3));
        assertNotEquals(
                new BinaryConnectUpdater(new Adam(0.001), 2),
                new BinaryConnectUpdater(new Adam(0.002), 2));
    }

    @Test
    void aCopyDoesNotShareTheOptimizer() {
        BinaryConnectUpdater updater = new BinaryConnectUpdater(new Adam(0.001), 2);

        assertEquals(updater, updater.clone());
        assertNotSame(updater.getOptimizer(), updater.clone().getOptimizer());
    }

    @Test
    void survivesJson() throws IOException {
        IUpdater updater = new BinaryConnectUpdater(new Adam(0.001), 34.5);
        String json = JsonMappers.getMapper().writeValueAsString(updater);

        assertEquals(updater, JsonMappers.getMapper().readValue(json, IUpdater.class));
    }

    @Test
    void scalesThatAreNotPositiveAreRefused() {
        for (double scale : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new BinaryConnectUpdater(new Adam(), scale));
        }
    }
}
