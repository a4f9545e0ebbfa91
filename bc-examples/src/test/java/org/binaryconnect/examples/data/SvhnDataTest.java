package org.binaryconnect.examples.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The split, on files of 50, 90 and 20 images whose first two pixels tell file and number. */
class SvhnDataTest {

    private static final SvhnData.Counts COUNTS = new SvhnData.Counts(50, 90, 20, 2, 3);

    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        write("train_32x32.mat", 0, 50);
        write("extra_32x32.mat", 1, 90);
        write("test_32x32.mat", 2, 20);
    }

    private void write(String name, int number, int count) throws IOException {
        int[] labels = IntStream.range(0, count).map(i -> 1 + i % 10).toArray();
        MatFiles.write(
                folder.resolve(name),
                true,
                MatFiles.images(
                        count,
                        (i, c, y, x) -> c == 0 && y == 0 && x < 2 ? (x == 0 ? number : i) : 7),
                MatFiles.labels(labels));
    }

    /** 1000 * file + number of each image. */
    private static int[] images(ImageSet set) {
        float[] pixels = new float[3072];
        int[] images = new int[set.count()];
        for (int i = 0; i < images.length; i++) {
            set.copyRaw(i, pixels, 0);
            images[i] = (int) (1000 * pixels[0] + pixels[1]);
            int label = 1 + (int) pixels[1] % 10;
            assertEquals(label % 10, set.label(i));
        }
        return images;
    }

    @Test
    void validationHasSoManyOfEachDigitAndFile() throws IOException {
        ImageSets sets = new SvhnData(folder, COUNTS).load();
        int[] validation = images(sets.validation());
        assertEquals(50, validation.length);
        for (int digit = 0; digit < 10; digit++) {
            int label = (digit + 9) % 10;
            assertEquals(
                    2, IntStream.of(validation).filter(i -> i < 1000 && i % 10 == label).count());
            assertEquals(
                    3, IntStream.of(validation).filter(i -> i >= 1000 && i % 10 == label).count());
        }
    }

    @Test
    void trainingIsTheRestInTheOrderOfTheFiles() throws IOException {
        ImageSets sets = new SvhnData(folder, COUNTS).load();
        int[] training = images(sets.training());
        assertEquals(90, training.length);
        Set<Integer> all = new HashSet<>();
        IntStream.of(training).forEach(all::add);
        IntStream.of(images(sets.validation())).forEach(all::add);
        assertEquals(140, all.size());
        assertArrayEquals(IntStream.of(training).sorted().toArray(), training);
        assertTrue(training[89] < 1090);
    }

    @Test
    void theSplitIsAlwaysTheSame() throws IOException {
        int[] validation = images(new SvhnData(folder, COUNTS).load().validation());
        assertArrayEquals(validation, images(new SvhnData(folder, COUNTS).load().validation()));
    }

    @Test
    void testIsTheTestFile() throws IOException {
        ImageSet test = new SvhnData(folder, COUNTS).load().test();
        assertArrayEquals(IntStream.range(2000, 2020).toArray(), images(test));
        assertEquals(new ImageShape(3, 32, 32), test.shape());
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        Path file = folder.resolve("extra_32x32.mat");
        Files.delete(file);
        assertRefused(
                COUNTS,
                file
                        + " is missing; download it from http://ufldl.stanford.edu/housenumbers/ into "
                        + folder);
    }

    @Test
    void filesOfOtherCountsAreRefused() {
        assertRefused(
                new SvhnData.Counts(50, 90, 21, 2, 3),
                folder.resolve("test_32x32.mat") + " has X of uint8 [32, 32, 3, 20], expected");
    }

    @Test
    void tooFewOfADigitAreRefused() {
        assertRefused(
                new SvhnData.Counts(50, 90, 20, 2, 10),
                folder.resolve("extra_32x32.mat")
                        + " has 9 images of the digit 0, expected at least 10");
    }

    private void assertRefused(SvhnData.Counts counts, String part) {
        DataException e =
                assertThrows(DataException.class, () -> new SvhnData(folder, counts).load());
        Messages.assertOneLine(e, part, "http://ufldl.stanford.edu/housenumbers/");
    }
}
