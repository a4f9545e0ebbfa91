package org.binaryconnect.updaters.arbiter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.binaryconnect.updaters.BinaryConnectUpdater;
import org.binaryconnect.updaters.Bop;
import org.binaryconnect.updaters.ProxQuant;
import org.binaryconnect.updaters.StepScale;
import org.binaryconnect.updaters.schedule.CosineSchedule;
import org.binaryconnect.updaters.schedule.ExponentialDecaySchedule;
import org.binaryconnect.updaters.schedule.WarmupSchedule;
import org.deeplearning4j.arbiter.conf.updater.BaseUpdaterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.arbiter.optimize.serde.jackson.JsonMapper;
import org.deeplearning4j.arbiter.util.LeafUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.shade.jackson.core.JsonProcessingException;

/** What each updater space makes of a vector of parameters, against the updaters' constructors. */
class UpdaterSpacesTest {

    private static final double[] NONE = {};

    /** Spaces with every option, and how many parameters they have. */
    static Stream<Arguments> spaces() {
        OptimizerSpace optimizer =
                new OptimizerSpace.Builder()
                        .optimizer(new DiscreteParameterSpace<>(Optimizer.values()))
                        .learningRate(new ContinuousParameterSpace(0.01, 0.1))
                        .schedule(new DiscreteParameterSpace<>(Schedule.values()))
                        .finalRate(new ContinuousParameterSpace(0.01, 0.5))
                        .warmupEpochs(new IntegerParameterSpace(0, 3))
                        .epochs(20)
                        .build();
        ParameterSpace<Double> shared = new ContinuousParameterSpace(1e-4, 1e-2);
        return Stream.of(
                Arguments.of(optimizer, 5),
                Arguments.of(
                        new BinaryConnectUpdaterSpace.Builder()
                                .optimizer(optimizer)
                                .stepScale(new DiscreteParameterSpace<>(StepScale.values()))
                                .build(),
                        6),
                Arguments.of(
                        new BopSpace.Builder()
                                .optimizer(
                                        new OptimizerSpace.Builder().learningRate(shared).build())
                                .threshold(new ContinuousParameterSpace(0, 1e-6))
                                .gamma(shared)
                                .finalGamma(new ContinuousParameterSpace(0.1, 1))
                                .epochs(9)
                                .build(),
                        3),
                Arguments.of(
                        new ProxQuantSpace.Builder()
                                .optimizer(new Sgd(0.5))
                                .strength(new ContinuousParameterSpace(0.1, 1))
                                .freezeEpoch(new IntegerParameterSpace(1, 10))
                                .build(),
                        2));
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void leavesAreNumberedOnceAndEachParameterCounts(BaseUpdaterSpace space, int parameters) {
        assertEquals(parameters, space.numParameters());
        assertEquals(parameters, LeafUtils.countUniqueParameters(space.collectLeaves()));
        assertThrows(IllegalArgumentException.class, () -> space.setIndices(0, 0, 0, 0, 0, 0, 0));
        space.setIndices(IntStream.range(0, parameters).toArray());
        double[] low = new double[parameters];
        Arrays.fill(low, 0.6);
        for (int i = 0; i < parameters; i++) {
            double[] values = low.clone();
            values[i] = 0.1;
            assertNotEquals(space.getValue(low), space.getValue(values), "parameter " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void jsonKeepsSpacesAndCandidates(BaseUpdaterSpace space, int parameters)
            throws JsonProcessingException {
        space.setIndices(IntStream.range(0, parameters).toArray());
        String json = JsonMapper.getMapper().writeValueAsString(space);
        ParameterSpace<?> copy = JsonMapper.getMapper().readValue(json, ParameterSpace.class);
        assertEquals(space, copy);
        assertEquals(space.hashCode(), copy.hashCode());
        assertEquals(json, JsonMapper.getMapper().writeValueAsString(copy));
        assertTrue(space.toString().startsWith(space.getClass().getSimpleName()));
        for (double value : new double[] {0, 0.3, 0.7, 1}) {
            double[] values = new double[parameters];
            Arrays.fill(values, value);
            assertEquals(space.getValue(values), copy.getValue(values));
        }
    }

    @ParameterizedTest
    @EnumSource(Optimizer.class)
    void optimizersHaveNd4jsDefaults(Optimizer optimizer) {
        List<IUpdater> defaults =
                List.of(
                        new Sgd(),
                        new Nesterovs(),
                        new Adam(),
                        new AdaMax(),
                        new AMSGrad(),
                        new Nadam(),
                        new AdaGrad(),
                        new RmsProp());
        OptimizerSpace.Builder builder = new OptimizerSpace.Builder().optimizer(optimizer);
        IUpdater expected = defaults.get(optimizer.ordinal());
        assertEquals(expected, builder.build().getValue(NONE));
        expected.setLrAndSchedule(0.25, null);
        assertEquals(expected, builder.learningRate(0.25).build().getValue(NONE));
        CosineSchedule cosine = new CosineSchedule(ScheduleType.EPOCH, 0.25, 0.025, 8);
        expected.setLrAndSchedule(Double.NaN, cosine);
        IUpdater found =
                builder.schedule(Schedule.COSINE).finalRate(0.1).epochs(8).build().getValue(NONE);
        // DL4J's copies of AdaGrad lose the schedule.
        boolean isWrapped = optimizer == Optimizer.ADAGRAD;
        assertEquals(isWrapped ? new BinaryConnectUpdater(expected) : expected, found);
        assertEquals(cosine.valueAt(0, 5), found.clone().getLearningRate(0, 5));
    }

    @Test
    void schedulesSpanTheEpochs() {
        OptimizerSpace.Builder builder =
                new OptimizerSpace.Builder().optimizer(Optimizer.SGD).learningRate(0.5).epochs(10);
        builder.schedule(Schedule.EXPONENTIAL);
        ExponentialDecaySchedule falling =
                new ExponentialDecaySchedule(ScheduleType.EPOCH, 0.5, 0.005, 10);
        assertEquals(new Sgd(falling), builder.build().getValue(NONE));
        assertEquals(
                new Sgd(new WarmupSchedule(ScheduleType.EPOCH, 2, falling)),
                builder.warmupEpochs(2).build().getValue(NONE));
        IUpdater constant = builder.schedule(Schedule.CONSTANT).build().getValue(NONE);
        assertEquals(0.25, constant.getLearningRate(0, 0));
        assertEquals(0.5, constant.getLearningRate(0, 9));
    }

    @Test
    void withoutOptionsTheUpdatersHaveTheirDefaults() {
        assertEquals(new Adam(), new OptimizerSpace.Builder().build().getValue(NONE));
        assertEquals(new Bop(), new BopSpace.Builder().build().getValue(NONE));
        assertEquals(new ProxQuant(), new ProxQuantSpace.Builder().build().getValue(NONE));
        assertEquals(
                new BinaryConnectUpdater(new Adam(0.5)),
                new BinaryConnectUpdaterSpace.Builder()
                        .optimizer(new Adam(0.5))
                        .build()
                        .getValue(NONE));
    }

    @Test
    void fixedOptionsReachTheUpdaters() {
        assertEquals(
                new BinaryConnectUpdater(new Sgd(0.5), StepScale.INVERSE),
                new BinaryConnectUpdaterSpace.Builder()
                        .optimizer(new FixedValue<>(new Sgd(0.5)))
                        .stepScale(StepScale.INVERSE)
                        .build()
                        .getValue(NONE));
        BopSpace.Builder bop =
                new BopSpace.Builder().optimizer(new Sgd(0.5)).threshold(1e-6).gamma(0.5);
        assertEquals(new Bop(new Sgd(0.5), 1e-6, 0.5), bop.build().getValue(NONE));
        assertEquals(
                new Bop(
                        new Sgd(0.5),
                        1e-6,
                        new ExponentialDecaySchedule(ScheduleType.EPOCH, 0.5, 0.05, 7)),
                bop.finalGamma(0.1).epochs(7).build().getValue(NONE));
        assertEquals(
                new ProxQuant(new Sgd(0.5), 0.25, 3),
                new ProxQuantSpace.Builder()
                        .optimizer(new Sgd(0.5))
                        .strength(0.25)
                        .freezeEpoch(3)
                        .build()
                        .getValue(NONE));
    }

    @Test
    void whatCannotWorkIsRefused() {
        OptimizerSpace.Builder optimizer =
                new OptimizerSpace.Builder()
                        .schedule(new DiscreteParameterSpace<>(Schedule.COSINE));
        assertThrows(IllegalArgumentException.class, optimizer::build);
        BopSpace.Builder bop = new BopSpace.Builder().finalGamma(0.1);
        assertThrows(IllegalArgumentException.class, bop::build);
        BinaryConnectUpdaterSpace.Builder updater = new BinaryConnectUpdaterSpace.Builder();
        assertThrows(NullPointerException.class, updater::build);
        updater.optimizer(new ProxQuant());
        BinaryConnectUpdaterSpace space = updater.build();
        assertThrows(IllegalArgumentException.class, () -> space.getValue(NONE));
    }
}
