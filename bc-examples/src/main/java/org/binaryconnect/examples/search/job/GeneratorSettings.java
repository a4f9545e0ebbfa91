package org.binaryconnect.examples.search.job;

import java.util.SplittableRandom;
import org.apache.commons.math3.random.JDKRandomGenerator;
import org.apache.commons.math3.random.RandomGenerator;
import org.binaryconnect.layers.arbiter.ClassificationErrorScore;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.UniformCrossover;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.parentselection.RandomTwoParentSelection;
import org.deeplearning4j.arbiter.optimize.generator.genetic.mutation.RandomMutationOperator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.population.PopulationModel;
import org.deeplearning4j.arbiter.optimize.generator.genetic.selection.GeneticSelectionOperator;

/**
 * How candidates are drawn.
 *
 * @param type of Arbiter's generators
 * @param candidates to train at most
 * @param points of a grid on each range of numbers
 * @param population of the genetic search
 * @param mutation probability that the genetic search draws a value anew
 */
public record GeneratorSettings(
        Type type, int candidates, int points, int population, double mutation) {

    /** Arbiter's generators. */
    public enum Type {
        RANDOM,
        GRID,
        GENETIC
    }

    /** The generator, at its start: with equal seeds and results it draws the same. */
    public CandidateGenerator generator(ParameterSpace<?> space, long seed) {
        // Neighbouring seeds would give the JDK's generator nearly the same first number.
        long mixed = new SplittableRandom(seed).nextLong();
        return switch (type) {
            case RANDOM -> {
                RandomSearchGenerator generator = new RandomSearchGenerator(space);
                generator.setRngSeed(mixed);
                yield generator;
            }
            case GRID ->
                    new GridSearchCandidateGenerator(
                            space, points, GridSearchCandidateGenerator.Mode.Sequential, null);
            case GENETIC -> genetic(space, random(mixed));
        };
    }

    private static RandomGenerator random(long seed) {
        JDKRandomGenerator random = new JDKRandomGenerator();
        random.setSeed(seed);
        return random;
    }

    /** Every part gets the generator of random numbers: its own would not be seeded. */
    private CandidateGenerator genetic(ParameterSpace<?> space, RandomGenerator random) {
        // Of the score it asks only whether low is good.
        return new GeneticSearchCandidateGenerator.Builder(space, new ClassificationErrorScore(1))
                .populationModel(new PopulationModel.Builder().populationSize(population).build())
                .selectionOperator(
                        new GeneticSelectionOperator.Builder()
                                .randomGenerator(random)
                                .crossoverOperator(
                                        new UniformCrossover.Builder()
                                                .randomGenerator(random)
                                                .parentSelection(
                                                        new RandomTwoParentSelection(random))
                                                .build())
                                .mutationOperator(
                                        new RandomMutationOperator.Builder()
                                                .randomGenerator(random)
                                                .mutationRate(mutation)
                                                .build())
                                .build())
                .build();
    }
}
