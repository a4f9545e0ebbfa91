package org.binaryconnect.layers.arbiter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.HingeLossLayer;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.TestWeights;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Spaces and searches that hold binary layers survive Arbiter's own JSON and YAML. */
class LayerSpaceJsonTest {

    private static final double[] VECTOR = {0.9, 0.8, 0.7, 0.6, 0.9};

    private static MultiLayerSpace network() {
        ParameterSpace<Integer> width = new DiscreteParameterSpace<>(8, 16, 32);
        ParameterSpace<Binarization> binarization =
                new DiscreteParameterSpace<>(Binarization.values());
        BinaryDenseLayerSpace.Builder hidden =
                new BinaryDenseLayerSpace.Builder()
                        .nOut(width)
                        .activation(Activation.RELU)
                        .hasBias(new BooleanSpace())
                        .binarization(binarization)
                        .clip(new ContinuousParameterSpace(0.5, 1.5))
                        .scaleStep(true)
                        .testWeights(TestWeights.BINARY);
        return new MultiLayerSpace.Builder()
                .seed(1)
                .setInputType(InputType.feedForward(4))
                .addLayer(hidden.build())
                .addLayer(hidden.build())
                .addLayer(
                        new BinaryOutputLayerSpace.Builder()
                                .lossFunction(LossFunction.MCXENT)
                                .nOut(3)
                                .binarization(binarization)
                                .testWeights(new DiscreteParameterSpace<>(TestWeights.values()))
                                .build())
                .build();
    }

    private static MultiLayerConfiguration configuration(ParameterSpace<?> space) {
        return ((DL4JConfiguration) space.getValue(VECTOR)).getMultiLayerConfiguration();
    }

    @Test
    void aNetworkSpaceSurvivesJsonAndYaml() {
        MultiLayerSpace space = network();
        assertEquals(5, space.numParameters());
        // The generator numbers the parameters; the numbers are part of the space.
        new RandomSearchGenerator(space);
        MultiLayerSpace fromJson = MultiLayerSpace.fromJson(space.toJson());
        assertEquals(space, fromJson);
        assertEquals(space.toJson(), fromJson.toJson());
        assertEquals(configuration(space), configuration(fromJson));
        MultiLayerSpace fromYaml = MultiLayerSpace.fromYaml(space.toYaml());
        assertEquals(space, fromYaml);
        assertEquals(configuration(space), configuration(fromYaml));
        BinaryDenseLayer layer = (BinaryDenseLayer) configuration(fromJson).getConf(1).getLayer();
        assertEquals(Binarization.STOCHASTIC, layer.getBinaryWeights().getBinarization());
    }

    @Test
    void thePapersLossIsALayerOfASpace() {
        MultiLayerSpace space =
                new MultiLayerSpace.Builder()
                        .setInputType(InputType.feedForward(4))
                        .addLayer(new BinaryDenseLayerSpace.Builder().nOut(3).build())
                        .addLayer(new HingeLossLayerSpace.Builder().build())
                        .build();

        assertEquals(space, MultiLayerSpace.fromJson(space.toJson()));
        assertEquals(
                new HingeLossLayer.Builder().build().getLossFn(),
                ((HingeLossLayer) configuration(space).getConf(1).getLayer()).getLossFn());
    }

    @Test
    void aWholeSearchSurvivesJson() {
        OptimizationConfiguration search =
                new OptimizationConfiguration.Builder()
                        .candidateGenerator(new RandomSearchGenerator(network()))
                        .scoreFunction(new ClassificationErrorScore(7))
                        .terminationConditions(new MaxCandidatesCondition(2))
                        .rngSeed(5)
                        .build();
        OptimizationConfiguration copy = OptimizationConfiguration.fromJson(search.toJson());
        assertEquals(search.getScoreFunction(), copy.getScoreFunction());
        assertEquals(search.getTerminationConditions(), copy.getTerminationConditions());
        CandidateGenerator generator = copy.getCandidateGenerator();
        assertEquals(
                search.getCandidateGenerator().getParameterSpace(), generator.getParameterSpace());
        // Parameters stay shared by their numbers: both hidden layers still have one width.
        MultiLayerConfiguration candidate =
                ((DL4JConfiguration) generator.getCandidate().getValue())
                        .getMultiLayerConfiguration();
        long width = ((BinaryDenseLayer) candidate.getConf(0).getLayer()).getNOut();
        assertEquals(width, ((BinaryDenseLayer) candidate.getConf(1).getLayer()).getNOut());
        assertTrue(width == 8 || width == 16 || width == 32);
    }
}
