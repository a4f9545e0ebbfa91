package org.binaryconnect.updaters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Random;
import org.binaryconnect.updaters.schedule.ExponentialDecaySchedule;
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
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class BopTest {

    private static final MatrixUpdate MATRIX = new MatrixUpdate(10, 20, 0, 1, true);

    /** A weight matrix that is updated as DL4J updates one. */
    private static final class Weights {
        private final GradientUpdater<?> updater;
        private final Regularization last;
        private final INDArray weights;

        Weights(Bop bop, MatrixUpdate matrix, INDArray weights) {
            IUpdater forWeights = bop.forWeights(matrix);
            INDArray state = Nd4j.ones(weights.dataType(), forWeights.stateSize(weights.length()));
            updater = forWeights.instantiate(state, true);
            last = bop.afterStep(matrix).orElseThrow();
            this.weights = weights;
        }

        void update(INDArray gradient, int iteration, int epoch) {
            updater.applyUpdater(gradient, iteration, epoch);
            last.apply(weights, gradient, 1, iteration, epoch);
            weights.subi(gradient);
        }
    }

    /**
     * By hand, with gamma 0.5 and threshold 0.1, from m = 0: the averages are 0.1, 0.15, 0.075
     * times the gradients' signs.
     */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void aWeightFlipsWhenTheAverageGradientPassesTheThresholdAgainstIt(DataType type) {
        INDArray start = Nd4j.createFromArray(1.0, -1.0, 1.0, -1.0).castTo(type);
        Weights weights = new Weights(new Bop(new Sgd(1), 0.1, 0.5), MATRIX, start);

        weights.update(Nd4j.createFromArray(0.2, -0.2, -0.2, 0.2).castTo(type), 0, 0);
        // m is +0.1, which does not pass 0.1; in floats neither: 0.5 * 0.2 is 0.1
        assertEquals(Nd4j.createFromArray(1.0, -1.0, 1.0, -1.0).castTo(type), start);

        weights.update(Nd4j.createFromArray(0.2, -0.2, -0.2, 0.2).castTo(type), 1, 0);
        // m = 0.15 against the first two, for the others
        assertEquals(Nd4j.createFromArray(-1.0, 1.0, 1.0, -1.0).castTo(type), start);

        weights.update(Nd4j.zeros(type, 4), 2, 0);
        // m = 0.075: too small, whatever its sign
        assertEquals(Nd4j.createFromArray(-1.0, 1.0, 1.0, -1.0).castTo(type), start);

        weights.update(Nd4j.createFromArray(-0.5, 0.5, 0.5, 0.5).castTo(type), 3, 0);
        // m = -0.2125, 0.2125, 0.2125, 0.2875
        assertEquals(Nd4j.createFromArray(1.0, -1.0, -1.0, -1.0).castTo(type), start);
    }

    /** The paper's algorithm, written out for each weight. */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void manyStepsAreThePapersAlgorithm(DataType type) {
        int count = 3000; // more than one block
        double h = 0.5;
        ISchedule gamma = new ExponentialDecaySchedule(ScheduleType.ITERATION, 0.5, 0.05, 10);
        Random random = new Random(2);
        double[] w = random.doubles(count, -1, 1).map(x -> x < 0 ? -h : h).toArray();
        double[] m = new double[count];
        INDArray array = Nd4j.createFromArray(w).castTo(type);
        Weights weights =
                new Weights(
                        new Bop(new Sgd(1), 0.25, gamma),
                        new MatrixUpdate(10, 20, 0, h, true),
                        array);
        int flips = 0;
        for (int t = 0; t < 10; t++) {
            double[] g = random.doubles(count, -1, 1).toArray();
            weights.update(Nd4j.createFromArray(g).castTo(type), t, 0);
            double rate = 0.5 * Math.pow(0.1, t / 10.0);
            for (int i = 0; i < count; i++) {
                m[i] = (1 - rate) * m[i] + rate * g[i];
                if (Math.abs(m[i]) > 0.25 && Math.signum(m[i]) == Math.signum(w[i])) {
                    w[i] = -w[i];
                    flips++;
                }
                assertEquals(w[i], array.getDouble(i), "step " + t + ", weight " + i);
            }
        }
        assertTrue(flips > 1000, flips + " flips");
    }

    @Test
    void theFirstUpdateMakesLatentWeightsBinary() {
        INDArray start = Nd4j.createFromArray(0.3f, -0.7f, 0f, -0f, 1f);
        Weights weights = new Weights(new Bop(), MATRIX, start);
        weights.update(Nd4j.zeros(DataType.FLOAT, 5), 0, 0);

        assertTrue(start.equalsWithEps(Nd4j.createFromArray(1f, -1f, 1f, 1f, 1f), 1e-6));
        weights.update(Nd4j.zeros(DataType.FLOAT, 5), 1, 0);
        assertEquals(Nd4j.createFromArray(1f, -1f, 1f, 1f, 1f), start);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void aGradientThatIsNoNumberReachesTheWeights(DataType type) {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            INDArray start = Nd4j.createFromArray(1.0, -1.0).castTo(type);
            new Weights(new Bop(), MATRIX, start)
                    .update(Nd4j.createFromArray(0.1, bad).castTo(type), 0, 0);

            assertTrue(Double.isNaN(start.getDouble(1)), "for " + bad);
            assertEquals(-1, start.getDouble(0));
        }
    }

    @Test
    void everythingElseIsTheOptimizers() {
        Bop bop = new Bop(new Sgd(0.1), 1e-8, 1e-4);
        INDArray gradient = Nd4j.createFromArray(2.0, -1.0);
        bop.instantiate((INDArray) null, true).applyUpdater(gradient, 0, 0);

        assertEquals(Nd4j.createFromArray(0.2, -0.1), gradient);
        bop.setLrAndSchedule(0.5, null);
        assertEquals(0.5, bop.getLearningRate(0, 0));
        assertEquals(new Sgd(0.5), bop.getOptimizer());
    }

    @Test
    void theDefaultsAreThePapers() {
        Bop bop = new Bop();

        assertEquals(1e-8, bop.getThreshold());
        assertEquals(1e-4, bop.getGamma().valueAt(0, 0));
        assertEquals(new Adam(0.01), bop.getOptimizer());
    }

    @Test
    void weightsHaveHalfOfAdamsStateAndNoLearningRate() {
        IUpdater weights = new Bop().forWeights(MATRIX);

        assertEquals(100, weights.stateSize(100));
        assertEquals(false, weights.hasLearningRate());
        assertEquals(weights, new Bop().forWeights(new MatrixUpdate(1, 2, 0, 1, false)));
        assertNotEquals(weights, new Bop(new Adam(), 1e-8, 1e-3).forWeights(MATRIX));
    }

    @Test
    void survivesJsonAndComparesByValue() throws IOException {
        Bop bop =
                new Bop(
                        new Adam(0.01),
                        1e-7,
                        new ExponentialDecaySchedule(ScheduleType.EPOCH, 1e-3, 1e-5, 20));
        String json = JsonMappers.getMapper().writeValueAsString(bop);

        assertEquals(bop, JsonMappers.getMapper().readValue(json, IUpdater.class));
        assertEquals(bop, bop.clone());
        assertNotEquals(bop, new Bop(new Adam(0.01), 1e-8, bop.getGamma()));
        assertNotEquals(bop, new Bop(new Adam(0.02), 1e-7, bop.getGamma()));
        assertNotEquals(bop, new Bop(new Adam(0.01), 1e-7, 1e-3));
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Bop(new Adam(), -1e-8, 1e-4));
        assertThrows(IllegalArgumentException.class, () -> new Bop(new Adam(), 1e-8, 0));
        assertThrows(IllegalArgumentException.class, () -> new Bop(new Adam(), 1e-8, 1.5));
        assertThrows(IllegalArgumentException.class, () -> new Bop(new Bop(), 1e-8, 1e-4));
        assertThrows(IllegalArgumentException.class, () -> new Bop(null, 1e-8, 1e-4));
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Bop().forWeights(new MatrixUpdate(1, 2, 3, 1, true)))
                        .getMessage();
        assertTrue(message.contains("BinaryLSTM"), message);
    }
}
