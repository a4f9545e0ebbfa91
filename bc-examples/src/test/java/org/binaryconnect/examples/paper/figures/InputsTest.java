package org.binaryconnect.examples.paper.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is refused, and how that is told. */
class InputsTest {

    private static final List<CurvePoint> CURVE = List.of(new CurvePoint(1, 0.5, 0.1));

    private static void assertRefused(String message, Executable executable) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, executable).getMessage());
    }

    private static TrainedRun run(String title) {
        return new TrainedRun(title, null, CURVE);
    }

    @Test
    void weightsThatAreNoPictures() {
        assertRefused(
                "Unit 1 has 5 weights; a picture of 2 x 3 has 6 pixels",
                () -> new FirstLayer(new float[][] {new float[6], new float[5]}, 2, 3, 1));
        assertRefused("The first layer has no unit", () -> new FirstLayer(new float[0][], 2, 3, 1));
        assertRefused(
                "There are no pictures of 0 x 3 pixels",
                () -> new FirstLayer(new float[1][0], 0, 3, 1));
        assertRefused(
                "Unit 0 has a weight that is NaN",
                () -> new FirstLayer(new float[][] {{1, Float.NaN}}, 1, 2, 1));
        assertRefused(
                "The clip is 0.0, not positive", () -> new FirstLayer(new float[1][1], 1, 1, 0));
        assertRefused(
                "The clip is NaN, not positive",
                () -> new FirstLayer(new float[1][1], 1, 1, Double.NaN));
    }

    @Test
    void pointsOutOfRange() {
        assertRefused("There is no epoch -1", () -> new CurvePoint(-1, 0, 0));
        assertRefused(
                "Epoch 2 has a validation error of 1.5; it is a fraction from 0 to 1",
                () -> new CurvePoint(2, 0, 1.5));
    }

    @Test
    void runsWithNothingToDraw() {
        assertRefused(
                "The run \"empty\" has neither a first layer nor a curve",
                () -> new TrainedRun("empty", null, List.of()));
        assertRefused(
                "In the curve of \"twice\" epoch 1 follows epoch 1",
                () -> new TrainedRun("twice", null, Collections.nCopies(2, CURVE.get(0))));
        assertRefused(
                "The title \" - \" has no letter a to z and no digit to name a file by",
                () -> run(" - "));
    }

    @Test
    void runsThatCannotBeToldApart() {
        assertRefused("There are no runs to draw", () -> new Runs("caption", List.of()));
        assertRefused("The caption is empty", () -> new Runs(" ", List.of(run("a"))));
        assertRefused(
                "Two runs are named \"a-1\"",
                () -> new Runs("caption", List.of(run("A (1)"), run("a-1"))));
        List<TrainedRun> eight = IntStream.range(0, 8).mapToObj(i -> run("run " + i)).toList();
        assertRefused("8 runs are too many for 7 colours", () -> new Runs("caption", eight));
    }
}
