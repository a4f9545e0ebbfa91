package org.binaryconnect.updaters;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;

class SecondMomentsTest {

    private static final int ONE = 40;
    private static final int OTHER = 60;

    /** Those with more than one number a weight, whose layout depends on the grouping. */
    static List<IUpdater> optimizers() {
        return List.of(
                new Adam(),
                new AdaMax(),
                new AMSGrad(),
                new Nadam(),
                new AdaBelief(),
                new AdaDelta());
    }

    private static INDArray state(IUpdater updater, int weights) {
        return Nd4j.zeros(DataType.DOUBLE, updater.stateSize(weights));
    }

    private static void train(GradientUpdater<?> updater, int weights) {
        Nd4j.getRandom().setSeed(weights);
        for (int i = 0; i < 3; i++) {
            updater.applyUpdater(Nd4j.randn(DataType.DOUBLE, weights), i, 0);
        }
    }

    /** Two blocks' state, read as that of one block with all their weights. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void stateOfTwoBlocksIsRefusedByOne(IUpdater optimizer) {
        IUpdater updater = new ScaledUpdater(optimizer, 30, 0);
        INDArray one = state(updater, ONE);
        INDArray other = state(updater, OTHER);
        train(updater.instantiate(one, true), ONE);
        train(updater.instantiate(other, true), OTHER);

        GradientUpdater<?> merged = updater.instantiate(Nd4j.concat(0, one, other), false);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertRefused(merged, ONE + OTHER);
        }
    }

    /** One block's state, read as that of two. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void stateOfOneBlockIsRefusedByTwo(IUpdater optimizer) {
        IUpdater updater = new ScaledUpdater(optimizer, 30, 0);
        INDArray merged = state(updater, ONE + OTHER);
        train(updater.instantiate(merged, true), ONE + OTHER);

        long split = updater.stateSize(ONE);
        assertRefused(updater.instantiate(merged.get(NDArrayIndex.interval(0, split)), false), ONE);
    }

    private static void assertRefused(GradientUpdater<?> updater, int weights) {
        INDArray gradient = Nd4j.ones(DataType.DOUBLE, weights);
        String message =
                assertThrows(
                                IllegalStateException.class,
                                () -> updater.applyUpdater(gradient, 3, 0))
                        .getMessage();
        assertTrue(message.contains("groups its parameters otherwise"), message);
        assertEquals(weights, gradient.sumNumber().doubleValue(), "the gradient is untouched");
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void itsOwnStateIsTaken(IUpdater optimizer) {
        IUpdater updater = new ScaledUpdater(optimizer, 30, 0);
        INDArray state = state(updater, ONE);
        GradientUpdater<?> first = updater.instantiate(state, true);
        train(first, ONE);
        INDArray copy = state.dup();
        GradientUpdater<?> second = assertDoesNotThrow(() -> updater.instantiate(copy, false));
        INDArray gradient = Nd4j.randn(DataType.DOUBLE, ONE);
        INDArray same = gradient.dup();
        first.applyUpdater(gradient, 3, 0);
        second.applyUpdater(same, 3, 0);

        assertEquals(gradient, same);
        assertEquals(state, copy);
    }

    /** Biases and batch normalization are none of ours: DL4J's own AdaDelta reads their state. */
    @Test
    void stateOfOtherParametersIsDl4js() {
        BinaryConnectUpdater updater = new BinaryConnectUpdater(new AdaDelta());
        INDArray state = state(updater, ONE);
        train(updater.instantiate(state, true), ONE);
        INDArray dl4js = state(updater, ONE);
        train(new AdaDelta().instantiate(dl4js, true), ONE);

        assertEquals(dl4js, state);
    }
}
