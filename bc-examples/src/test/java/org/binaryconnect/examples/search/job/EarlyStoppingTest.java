package org.binaryconnect.examples.search.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

    @Test
    void thresholdsAreQuantilesOfTheLowestErrorsSoFar() {
        EarlyStopping rule = new EarlyStopping(2, 3, 0.5);
        List<List<Double>> histories =
                List.of(
                        List.of(0.5, 0.6, 0.2), // lowest so far: 0.5 0.5 0.2
                        List.of(0.4, 0.3, 0.3), // 0.4 0.3 0.3
                        List.of(0.9, 0.8)); // 0.9 0.8, stopped: 0.8 from then on
        assertEquals(Arrays.asList(null, 0.5, 0.3), rule.thresholds(histories, 3));
    }

    @Test
    void withTooFewEarlierCandidatesNoneIsStopped() {
        EarlyStopping rule = new EarlyStopping(1, 2, 0.5);
        assertEquals(Arrays.asList(null, null), rule.thresholds(List.of(List.of(0.5, 0.5)), 2));
    }
}
