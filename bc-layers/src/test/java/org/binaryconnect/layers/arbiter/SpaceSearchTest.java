package org.binaryconnect.layers.arbiter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.binaryconnect.layers.weights.Binarization;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.GraphConfiguration;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.layers.BatchNormalizationSpace;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.TaskCreator;
import org.deeplearning4j.arbiter.optimize.api.saving.InMemoryResultSaver;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxTimeCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator.Mode;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.population.PopulationModel;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.scoring.impl.TestSetLossScoreFunction;
import org.deeplearning4j.arbiter.task.ComputationGraphTaskCreator;
import org.deeplearning4j.arbiter.task.MultiLayerNetworkTaskCreator;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Searches over both network classes with each of Arbiter's generators. */
class SpaceSearchTest {

    private static BinaryDenseLayerSpace dense() {
        return new BinaryDenseLayerSpace.Builder()
                .nOut(new DiscreteParameterSpace<>(3, 4))
                .binarization(new DiscreteParameterSpace<>(Binarization.values()))
                .dropOut(new ContinuousParameterSpace(0.5, 0.9))
                .build();
    }

    private static BinaryOutputLayerSpace output() {
        return new BinaryOutputLayerSpace.Builder()
                .nOut(2)
                .activation(Activation.IDENTITY)
                .lossFunction(LossFunction.SQUARED_HINGE)
                .build();
    }

    private static MultiLayerSpace network() {
        return new MultiLayerSpace.Builder()
                .seed(3)
                .updater(new Adam(0.01))
                .setInputType(InputType.feedForward(1))
                .addLayer(dense())
                .addLayer(output())
                .numEpochs(1)
                .build();
    }

    private static ComputationGraphSpace graph() {
        return new ComputationGraphSpace.Builder()
                .seed(3)
                .updater(new Adam(0.01))
                .addInputs("input")
                .setInputTypes(InputType.feedForward(1))
                .addLayer("hidden", dense(), "input")
                .addLayer("output", output(), "hidden")
                .setOutputs("output")
                .numEpochs(1)
                .build();
    }

    static Stream<ParameterSpace<?>> networks() {
        return Stream.of(network(), graph());
    }

    /** Few candidates: Arbiter waits a second or two after each. */
    static Stream<Arguments> generators() {
        return Stream.of(
                Arguments.of(grid(network()), 2),
                Arguments.of(grid(graph()), 2),
                Arguments.of(genetic(network()), 5));
    }

    /** Random candidates as many as the population has, then offspring. */
    private static CandidateGenerator genetic(ParameterSpace<?> network) {
        return new GeneticSearchCandidateGenerator.Builder(network, new TestSetLossScoreFunction())
                .populationModel(new PopulationModel.Builder().populationSize(3).build())
                .build();
    }

    private static CandidateGenerator grid(ParameterSpace<?> network) {
        return new GridSearchCandidateGenerator(network, 2, Mode.Sequential, null);
    }

    private static OptimizationConfiguration search(CandidateGenerator generator, int candidates) {
        return new OptimizationConfiguration.Builder()
                .candidateGenerator(generator)
                .dataSource(ClassificationErrorScoreTest.Numbers.class, null)
                .scoreFunction(new TestSetLossScoreFunction())
                .modelSaver(new InMemoryResultSaver())
                .terminationConditions(
                        new MaxCandidatesCondition(candidates),
                        new MaxTimeCondition(2, TimeUnit.MINUTES))
                .rngSeed(5)
                .build();
    }

    private static Object configuration(Candidate<?> candidate) {
        assertEquals(null, candidate.getException());
        return candidate.getValue() instanceof DL4JConfiguration network
                ? network.getMultiLayerConfiguration()
                : ((GraphConfiguration) candidate.getValue()).getConfiguration();
    }

    @ParameterizedTest
    @MethodSource("generators")
    void candidatesOfEveryGeneratorAreTrained(CandidateGenerator generator, int candidates) {
        boolean isGraph = generator.getParameterSpace() instanceof ComputationGraphSpace;
        TaskCreator tasks =
                isGraph ? new ComputationGraphTaskCreator() : new MultiLayerNetworkTaskCreator();
        LocalOptimizationRunner runner =
                new LocalOptimizationRunner(1, search(generator, candidates), tasks);
        runner.execute();
        List<CandidateInfo> results = runner.getCandidateStatus();
        assertEquals(candidates, results.size());
        Set<String> different = new HashSet<>();
        for (CandidateInfo result : results) {
            assertEquals(
                    CandidateStatus.Complete,
                    result.getCandidateStatus(),
                    result.getExceptionStackTrace());
            assertTrue(Double.isFinite(result.getScore()));
            different.add(Arrays.toString(result.getFlatParams()));
        }
        assertEquals(candidates, different.size());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aRandomSearchSurvivesJson(ParameterSpace<?> network) {
        OptimizationConfiguration search = search(new RandomSearchGenerator(network), 5);
        OptimizationConfiguration copy = OptimizationConfiguration.fromJson(search.toJson());
        copy.getCandidateGenerator().setRngSeed(5);
        for (int i = 0; i < 5; i++) {
            assertEquals(
                    configuration(search.getCandidateGenerator().getCandidate()),
                    configuration(copy.getCandidateGenerator().getCandidate()));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aGridSearchSurvivesJson(ParameterSpace<?> network) {
        OptimizationConfiguration search = search(grid(network), 8);
        CandidateGenerator copy =
                OptimizationConfiguration.fromJson(search.toJson()).getCandidateGenerator();
        int count = 0;
        for (; copy.hasMoreCandidates(); count++) {
            assertEquals(
                    configuration(search.getCandidateGenerator().getCandidate()),
                    configuration(copy.getCandidate()));
        }
        assertEquals(8, count);
    }

    /** What Arbiter 1.0.0-beta7 cannot do, whatever the layers are. */
    @Test
    void arbiterCannotWriteAGeneticSearch() {
        OptimizationConfiguration search = search(genetic(network()), 1);
        Throwable thrown = assertThrows(RuntimeException.class, search::toJson);
        assertTrue(thrown.getMessage().contains("RandomGenerator"), thrown.getMessage());
    }

    /** As {@link #arbiterCannotWriteAGeneticSearch}: JSON forgets that two spaces are one. */
    @Test
    void arbiterReadsAGridSearchWithASharedSpaceAsALargerOne() {
        ParameterSpace<Integer> depth = new IntegerParameterSpace(1, 2);
        MultiLayerSpace.Builder builder =
                new MultiLayerSpace.Builder().setInputType(InputType.feedForward(1));
        for (int i = 0; i < 2; i++) {
            builder.addLayer(dense(), new RepetitionSpace(depth, i))
                    .addLayer(
                            new BatchNormalizationSpace.Builder().build(),
                            new RepetitionSpace(depth, i));
        }
        GridSearchCandidateGenerator generator =
                (GridSearchCandidateGenerator) grid(builder.addLayer(output()).build());
        GridSearchCandidateGenerator copy =
                (GridSearchCandidateGenerator)
                        OptimizationConfiguration.fromJson(search(generator, 1).toJson())
                                .getCandidateGenerator();
        assertNotEquals(generator.getTotalNumCandidates(), copy.getTotalNumCandidates());
    }

    /** As {@link #arbiterCannotWriteAGeneticSearch}: give a {@code FixedValue}. */
    @Test
    void arbitersGridSkipsTheNumberOfASpaceOfOneValue() {
        MultiLayerSpace network =
                new MultiLayerSpace.Builder()
                        .addLayer(
                                new BinaryDenseLayerSpace.Builder()
                                        .nIn(new DiscreteParameterSpace<>(4))
                                        .nOut(new DiscreteParameterSpace<>(2, 3))
                                        .clip(new DiscreteParameterSpace<>(1.0))
                                        .build())
                        .build();
        Candidate<?> candidate = grid(network).getCandidate();
        assertTrue(candidate.getException() instanceof ArrayIndexOutOfBoundsException);
    }
}
