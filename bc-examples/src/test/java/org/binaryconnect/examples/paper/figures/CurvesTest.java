package org.binaryconnect.examples.paper.figures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurvesTest {

    private static TrainedRun run(double... errors) {
        CurvePoint[] points = new CurvePoint[errors.length];
        for (int i = 0; i < errors.length; i++) {
            points[i] = new CurvePoint(i + 1, 1, errors[i]);
        }
        return new TrainedRun("run", null, List.of(points));
    }

    @Test
    void theAxisEndsAtThreeTimesTheWorstLastErrorLikeThePapers() {
        TrainedRun binary = run(0.9, 0.3, 0.087);
        TrainedRun plain = run(0.2, 0.102, 0.103);
        assertEquals(30.9, Curves.highestError(List.of(binary, plain)), 1e-9);
    }

    @Test
    void theAxisEndsAtTheHighestErrorIfThatIsLess() {
        assertEquals(2.1, Curves.highestError(List.of(run(0.02, 0.01), run(0.015))), 1e-9);
    }

    @Test
    void thereIsAnAxisWithoutAnyErrors() {
        assertEquals(1, Curves.highestError(List.of(run(0, 0))));
        assertEquals(1, Curves.highestError(List.of(run(Double.NaN))));
        assertEquals(1, Curves.highestError(List.of()));
    }

    @Test
    void onlyMeasuredPointsAreDrawn() {
        TrainedRun run =
                new TrainedRun(
                        "run",
                        null,
                        List.of(
                                new CurvePoint(0, Double.NaN, 0.5),
                                new CurvePoint(1, 2, Double.NaN),
                                new CurvePoint(3, Double.POSITIVE_INFINITY, 0.25)));
        assertArrayEquals(new double[][] {{0, 50}, {3, 25}}, Curves.errors(run).toArray());
        assertArrayEquals(new double[][] {{1, 2}}, Curves.costs(run).toArray());
        assertEquals(3, Curves.lastEpoch(List.of(run)));
    }
}
