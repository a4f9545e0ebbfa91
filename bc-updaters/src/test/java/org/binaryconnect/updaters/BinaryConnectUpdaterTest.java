package org.binaryconnect.updaters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.binaryconnect.updaters.schedule.ExponentialDecaySchedule;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class BinaryConnectUpdaterTest {

    private static final MatrixUpdate MATRIX = new MatrixUpdate(1024, 1024, 0, 1, true);
    private static final double INVERSE = 36.9504172;

    private static double scale(BinaryConnectUpdater updater) {
        return ((ScaledUpdater) updater.forWeights(MATRIX)).getScale();
    }

    static List<IUpdater> withSchedules() {
        ISchedule schedule = new ExponentialDecaySchedule(ScheduleType.EPOCH, 0.1, 0.001, 10);
        return List.of(
                new Sgd(schedule),
                new Nesterovs(schedule, 0.9),
                new Adam(schedule),
                new AdaMax(schedule),
                new AMSGrad(schedule),
                new Nadam(schedule),
                AdaGrad.builder().learningRateSchedule(schedule).build(),
                new RmsProp(schedule),
                new AdaBelief(schedule));
    }

    @Test
    void theKindOfOptimizerDecidesUnlessTheUserDoes() {
        assertEquals(INVERSE, scale(new BinaryConnectUpdater(new Adam())), 1e-6);
        assertEquals(INVERSE * INVERSE, scale(new BinaryConnectUpdater(new Sgd())), 1e-4);
        assertEquals(
                INVERSE * INVERSE,
                scale(new BinaryConnectUpdater(new Adam(), StepScale.INVERSE_SQUARE)),
                1e-4);
        assertEquals(INVERSE, scale(new BinaryConnectUpdater(new Sgd(), StepScale.INVERSE)), 1e-6);
    }

    /** An optimizer that is not DL4J's: nothing is known of it but its step. */
    @Test
    void anyOptimizersStepIsScaled() {
        IUpdater signs = new SignDescent(0.5);
        INDArray gradient = Nd4j.createFromArray(3.0, -0.01);
        BinaryConnectUpdater updater = new BinaryConnectUpdater(signs, StepScale.INVERSE);
        GradientUpdater<?> running = updater.forWeights(MATRIX).instantiate((INDArray) null, true);
        running.applyUpdater(gradient, 0, 0);

        assertEquals(0.5 * INVERSE, gradient.getDouble(0), 1e-6);
        assertEquals(-0.5 * INVERSE, gradient.getDouble(1), 1e-6);
    }

    @ParameterizedTest
    @MethodSource("withSchedules")
    void schedulesPassThrough(IUpdater optimizer) {
        for (IUpdater copy : List.of(optimizer, new BinaryConnectUpdater(optimizer).clone())) {
            BinaryConnectUpdater updater =
                    copy instanceof BinaryConnectUpdater binary
                            ? binary
                            : new BinaryConnectUpdater(copy);
            IUpdater weights = updater.forWeights(MATRIX);
            double scale = scale(updater);
            for (int epoch : new int[] {0, 5, 10}) {
                double rate = 0.1 * Math.pow(0.01, epoch / 10.0);
                assertEquals(rate, updater.getLearningRate(0, epoch), 1e-9);
                assertEquals(scale * rate, weights.getLearningRate(0, epoch), 1e-9 * scale);
            }
        }
    }

    /** The rate of the configuration is read at each step, also where it carries the scale. */
    @ParameterizedTest
    @MethodSource("withSchedules")
    void aRunningUpdaterFollowsItsOptimizersRate(IUpdater optimizer) {
        BinaryConnectUpdater updater = new BinaryConnectUpdater(Optimizers.copy(optimizer));
        IUpdater weights = updater.forWeights(MATRIX);
        long size = weights.stateSize(1);
        INDArray state = size == 0 ? null : Nd4j.zeros(DataType.DOUBLE, size);
        INDArray other = size == 0 ? null : Nd4j.zeros(DataType.DOUBLE, size);
        INDArray high = Nd4j.createFromArray(0.5);
        INDArray low = Nd4j.createFromArray(0.5);
        weights.instantiate(state, true).applyUpdater(high, 0, 0);
        GradientUpdater<?> running = weights.instantiate(other, true);
        updater.setLrAndSchedule(0.025, null);
        running.applyUpdater(low, 0, 0);

        assertEquals(4, high.getDouble(0) / low.getDouble(0), 1e-9);
    }

    @Test
    void comparesByValue() {
        BinaryConnectUpdater updater = new BinaryConnectUpdater(new Adam(0.01));

        assertEquals(updater, new BinaryConnectUpdater(new Adam(0.01)));
        assertEquals(updater.hashCode(), new BinaryConnectUpdater(new Adam(0.01)).hashCode());
        assertNotEquals(updater, new BinaryConnectUpdater(new Adam(0.02)));
        assertNotEquals(updater, new BinaryConnectUpdater(new Adam(0.01), StepScale.INVERSE));
        assertNotEquals(updater, new Adam(0.01));
    }

    @ParameterizedTest
    @MethodSource("withSchedules")
    void survivesJsonAndCopying(IUpdater optimizer) throws IOException {
        BinaryConnectUpdater updater =
                new BinaryConnectUpdater(optimizer, StepScale.INVERSE_SQUARE);
        String json = JsonMappers.getMapper().writeValueAsString(updater);

        assertEquals(updater, JsonMappers.getMapper().readValue(json, IUpdater.class));
        assertEquals(updater, updater.clone());
        assertNotSame(updater.getOptimizer(), updater.clone().getOptimizer());
    }

    @Test
    void anUpdaterForBinaryWeightsIsTakenAsItIs() {
        Bop bop = new Bop();

        assertSame(bop, BinaryWeightsUpdater.of(bop));
        assertEquals(
                new BinaryConnectUpdater(new AdaDelta()), BinaryWeightsUpdater.of(new AdaDelta()));
    }

    @Test
    void whatIsNoOptimizerIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new BinaryConnectUpdater(null));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BinaryConnectUpdater(new BinaryConnectUpdater(new Adam())));
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new BinaryConnectUpdater(new Bop()))
                        .getMessage();
        assertTrue(message.contains("needs an optimizer such as Adam"), message);
    }
}
