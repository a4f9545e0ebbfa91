package org.binaryconnect.updaters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

class StepScaleTest {

    /**
     * Values of the paper's rule to six digits; convolutions are given as their fans, kernel size
     * times channels.
     */
    @ParameterizedTest
    @CsvSource({
        "784, 1024, 34.7179",
        "1024, 1024, 36.9504",
        "1024, 10, 26.2552",
        "784, 2048, 43.4511",
        "2048, 2048, 52.2558",
        "2048, 10, 37.0405",
        "27, 1152, 28.0357",
        "1152, 1152, 39.1918",
        "1152, 2304, 48.0000",
        "2304, 2304, 55.4256",
        "2304, 4608, 67.8823",
        "4608, 4608, 78.3837",
        "27, 576, 20.0499",
        "576, 576, 27.7128",
        "576, 1152, 33.9411",
        "8192, 1024, 78.3837",
        "4096, 1024, 58.4237",
    })
    void adaptiveOptimizersAreScaledByTheInverseCoefficient(long fanIn, long fanOut, double scale) {
        for (IUpdater optimizer :
                List.of(
                        new Adam(),
                        new AdaMax(),
                        new AMSGrad(),
                        new Nadam(),
                        new AdaGrad(),
                        new AdaDelta(),
                        new RmsProp(),
                        new AdaBelief(),
                        new SignDescent(1))) {
            double found = StepScale.BY_OPTIMIZER.of(optimizer, fanIn, fanOut);
            assertEquals(scale, found, 5.1e-5, optimizer.toString());
        }
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
