package org.binaryconnect.updaters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Random;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.Regularization;

class ProxQuantTest {

    /** Fans of which the scale for Sgd is (2 + 4) / 1.5 = 4. */
    private static MatrixUpdate matrix(double h, boolean scale) {
        return new MatrixUpdate(2, 4, 0, h, scale);
    }

    private static void update(
            ProxQuant updater, MatrixUpdate matrix, INDArray weights, INDArray step, int epoch) {
        IUpdater forWeights = updater.forWeights(matrix);
        GradientUpdater<?> running = forWeights.instantiate((INDArray) null, true);
        running.applyUpdater(step, 0, epoch);
        Regularization last = updater.afterStep(matrix).orElseThrow();
        last.apply(weights, step, forWeights.getLearningRate(0, epoch), 0, epoch);
        weights.subi(step);
    }

    /**
     * By hand: learning rate 0.1, strength 0.5, epoch 2, so that each weight is pulled by 0.1
     * behind its step.
     */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void theStepIsFollowedByOneTowardsTheNearestBinaryWeight(DataType type) {
        ProxQuant updater = new ProxQuant(new Sgd(0.1), 0.5, 100);
        INDArray weights = Nd4j.createFromArray(0.5, -0.5, 0.95, 0.1, -0.95, 1.0).castTo(type);
        INDArray gradient = Nd4j.createFromArray(1.0, 1.0, 0.0, 2.0, 1.0, -1.0).castTo(type);
        // after the step: 0.4, -0.6, 0.95, -0.1, -1.05, 1.1
        update(updater, matrix(1, false), weights, gradient, 2);

        INDArray expected = Nd4j.createFromArray(0.5, -0.7, 1.0, -0.2, -1.0, 1.0).castTo(type);
        assertTrue(weights.equalsWithEps(expected, 1e-6), weights.toString());
    }

    /** The definition: sign(v) H + soft threshold of the distance to it. */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void manyWeightsGoWhereTheProximalOperatorSays(DataType type) {
        int count = 5000;
        double h = 0.5;
        Random random = new Random(3);
        double[] w = random.doubles(count, -h, h).toArray();
        double[] g = random.doubles(count, -1, 1).toArray();
        INDArray weights = Nd4j.createFromArray(w).castTo(type);
        ProxQuant updater = new ProxQuant(new Sgd(0.02), 0.3, 100);
        update(updater, matrix(h, true), weights, Nd4j.createFromArray(g).castTo(type), 5);

        double pull = 0.02 * 4 * 0.3 * 5;
        for (int i = 0; i < count; i++) {
            double v = w[i] - 4 * 0.02 * g[i];
            double nearest = v >= 0 ? h : -h;
            double distance = Math.max(0, Math.abs(v - nearest) - pull);
            double expected = nearest + Math.signum(v - nearest) * distance;
            assertEquals(expected, weights.getDouble(i), 1e-6, "weight " + i);
        }
    }

    @Test
    void inTheFirstEpochThereIsNoPull() {
        INDArray weights = Nd4j.createFromArray(0.5f, -0.25f);
        ProxQuant updater = new ProxQuant(new Sgd(0.25), 10, 100);
        update(updater, matrix(1, false), weights, Nd4j.createFromArray(1f, 1f), 0);

        assertEquals(Nd4j.createFromArray(0.25f, -0.5f), weights);
    }

    @Test
    void frozenWeightsAreBinaryAndStay() {
        INDArray weights = Nd4j.createFromArray(0.5f, -0.25f, 0f, 1f);
        ProxQuant updater = new ProxQuant(new Sgd(0.25), 10, 3);
        for (int i = 0; i < 2; i++) {
            INDArray gradient = Nd4j.createFromArray(100f, -100f, 100f, 100f);
            update(updater, matrix(1, true), weights, gradient, 3);
        }
        assertEquals(Nd4j.createFromArray(1f, -1f, 1f, 1f), weights);
    }

    /** Peepholes behind the weights take the optimizer's step alone. */
    @Test
    void theRealTailIsNotPulled() {
        for (int epoch : new int[] {2, 9}) {
            INDArray weights = Nd4j.createFromArray(0.5, 0.5, 0.5);
            MatrixUpdate matrix = new MatrixUpdate(2, 4, 1, 1, true);
            ProxQuant updater = new ProxQuant(new Sgd(0.1), 0.5, 9);
            update(updater, matrix, weights, Nd4j.createFromArray(0.0, 0.0, 1.0), epoch);

            assertEquals(0.4, weights.getDouble(2), 1e-12);
            assertEquals(epoch == 2 ? 0.5 + 0.1 * 4 * 0.5 * 2 : 1, weights.getDouble(1), 1e-12);
        }
    }

    @Test
    void theDefaultsAreThePapers() {
        assertEquals(new ProxQuant(new Adam(0.01), 1e-4, 200), new ProxQuant());
        assertTrue(new ProxQuant().trainsRealWeights());
    }

    @Test
    void survivesJsonAndComparesByValue() throws IOException {
        ProxQuant updater = new ProxQuant(new Adam(0.01), 1e-3, 13);
        String json = JsonMappers.getMapper().writeValueAsString(updater);

        assertEquals(updater, JsonMappers.getMapper().readValue(json, IUpdater.class));
        assertEquals(updater, updater.clone());
        assertNotEquals(updater, new ProxQuant(new Adam(0.02), 1e-3, 13));
        assertNotEquals(updater, new ProxQuant(new Adam(0.01), 1e-2, 13));
        assertNotEquals(updater, new ProxQuant(new Adam(0.01), 1e-3, 14));
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ProxQuant(new Adam(), 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new ProxQuant(new Adam(), 1e-4, 0));
        assertThrows(IllegalArgumentException.class, () -> new ProxQuant(new ProxQuant(), 1e-4, 1));
    }
}
