package org.binaryconnect.examples.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void anEpochIsOneLineWithTheTimeLeft() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Progress progress = new Progress(new PrintStream(printed, true), false, 0);
        EpochMetrics first = new EpochMetrics(1, 1e-3, 0.5, 0.05, 8, 30);
        EpochMetrics second = new EpochMetrics(2, 9e-4, 0.25, 0.04, 8, 50);

        progress.epochDone(first, first, 4);
        progress.epochDone(second, second, 4);

        assertEquals(
                List.of(
                        "epoch  1/4  loss 0.5000  validation error 5.00 %  best 5.00 % (epoch 1)  30 s  1 min 30 s left",
                        "epoch  2/4  loss 0.2500  validation error 4.00 %  best 4.00 % (epoch 2)  50 s  1 min 20 s left"),
                printed.toString().lines().toList());
    }

    @Test
    void oneOfSeveralTrainingsTellsTheTimeOfAll() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Progress progress = new Progress(new PrintStream(printed, true), false, 8);
        EpochMetrics first = new EpochMetrics(1, 1e-3, 0.5, 0.05, 8, 30);

        progress.epochDone(first, first, 3);

        assertTrue(
                printed.toString().strip().endsWith("30 s  1 min 00 s left, 5 min 00 s in all"),
                printed.toString());
    }

    @Test
    void ofEqualEpochsTheLaterIsTheBest() {
        EpochMetrics first = new EpochMetrics(1, 1e-3, 0.5, 0.04, 8, 30);
        EpochMetrics second = new EpochMetrics(2, 9e-4, 0.25, 0.04, 8, 50);
        EpochMetrics third = new EpochMetrics(3, 8e-4, 0.2, 0.05, 8, 50);

        assertEquals(second, Training.best(List.of(first, second, third)));
    }

    @Test
    void shortTimesAreSeconds() {
        assertEquals("59 s", Progress.format(Duration.ofSeconds(59)));
        assertEquals("59 min 05 s", Progress.format(Duration.ofSeconds(3545)));
        assertEquals("25 h 01 min", Progress.format(Duration.ofSeconds(90065)));
    }
}
