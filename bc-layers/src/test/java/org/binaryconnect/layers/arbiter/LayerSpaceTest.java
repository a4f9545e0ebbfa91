package org.binaryconnect.layers.arbiter;

import static org.binaryconnect.layers.arbiter.SpaceOptions.indexed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.layers.weights.TestWeights;
import org.deeplearning4j.arbiter.conf.updater.SgdSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitNormal;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What a layer space makes of a vector of parameters. */
class LayerSpaceTest {

    private static final double[] NONE = {};

    @Test
    void withoutOptionsItGivesTheLayersDefaults() {
        assertEquals(
                new BinaryDenseLayer.Builder().nIn(3).nOut(2).build(),
                new BinaryDenseLayerSpace.Builder().nIn(3).nOut(2).build().getValue(NONE));
        assertEquals(
                new BinaryOutputLayer.Builder().nIn(3).nOut(2).build(),
                new BinaryOutputLayerSpace.Builder().nIn(3).nOut(2).build().getValue(NONE));
    }

    @Test
    void fixedOptionsReachTheLayer() {
        BinaryDenseLayer expected =
                new BinaryDenseLayer.Builder()
                        .nIn(7)
                        .nOut(5)
                        .activation(Activation.TANH)
                        .updater(new Sgd(0.25))
                        .weightInit(WeightInit.NORMAL)
                        .l2(0.125)
                        .dropOut(0.75)
                        .constrainWeights(new MaxNormConstraint(2, 1))
                        .hasBias(false)
                        .binarization(Binarization.STOCHASTIC)
                        .clip(0.5)
                        .scaleStep(false)
                        .testWeights(TestWeights.BINARY)
                        .build();
        BinaryDenseLayerSpace space =
                new BinaryDenseLayerSpace.Builder()
                        .nIn(7)
                        .nOut(5)
                        .activation(Activation.TANH)
                        .updater(new Sgd(0.25))
                        .weightInit(WeightInit.NORMAL)
                        .l2(0.125)
                        .dropOut(0.75)
                        .constrainWeights(new MaxNormConstraint(2, 1))
                        .hasBias(false)
                        .binarization(Binarization.STOCHASTIC)
                        .clip(0.5)
                        .scaleStep(false)
                        .testWeights(TestWeights.BINARY)
                        .build();
        assertEquals(0, space.numParameters());
        BinaryDenseLayer layer = space.getValue(NONE);
        assertEquals(expected, layer);
        assertTrue(layer.getWeightInitFn() instanceof WeightInitNormal);
        assertEquals(expected.getConstraints(), layer.getConstraints());
    }

    @Test
    void outputLayerOptionsReachTheLayer() {
        assertEquals(
                new BinaryOutputLayer.Builder(LossFunction.SQUARED_HINGE)
                        .nIn(4)
                        .nOut(3)
                        .activation(Activation.IDENTITY)
                        .hasBias(false)
                        .clip(2)
                        .build(),
                new BinaryOutputLayerSpace.Builder()
                        .lossFunction(LossFunction.SQUARED_HINGE)
                        .nIn(4)
                        .nOut(3)
                        .activation(Activation.IDENTITY)
                        .hasBias(false)
                        .clip(2)
                        .build()
                        .getValue(NONE));
    }

    @Test
    void everyOptionCanBeSearched() {
        BinaryDenseLayerSpace space =
                indexed(
                        new BinaryDenseLayerSpace.Builder()
                                .nOut(new IntegerParameterSpace(10, 20))
                                .updater(new SgdSpace(new ContinuousParameterSpace(0.1, 0.2)))
                                .hasBias(new BooleanSpace())
                                .binarization(new DiscreteParameterSpace<>(Binarization.values()))
                                .clip(new ContinuousParameterSpace(0.5, 1.5))
                                .scaleStep(new BooleanSpace())
                                .testWeights(new DiscreteParameterSpace<>(TestWeights.values()))
                                .build());
        assertEquals(7, space.numParameters());
        double[] low = {0, 0, 0, 0, 0, 0, 0};
        Set<BinaryDenseLayer> layers = new HashSet<>(Set.of(space.getValue(low)));
        for (int i = 0; i < low.length; i++) {
            double[] values = low.clone();
            values[i] = 1;
            assertTrue(layers.add(space.getValue(values)), "parameter " + i + " changes nothing");
        }
        BinaryDenseLayer first = space.getValue(low);
        assertEquals(10, first.getNOut());
        assertTrue(first.hasBias());
        assertEquals(new Sgd(0.1), first.getIUpdater());
        assertEquals(
                BinaryWeights.DEFAULT.withClip(0.5).withTestWeights(TestWeights.BINARY),
                first.getBinaryWeights());
        BinaryDenseLayer last = space.getValue(new double[] {1, 1, 1, 1, 1, 1, 1});
        assertEquals(20, last.getNOut());
        assertFalse(last.hasBias());
        assertEquals(
                BinaryWeights.DEFAULT
                        .withBinarization(Binarization.STOCHASTIC)
                        .withClip(1.5)
                        .withScaleStep(false)
                        .withTestWeights(TestWeights.REAL),
                last.getBinaryWeights());
    }

    @Test
    void aSpaceSharedByTwoOptionsIsOneParameter() {
        ParameterSpace<Boolean> shared = new BooleanSpace();
        BinaryDenseLayerSpace space =
                new BinaryDenseLayerSpace.Builder().hasBias(shared).scaleStep(shared).build();
        assertEquals(1, space.numParameters());
        assertEquals(
                1,
                new BinaryDenseLayerSpace.Builder()
                        .scaleStep(shared)
                        .build()
                        .getBinaryWeights()
                        .numParameters());
    }

    @Test
    void aClipOutOfRangeFailsWhenTheCandidateIsMade() {
        BinaryDenseLayerSpace space =
                indexed(
                        new BinaryDenseLayerSpace.Builder()
                                .clip(new ContinuousParameterSpace(-1, 1))
                                .build());
        assertEquals(1, space.getValue(new double[] {1}).getBinaryWeights().getClip());
        String message =
                assertThrows(IllegalArgumentException.class, () -> space.getValue(new double[] {0}))
                        .getMessage();
        assertTrue(message.contains("above 0, got -1"), message);
    }
}
