package org.binaryconnect.updaters;

import static java.util.Map.entry;

import java.util.Map;
import org.binaryconnect.updaters.arrays.FloatPass;
import org.binaryconnect.updaters.arrays.FloatPass.Kernel;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AMSGradUpdater;
import org.nd4j.linalg.learning.AdaBeliefUpdater;
import org.nd4j.linalg.learning.AdaDeltaUpdater;
import org.nd4j.linalg.learning.AdaGradUpdater;
import org.nd4j.linalg.learning.AdaMaxUpdater;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.NadamUpdater;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.RmsPropUpdater;
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

/**
 * The steps of ND4J's optimizers on floats, each in one pass over memory and in vector
 * instructions. Rules and state are ND4J's, whose own operations take a square root and a division
 * at a time, and most of a training step's time outside the matrix products.
 *
 * <p>Results differ from ND4J's by rounding alone. The corrections of the first steps are computed
 * in double precision; ND4J rounds beta to a float first, which in the first step of Adam makes a
 * difference of 6e-6 of the step.
 */
final class OnePassStep {

    private static final Map<Class<?>, Rule<?>> RULES =
            Map.ofEntries(
                    entry(
                            NesterovsUpdater.class,
                            new Rule<>(OnePassStep::nesterovs, NesterovsUpdater.V_STATE)),
                    entry(
                            AdamUpdater.class,
                            new Rule<>(
                                    OnePassStep::adam, AdamUpdater.M_STATE, AdamUpdater.V_STATE)),
                    entry(
                            AdaMaxUpdater.class,
                            new Rule<>(
                                    OnePassStep::adaMax,
                                    AdaMaxUpdater.M_STATE,
                                    AdaMaxUpdater.U_STATE)),
                    entry(
                            AMSGradUpdater.class,
                            new Rule<>(
                                    OnePassStep::amsGrad,
                                    AMSGradUpdater.M_STATE,
                                    AMSGradUpdater.V_STATE,
                                    AMSGradUpdater.V_HAT_STATE)),
                    entry(
                            NadamUpdater.class,
                            new Rule<>(
                                    OnePassStep::nadam,
                                    NadamUpdater.M_STATE,
                                    NadamUpdater.V_STATE)),
                    entry(
                            AdaBeliefUpdater.class,
                            new Rule<>(
                                    OnePassStep::adaBelief,
                                    AdaBeliefUpdater.M_STATE,
                                    AdaBeliefUpdater.S_STATE)),
                    entry(
                            AdaGradUpdater.class,
                            new Rule<>(OnePassStep::adaGrad, AdaGradUpdater.GRAD_STATE)),
                    entry(
                            RmsPropUpdater.class,
                            new Rule<>(OnePassStep::rmsProp, RmsPropUpdater.G_STATE)),
                    entry(
                            AdaDeltaUpdater.class,
                            new Rule<>(
                                    OnePassStep::adaDelta,
                                    AdaDeltaUpdater.MSG_STATE,
                                    AdaDeltaUpdater.MSDX_STATE)));

    private OnePassStep() {}

    /** When a step is taken; {@code t} counts from 1. */
    private record Time(int iteration, int epoch, int t) {}

    /**
     * How an optimizer steps. Blocks are the gradient, which becomes the step, and the state's
     * arrays in the rule's order.
     */
    private static final class Rule<C extends IUpdater> {
        private final Kernels<C> kernels;
        private final String[] state;

        Rule(Kernels<C> kernels, String... state) {
            this.kernels = kernels;
            this.state = state;
        }

        private interface Kernels<C> {
            Kernel of(C config, Time time);
        }

        @SuppressWarnings("unchecked") // the map has the configuration's type by the updater's
        Kernel kernel(IUpdater config, Time time) {
            return kernels.of((C) config, time);
        }
    }

    /**
     * Turns a gradient into the optimizer's step, in place, and updates the state.
     *
     * @return false, with nothing done, for other optimizers and arrays that are not contiguous
     *     floats
     */
    static boolean apply(GradientUpdater<?> updater, INDArray gradient, int iteration, int epoch) {
        Rule<?> rule = RULES.get(updater.getClass());
        if (rule == null) {
            return false;
        }
        Map<String, INDArray> state = updater.getState();
        INDArray[] arrays = new INDArray[rule.state.length + 1];
        arrays[0] = gradient;
        for (int i = 0; i < rule.state.length; i++) {
            arrays[i + 1] = state.get(rule.state[i]);
        }
        if (!FloatPass.handles(arrays)) {
            return false;
        }
        Kernel kernel = rule.kernel(updater.getConfig(), new Time(iteration, epoch, iteration + 1));
        FloatPass.run(() -> kernel, arrays.length, arrays); // without state of its own: one for all
        return true;
    }

    private static Kernel nesterovs(Nesterovs config, Time time) {
        float rate = (float) config.getLearningRate(time.iteration, time.epoch);
        float momentum = (float) config.currentMomentum(time.iteration, time.epoch);
        return (blocks, count) -> {
            float[] g = blocks[0];
            float[] v = blocks[1];
            for (int i = 0; i < count; i++) {
                float before = v[i];
                float after = momentum * before - rate * g[i];
                v[i] = after;
                g[i] = momentum * before - (1 + momentum) * after;
            }
        };
    }

    private static Kernel adam(Adam config, Time time) {
        float rate =
                corrected(
                        config.getLearningRate(time.iteration, time.epoch),
                        config.getBeta1(),
                        config.getBeta2(),
                        time);
        float beta1 = (float) config.getBeta1();
        float beta2 = (float) config.getBeta2();
        float epsilon = (float) config.getEpsilon();
        return (blocks, count) -> {
            float[] g = blocks[0];
            float[] m = blocks[1];
            float[] v = blocks[2];
            for (int i = 0; i < count; i++) {
                float x = g[i];
                float first = beta1 * m[i] + x * (1 - beta1);
                float second = beta2 * v[i] + x * x * (1 - beta2);
                m[i] = first;
                v[i] = second;
                g[i] = first * rate / ((float) Math.sqrt(second) + epsilon);
            }
        };
    }

    private static Kernel adaMax(AdaMax config, Time time) {
        double bias = 1 - Math.pow(config.getBeta1(), time.t);
        float rate = (float) (config.getLearningRate(time.iteration, time.epoch) / bias);
        float beta1 = (float) config.getBeta1();
        float beta2 = (float) config.getBeta2();
        return (blocks, count) -> {
            float[] g = blocks[0];
            float[] m = blocks[1];
            float[] u = blocks[2];
            for (int i = 0; i < count; i++) {
                float first = beta1 * m[i] + g[i] * (1 - beta1);
                // Not zero where there never was a gradient.
                float largest = Math.max(beta2 * u[i], Math.abs(g[i])) + 1e-32f;
                m[i] = first;
                u[i] = largest;
                g[i] = first * rate / largest;
            }
        };
    }

    private static Kernel amsGrad(AMSGrad config, Time time) {
        float rate =
                corrected(
                        config.getLearningRate(time.iteration, time.epoch),
                        config.getBeta1(),
                        config.getBeta2(),
                        time);
        float beta1 = (float) config.getBeta1();
        float beta2 = (float) config.getBeta2();
        float epsilon = (float) config.getEpsilon();
        return (blocks, count) -> {
            float[] g = blocks[0];
            float[] m = blocks[1];
            float[] v = blocks[2];
            float[] max = blocks[3];
            for (int i = 0; i < count; i++) {
                float x = g[i];
                float first = beta1 * m[i] + x * (1 - beta1);
                float second = beta2 * v[i] + x * x * (1 - beta2);
                float largest = Math.max(max[i], second);
                m[i] = first;
                v[i] = second;
                max[i] = largest;
                g[i] = first * rate / ((float) Math.sqrt(largest) + epsilon);
            }
        };
    }

    private static Kernel nadam(Nadam config, Time time) {
        double bias = 1 - Math.pow(config.getBeta1(), time.t);
        float rate = (float) (config.getLearningRate(time.iteration, time.epoch) / bias);
        float beta1 = (float) config.getBeta1();
        float beta2 = (float) config.getBeta2();
        float epsilon = (float) config.getEpsilon();
        return (blocks, count) -> {
            float[] g = blocks[0];
            float[] m = blocks[1];
            float[] v = blocks[2];
            for (int i = 0; i < count; i++) {
                float x = g[i];
                float first = beta1 * m[i] + x * (1 - beta1);
                float second = beta2 * v[i] + x * x * (1 - beta2);
                m[i] = first;
                v[i] = second;
                float ahead = beta1 * first + x * (1 - beta1);
                g[i] = ahead * rate / ((float) Math.sqrt(second) + epsilon);
            }
        };
    }

    private static Kernel adaBelief(AdaBelief config, Time time) {
        float rate =
                corrected(
                        config.getLearningRate(time.iteration, time.epoch),
                        config.getBeta1(),
                        config.getBeta2(),
                        time);
        float beta1 = (float) config.getBeta1();
        float beta2 = (float) config.getBeta2();
        float epsilon = (float) config.getEpsilon();
        return (blocks, count) -> {
            float[] g = blocks[0];
            float[] m = blocks[1];
            float[] s = blocks[2];
            for (int i = 0; i < count; i++) {
                float x = g[i];
                float first = beta1 * m[i] + x * (1 - beta1);
                float surprise = x - first;
                float second = beta2 * s[i] + surprise * surprise * (1 - beta2) + epsilon;
                m[i] = first;
                s[i] = second;
                g[i] = first * rate / ((float) Math.sqrt(second) + epsilon);
            }
        };
    }

    private static Kernel adaGrad(AdaGrad config, Time time) {
        float rate = (float) config.getLearningRate(time.iteration, time.epoch);
        float epsilon = (float) config.getEpsilon();
        return (blocks, count) -> {
            float[] g = blocks[0];
            float[] squares = blocks[1];
            for (int i = 0; i < count; i++) {
                float sum = squares[i] + g[i] * g[i];
                squares[i] = sum;
                g[i] = g[i] * rate / ((float) Math.sqrt(sum) + epsilon);
            }
        };
    }

    private static Kernel rmsProp(RmsProp config, Time time) {
        float rate = (float) config.getLearningRate(time.iteration, time.epoch);
        float decay = (float) config.getRmsDecay();
        float epsilon = (float) config.getEpsilon();
        return (blocks, count) -> {
            float[] g = blocks[0];
            float[] squares = blocks[1];
            for (int i = 0; i < count; i++) {
                float mean = decay * squares[i] + g[i] * g[i] * (1 - decay);
                squares[i] = mean;
                g[i] = g[i] * rate / ((float) Math.sqrt(mean) + epsilon);
            }
        };
    }

    /** Mean squared steps are kept negated, see {@link SecondMoments}. */
    private static Kernel adaDelta(AdaDelta config, Time time) {
        float rho = (float) config.getRho();
        float epsilon = (float) config.getEpsilon();
        return (blocks, count) -> {
            float[] g = blocks[0];
            float[] gradients = blocks[1];
            float[] negated = blocks[2];
            // Two loops: a longer one would not become vector instructions.
            for (int i = 0; i < count; i++) {
                float mean = rho * gradients[i] + g[i] * g[i] * (1 - rho);
                gradients[i] = mean;
                g[i] = g[i] * (float) Math.sqrt((epsilon - negated[i]) / (mean + epsilon));
            }
            for (int i = 0; i < count; i++) {
                negated[i] = rho * negated[i] - g[i] * g[i] * (1 - rho);
            }
        };
    }

    /** A learning rate with Adam's correction for the moments' start from zero. */
    private static float corrected(double rate, double beta1, double beta2, Time time) {
        return (float)
                (rate * Math.sqrt(1 - Math.pow(beta2, time.t)) / (1 - Math.pow(beta1, time.t)));
    }
}
