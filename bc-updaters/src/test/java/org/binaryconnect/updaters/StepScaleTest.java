package org.binaryconnect.updaters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

class StepScaleTest {

    /**
     * Values of the paper's rule; convolutions are given as their fans, kernel size times channels.
     */
    @ParameterizedTest
    @CsvSource({
        "784, 1024, 34.7179",
        "1024, 1024, 36.9504",
        "1024, 10, 26.2552",
        "2048, 2048, 52.2558",
        "27, 1152, 28.0357",
        "1152, 2304, 48.0000",
        "4608, 4608, 78.3837",
    })
    void adaptiveOptimizersAreScaledByTheInverseCoefficient(long fanIn, long fanOut, double scale) {
        assertEquals(scale, StepScale.BY_OPTIMIZER.of(new Adam(), fanIn, fanOut), 5e-5);
        assertEquals(scale, StepScale.BY_OPTIMIZER.of(new RmsProp(), fanIn, fanOut), 5e-5);
        assertEquals(scale, StepScale.BY_OPTIMIZER.of(new AdaMax(), fanIn, fanOut), 5e-5);
    }

    @Test
    void optimizersProportionalToTheGradientAreScaledByItsSquare() {
        assertEquals(36.9504 * 36.9504, StepScale.BY_OPTIMIZER.of(new Sgd(), 1024, 1024), 0.01);
        assertEquals(
                36.9504 * 36.9504, StepScale.BY_OPTIMIZER.of(new Nesterovs(), 1024, 1024), 0.01);
    }

    @Test
    void withoutAnOptimizerThereIsNothingToScale() {
        assertEquals(1.0, StepScale.BY_OPTIMIZER.of(new NoOp(), 1024, 1024));
    }

    @Test
    void fansBelowOneAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> StepScale.coefficient(0, 10));
        assertThrows(IllegalArgumentException.class, () -> StepScale.coefficient(10, 0));
    }
}
