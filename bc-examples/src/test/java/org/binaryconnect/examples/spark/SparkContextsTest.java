package org.binaryconnect.examples.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.updaters.schedule.ExponentialDecaySchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.ScheduleType;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SparkContextsTest {

    @TempDir private Path temporary;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense|is not local[THREADS], local-cluster",
                "local[0]|is not local[THREADS], local-cluster",
                "local-cluster[2,1]|is not local[THREADS], local-cluster",
                "spark://127.0.0.1:1|cannot be reached",
                "spark://no.such.host.invalid:7077|there is no host"
            })
    void aBadMasterIsOneLine(String master, String message) {
        String line =
                assertThrows(RunException.class, () -> SparkContexts.open(master, "test"))
                        .getMessage();
        assertTrue(line.startsWith("master " + master) && line.contains(message), line);
        assertEquals(1, line.lines().count());
    }

    /** Several jobs at once, each with an array and a record to send and to be sent back. */
    @Test
    void driverThreadsShareAContext() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (JavaSparkContext context = SparkContexts.open("local[2]", "test")) {
            List<Future<Float>> sums =
                    IntStream.range(0, 4)
                            .mapToObj(i -> threads.submit(() -> sum(context, i)))
                            .toList();
            for (int i = 0; i < sums.size(); i++) {
                assertEquals(3f * i + 0.5f, sums.get(i).get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static float sum(JavaSparkContext context, int value) {
        ExponentialDecaySchedule schedule =
                new ExponentialDecaySchedule(ScheduleType.EPOCH, 0.5, 0.1, 3);
        INDArray array = Nd4j.valueArrayOf(3, (float) value);
        var arrays = context.broadcast(List.of(array, schedule).toArray());
        INDArray result =
                context.parallelize(List.of(1), 1)
                        .map(
                                one -> {
                                    INDArray sent = (INDArray) arrays.value()[0];
                                    var rate = (ExponentialDecaySchedule) arrays.value()[1];
                                    return sent.sum().addi(rate.valueAt(0, 0));
                                })
                        .first();
        return result.getFloat(0);
    }

    @Test
    void withoutJavasOptionsThereIsOneLine() throws Exception {
        ProcessBuilder java =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.binaryconnect.examples.cli.Main",
                        "spark",
                        "--out",
                        temporary.resolve("model.zip").toString());
        Process process = java.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes());
        assertEquals(1, process.waitFor());
        assertEquals(
                "bc: Spark needs Java's options --add-opens; start this with ./bc, or with java @bc-examples/src/main/spark/java-options",
                text.strip());
    }
}
