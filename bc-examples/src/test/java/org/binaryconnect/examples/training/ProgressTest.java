package org.binaryconnect.examples.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void anEpochIsOneLineWithTheTimeLeft() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Progress progress = new Progress(new PrintStream(printed, true), false);
        EpochMetrics first = new EpochMetrics(1, 1e-3, 0.5, 0.05, 30);
        EpochMetrics second = new EpochMetrics(2, 9e-4, 0.25, 0.04, 50);

        progress.epochDone(first, first, 4);
        progress.epochDone(second, second, 4);

        assertEquals(
                List.of(
                        "epoch  1/4  loss 0.5000  validation error 5.00 %  best 5.00 % (epoch 1)  30 s  1 min 30 s left",
                        "epoch  2/4  loss 0.2500  validation error 4.00 %  best 4.00 % (epoch 2)  50 s  1 min 20 s left"),
                printed.toString().lines().toList());
    }

    @Test
    void ofEqualEpochsTheLaterIsTheBest() {
        EpochMetrics first = new EpochMetrics(1, 1e-3, 0.5, 0.04, 30);
        EpochMetrics second = new EpochMetrics(2, 9e-4, 0.25, 0.04, 50);
        EpochMetrics third = new EpochMetrics(3, 8e-4, 0.2, 0.05, 50);

        assertEquals(second, Training.best(List.of(first, second, third)));
    }

    @Test
    void shortTimesAreSeconds() {
        assertEquals("59 s", Progress.format(Duration.ofSeconds(59)));
        assertEquals("61 min 05 s", Progress.format(Duration.ofSeconds(3665)));
    }
}
