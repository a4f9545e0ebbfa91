package org.binaryconnect.examples.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;

/** The split, on files of MNIST's counts with images of 1 x 2 pixels that tell their index. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MnistDataTest {

    @TempDir Path folder;
    private MnistFiles mnist;
    private MnistData data;

    @BeforeEach
    void write() throws IOException {
        List<DataFile> files = new ArrayList<>();
        for (DataFile real : MnistFiles.FILES) {
            int count = real.name().startsWith("train") ? 60_000 : 10_000;
            Path file =
                    real.name().contains("images")
                            ? IdxFiles.numbered(folder, count)
                            : IdxFiles.labels(folder, count);
            Path named = Files.move(file, folder.resolve(real.name()));
            files.add(new DataFile(real.name(), Files.size(named), DataFile.hash(named, "MD5")));
        }
        mnist = new MnistFiles(folder, MnistFiles.PACKAGE, files, "none", Duration.ofSeconds(1));
        data = MnistData.load(mnist);
    }

    @Test
    void validationIsTheLastTenThousandOfTheTrainingFile() throws IOException {
        List<Integer> indices = indices(data.validation(3000));
        assertEquals(10_000, indices.size());
        for (int i = 0; i < indices.size(); i++) {
            assertEquals(50_000 + i, indices.get(i));
        }
    }

    @Test
    void trainingIsTheFirstFiftyThousandShuffled() throws IOException {
        List<Integer> indices = indices(data.training(100, 1));
        assertEquals(50_000, indices.size());
        int[] sorted = indices.stream().mapToInt(Integer::intValue).sorted().toArray();
        for (int i = 0; i < sorted.length; i++) {
            assertEquals(i, sorted[i]);
        }
        assertNotEquals(indices, indices(data.training(100, 2)));
        IdxRecordReader reader = data.trainingReader(1);
        assertEquals(indices, indices(MnistData.batches(reader, 1000)));
        assertEquals(0, reader.epoch());
    }

    @Test
    void testIsTheTestFileInOrder() throws IOException {
        RecordReaderDataSetIterator test = data.test(100);
        DataSet batch = test.next();
        assertArrayEquals(new long[] {100, 10}, batch.getLabels().shape());
        byte[] labels = data.testLabels();
        assertEquals(10_000, labels.length);
        for (int i = 0; i < 100; i++) {
            assertEquals(1, batch.getLabels().getInt(i, labels[i]));
        }
        test.reset();
        List<Integer> indices = indices(test);
        assertEquals(10_000, indices.size());
        assertEquals(9_999, indices.get(9_999));
    }

    @Test
    void rawBytesAreThoseOfTheFiles() throws IOException {
        byte[] training = Files.readAllBytes(folder.resolve("train-images-idx3-ubyte"));
        byte[] test = Files.readAllBytes(folder.resolve("t10k-images-idx3-ubyte"));
        byte[] labels = Files.readAllBytes(folder.resolve("t10k-labels-idx1-ubyte"));
        assertArrayEquals(Arrays.copyOfRange(training, 16, 16 + 2 * 300), data.calibration(300));
        assertArrayEquals(Arrays.copyOfRange(test, 16, test.length), data.testImages());
        assertArrayEquals(Arrays.copyOfRange(labels, 8, labels.length), data.testLabels());
    }

    @Test
    void calibrationNeverTouchesValidationImages() {
        assertEquals(100_000, data.calibration(50_000).length);
        assertThrows(IllegalArgumentException.class, () -> data.calibration(50_001));
        assertThrows(IllegalArgumentException.class, () -> data.calibration(-1));
    }

    @Test
    void imageSetsAreTheSameThreeParts() throws IOException {
        ImageSets sets = data.imageSets();
        assertIndices(sets.training(), 0, 50_000);
        assertIndices(sets.validation(), 50_000, 60_000);
        assertIndices(sets.test(), 0, 10_000);
        assertEquals(new ImageShape(1, 1, 2), sets.training().shape());
        assertEquals(10, sets.training().classes());
        byte[] labels = data.testLabels();
        for (int i = 0; i < labels.length; i++) {
            assertEquals(labels[i], sets.test().label(i));
        }
    }

    private static void assertIndices(ImageSet set, int from, int to) {
        assertEquals(to - from, set.count());
        float[] pixels = new float[2];
        for (int i = from; i < to; i++) {
            set.copyRaw(i - from, pixels, 0);
            assertEquals(i, 256 * pixels[0] + pixels[1]);
        }
    }

    @Test
    void filesAreCheckedBeforeTheyAreRead() throws IOException {
        Path file = folder.resolve("t10k-labels-idx1-ubyte");
        byte[] altered = Files.readAllBytes(file);
        altered[9] ^= 1; // still an IDX file
        Files.write(file, altered);
        DataException e = assertThrows(DataException.class, () -> MnistData.load(mnist));
        Messages.assertOneLine(e, file + " was altered");
    }

    private static List<Integer> indices(RecordReaderDataSetIterator iterator) {
        List<Integer> indices = new ArrayList<>();
        while (iterator.hasNext()) {
            float[][] pixels = iterator.next().getFeatures().toFloatMatrix();
            for (float[] p : pixels) {
                indices.add(256 * Math.round(p[0] * 255) + Math.round(p[1] * 255));
            }
        }
        assertFalse(iterator.hasNext());
        return indices;
    }
}
