package org.binaryconnect.updaters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Stream;
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
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * The update of binary weights by each of DL4J's optimizers, against the optimizer's own equations
 * written out for one weight in double precision, times the scale of a 784x1024 layer.
 */
class OptimizerStepsTest {

    private static final double INVERSE = Math.sqrt((784 + 1024) / 1.5); // 34.7179
    private static final double SQUARE = (784 + 1024) / 1.5;
    private static final MatrixUpdate MATRIX = new MatrixUpdate(784, 1024, 0, 1, true);
    private static final int STEPS = 4;
    private static final int WEIGHTS = 50;

    /** One weight's optimizer: gradient and number of the step, from 1, to step. */
    private interface Rule {
        double step(double g, int t);
    }

    /** Makes a rule with its own state for each weight. */
    private interface Rules {
        Rule get();
    }

    record Case(IUpdater optimizer, double scale, Rules rules) {
        @Override
        public String toString() {
            return optimizer.getClass().getSimpleName();
        }
    }

    static Stream<Case> optimizers() {
        return Stream.of(
                new Case(new Sgd(0.1), SQUARE, () -> (g, t) -> 0.1 * g),
                new Case(new Nesterovs(0.1, 0.9), SQUARE, Nesterov::new),
                new Case(new Adam(0.01, 0.8, 0.95, 1e-3), INVERSE, AdamRule::new),
                new Case(new AdaMax(0.01, 0.8, 0.95, 1e-8), INVERSE, AdaMaxRule::new),
                new Case(new AMSGrad(0.01, 0.8, 0.95, 1e-3), INVERSE, AmsGradRule::new),
                new Case(new Nadam(0.01, 0.8, 0.95, 1e-3), INVERSE, NadamRule::new),
                new Case(new AdaGrad(0.01, 1e-3), INVERSE, AdaGradRule::new),
                new Case(new AdaDelta(0.9, 1e-3), INVERSE, AdaDeltaRule::new),
                new Case(new RmsProp(0.01, 0.9, 1e-3), INVERSE, RmsPropRule::new),
                new Case(new AdaBelief(0.01, 0.8, 0.95, 1e-3), INVERSE, AdaBeliefRule::new),
                new Case(new NoOp(), 1, () -> (g, t) -> g));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void stepsAreTheOptimizersEquationsTimesTheScale(Case optimizer) {
        check(optimizer, MATRIX, optimizer.scale, DataType.DOUBLE, 1e-12);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void floatsDifferByRounding(Case optimizer) {
        check(optimizer, MATRIX, optimizer.scale, DataType.FLOAT, 2e-5);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aLayerCanTurnTheScaleOff(Case optimizer) {
        MatrixUpdate unscaled = new MatrixUpdate(784, 1024, 0, 1, false);
        check(optimizer, unscaled, 1, DataType.DOUBLE, 1e-12);
    }

    private static void check(
            Case optimizer, MatrixUpdate matrix, double scale, DataType type, double tolerance) {
        IUpdater updater = new BinaryConnectUpdater(optimizer.optimizer).forWeights(matrix);
        run(updater, optimizer.rules, scale, type, tolerance);
    }

    /** To everything but weights, BinaryConnectUpdater is its optimizer. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void otherParametersAreLeftToTheOptimizer(Case optimizer) {
        BinaryConnectUpdater updater = new BinaryConnectUpdater(optimizer.optimizer);
        run(updater, optimizer.rules, 1, DataType.DOUBLE, 1e-12);
    }

    private static void run(
            IUpdater updater, Rules rules, double scale, DataType type, double tolerance) {
        long size = updater.stateSize(WEIGHTS);
        INDArray state = size == 0 ? null : Nd4j.valueArrayOf(new long[] {size}, 7.0, type);
        GradientUpdater<?> running = updater.instantiate(state, true);
        Rule[] byHand = new Rule[WEIGHTS];
        for (int i = 0; i < WEIGHTS; i++) {
            byHand[i] = rules.get();
        }
        Random random = new Random(1);
        for (int t = 1; t <= STEPS; t++) {
            double[] gradients = random.doubles(WEIGHTS, -1, 1).toArray();
            INDArray gradient = Nd4j.createFromArray(gradients).castTo(type);
            running.applyUpdater(gradient, t - 1, 0);
            for (int i = 0; i < WEIGHTS; i++) {
                double expected = scale * byHand[i].step(gradients[i], t);
                assertEquals(
                        expected,
                        gradient.getDouble(i),
                        tolerance * (scale * 0.01 + Math.abs(expected)),
                        "step " + t + " of weight " + i);
                assertTrue(expected != 0);
            }
        }
    }

    // Each optimizer's equations, from its paper and where that leaves a choice from ND4J.

    private static final class Nesterov implements Rule {
        private double v;

        @Override
        public double step(double g, int t) {
            double before = v;
            v = 0.9 * v - 0.1 * g;
            return 0.9 * before - 1.9 * v;
        }
    }

    private static final class AdamRule implements Rule {
        private double m;
        private double v;

        @Override
        public double step(double g, int t) {
            m = 0.8 * m + 0.2 * g;
            v = 0.95 * v + 0.05 * g * g;
            double rate = 0.01 * Math.sqrt(1 - Math.pow(0.95, t)) / (1 - Math.pow(0.8, t));
            return rate * m / (Math.sqrt(v) + 1e-3);
        }
    }

    private static final class AdaMaxRule implements Rule {
        private double m;
        private double u;

        @Override
        public double step(double g, int t) {
            m = 0.8 * m + 0.2 * g;
            u = Math.max(0.95 * u, Math.abs(g));
            return 0.01 / (1 - Math.pow(0.8, t)) * m / u;
        }
    }

    private static final class AmsGradRule implements Rule {
        private double m;
        private double v;
        private double largest;

        @Override
        public double step(double g, int t) {
            m = 0.8 * m + 0.2 * g;
            v = 0.95 * v + 0.05 * g * g;
            largest = Math.max(largest, v);
            double rate = 0.01 * Math.sqrt(1 - Math.pow(0.95, t)) / (1 - Math.pow(0.8, t));
            return rate * m / (Math.sqrt(largest) + 1e-3);
        }
    }

    private static final class NadamRule implements Rule {
        private double m;
        private double v;

        @Override
        public double step(double g, int t) {
            m = 0.8 * m + 0.2 * g;
            v = 0.95 * v + 0.05 * g * g;
            double ahead = (0.8 * m + 0.2 * g) / (1 - Math.pow(0.8, t));
            return 0.01 * ahead / (Math.sqrt(v) + 1e-3);
        }
    }

    private static final class AdaGradRule implements Rule {
        private double sum = AdaGrad.DEFAULT_ADAGRAD_EPSILON; // ND4J starts from it

        @Override
        public double step(double g, int t) {
            sum += g * g;
            return 0.01 * g / (Math.sqrt(sum) + 1e-3);
        }
    }

    private static final class AdaDeltaRule implements Rule {
        private double gradients;
        private double steps;

        @Override
        public double step(double g, int t) {
            gradients = 0.9 * gradients + 0.1 * g * g;
            double step = g * Math.sqrt(steps + 1e-3) / Math.sqrt(gradients + 1e-3);
            steps = 0.9 * steps + 0.1 * step * step;
            return step;
        }
    }

    private static final class RmsPropRule implements Rule {
        private double mean = 1e-3; // ND4J starts from epsilon

        @Override
        public double step(double g, int t) {
            mean = 0.9 * mean + 0.1 * g * g;
            return 0.01 * g / (Math.sqrt(mean) + 1e-3);
        }
    }

    private static final class AdaBeliefRule implements Rule {
        private double m;
        private double s;

        @Override
        public double step(double g, int t) {
            m = 0.8 * m + 0.2 * g;
            s = 0.95 * s + 0.05 * (g - m) * (g - m) + 1e-3;
            double rate = 0.01 * Math.sqrt(1 - Math.pow(0.95, t)) / (1 - Math.pow(0.8, t));
            return rate * m / (Math.sqrt(s) + 1e-3);
        }
    }
}
