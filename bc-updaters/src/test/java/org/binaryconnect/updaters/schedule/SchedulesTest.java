package org.binaryconnect.updaters.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class SchedulesTest {

    private static final ScheduleType EPOCH = ScheduleType.EPOCH;
    private static final ScheduleType ITERATION = ScheduleType.ITERATION;

    /** The paper's program for MNIST: .001 to 3e-6 over 250 epochs is a factor of .9770313. */
    @Test
    void theExponentialDecayIsThePapers() {
        ISchedule decay = new ExponentialDecaySchedule(EPOCH, 1e-3, 3e-6, 250);

        assertEquals(1e-3, decay.valueAt(7, 0), 1e-15);
        assertEquals(0.9770313e-3, decay.valueAt(500, 1), 5e-11);
        assertEquals(0.9770313, decay.valueAt(0, 200) / decay.valueAt(0, 199), 5e-8);
        assertEquals(3e-6, decay.valueAt(0, 250), 1e-18);
        assertEquals(3e-6, decay.valueAt(0, 1000), 1e-18);
        ISchedule dl4js = new ExponentialSchedule(EPOCH, 1e-3, Math.pow(3e-3, 1 / 250.0));
        assertEquals(dl4js.valueAt(0, 123), decay.valueAt(0, 123), 1e-15);
    }

    @Test
    void theCosineIsHighFirstAndFlatLast() {
        ISchedule cosine = new CosineSchedule(ITERATION, 0.5, 0.1, 100);

        assertEquals(0.5, cosine.valueAt(0, 9), 1e-15);
        assertEquals(0.1 + 0.4 * (1 + Math.sqrt(0.5)) / 2, cosine.valueAt(25, 0), 1e-15);
        assertEquals(0.3, cosine.valueAt(50, 0), 1e-15);
        assertEquals(0.1 + 0.4 * (1 - Math.sqrt(0.5)) / 2, cosine.valueAt(75, 0), 1e-15);
        assertEquals(0.1, cosine.valueAt(100, 0), 1e-15);
        assertEquals(0.1, cosine.valueAt(101, 0), 1e-15);
        assertEquals(0.0, new CosineSchedule(EPOCH, 1, 0, 3).valueAt(0, 3));
    }

    @Test
    void warmingUpRisesInEqualSteps() {
        ISchedule warm = new WarmupSchedule(ITERATION, 4, new FixedSchedule(0.8));

        assertEquals(0.2, warm.valueAt(0, 0), 1e-15);
        assertEquals(0.4, warm.valueAt(1, 0), 1e-15);
        assertEquals(0.8, warm.valueAt(3, 0), 1e-15);
        assertEquals(0.8, warm.valueAt(4, 0), 1e-15);
    }

    /** Warm-up counts iterations while the decay counts epochs. */
    @Test
    void warmUpAndDecayMultiply() {
        ISchedule schedule =
                new WarmupSchedule(ITERATION, 10, new ExponentialDecaySchedule(EPOCH, 1, 0.01, 2));

        assertEquals(0.5, schedule.valueAt(4, 0), 1e-15);
        assertEquals(0.1, schedule.valueAt(600, 1), 1e-15);
    }

    @Test
    void surviveJsonAndCompareByValue() throws IOException {
        List<ISchedule> schedules =
                List.of(
                        new ExponentialDecaySchedule(EPOCH, 1e-3, 3e-6, 20),
                        new CosineSchedule(ITERATION, 0.1, 0, 500),
                        new WarmupSchedule(EPOCH, 3, new CosineSchedule(EPOCH, 0.1, 0, 20)));
        for (ISchedule schedule : schedules) {
            String json = JsonMappers.getMapper().writeValueAsString(schedule);
            assertEquals(schedule, JsonMappers.getMapper().readValue(json, ISchedule.class));
            assertEquals(schedule, schedule.clone());
        }
        assertNotEquals(
                new CosineSchedule(EPOCH, 0.1, 0, 20), new CosineSchedule(EPOCH, 0.1, 0, 21));
    }

    @Test
    void impossibleOnesAreRefused() {
        assertRefused(() -> new ExponentialDecaySchedule(EPOCH, 0, 1e-3, 10));
        assertRefused(() -> new ExponentialDecaySchedule(EPOCH, 1e-3, 0, 10));
        assertRefused(() -> new ExponentialDecaySchedule(EPOCH, 1e-3, 1e-4, 0));
        assertRefused(() -> new CosineSchedule(EPOCH, -1, 0, 10));
        assertRefused(() -> new CosineSchedule(EPOCH, Double.NaN, 0, 10));
        assertRefused(() -> new WarmupSchedule(EPOCH, 0, new FixedSchedule(1)));
        assertThrows(NullPointerException.class, () -> new WarmupSchedule(EPOCH, 1, null));
        assertThrows(NullPointerException.class, () -> new CosineSchedule(null, 1, 0, 1));
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable schedule) {
        assertThrows(IllegalArgumentException.class, schedule);
    }
}
