package org.binaryconnect.examples.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packed IDX files of 7 training images and 3 test images, 2 x 3 pixels each. */
class FashionMnistDataTest {

    private static final int TRAINING = 5;
    private static final byte[] IMAGES = IdxFiles.random(7 * 6, 256, 1);
    private static final byte[] LABELS = {0, 9, 1, 8, 2, 7, 3};
    private static final byte[] TEST_IMAGES = IdxFiles.random(3 * 6, 256, 2);
    private static final byte[] TEST_LABELS = {4, 5, 6};

    @TempDir Path folder;
    private final List<DataFile> files = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        List<byte[]> contents =
                List.of(
                        IdxFiles.idx(IMAGES, 7, 2, 3),
                        IdxFiles.idx(LABELS, 7),
                        IdxFiles.idx(TEST_IMAGES, 3, 2, 3),
                        IdxFiles.idx(TEST_LABELS, 3));
        for (int i = 0; i < contents.size(); i++) {
            String name = FashionMnistData.FILES.get(i).name();
            Path raw = Files.write(folder.resolve("raw"), contents.get(i));
            files.add(new DataFile(name, Files.size(raw), DataFile.hash(raw, "MD5")));
            Files.delete(raw);
            pack(name, contents.get(i));
        }
    }

    private void pack(String name, byte[] content) throws IOException {
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".gz")))) {
            out.write(content);
        }
    }

    @Test
    void filesAreUnpackedAndSplitAsMnist() throws IOException {
        ImageSets sets = FashionMnistData.load(folder, files, TRAINING);
        assertPart(sets.training(), IMAGES, LABELS, 0, 5);
        assertPart(sets.validation(), IMAGES, LABELS, 5, 7);
        assertPart(sets.test(), TEST_IMAGES, TEST_LABELS, 0, 3);
        assertEquals(new ImageShape(1, 2, 3), sets.test().shape());
        assertEquals(10, sets.test().classes());
    }

    private static void assertPart(ImageSet set, byte[] images, byte[] labels, int from, int to) {
        assertEquals(to - from, set.count());
        float[] image = new float[6];
        for (int i = from; i < to; i++) {
            set.copyRaw(i - from, image, 0);
            for (int p = 0; p < 6; p++) {
                assertEquals(images[6 * i + p] & 0xff, image[p]);
            }
            assertEquals(labels[i], set.label(i - from));
        }
    }

    @Test
    void thePackageIsNamedIfAFileIsMissing() throws IOException {
        Path file = folder.resolve("t10k-images-idx3-ubyte.gz");
        Files.delete(file);
        assertRefused(file + " is missing; apt-get install dataset-fashion-mnist");
    }

    @Test
    void otherContentIsRefused() throws IOException {
        byte[] altered = IdxFiles.idx(LABELS, 7);
        altered[12] ^= 1;
        pack("train-labels-idx1-ubyte", altered);
        Path file = folder.resolve("train-labels-idx1-ubyte.gz");
        assertRefused(file + " was altered: MD5 ");
        pack("train-labels-idx1-ubyte", Arrays.copyOf(altered, 14));
        assertRefused(file + " is truncated: 14 bytes, expected 15");
        pack("train-labels-idx1-ubyte", new byte[100]);
        assertRefused(file + " is too long: 16 bytes, expected 15");
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        Path file = folder.resolve("train-images-idx3-ubyte.gz");
        byte[] good = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(good, good.length / 2));
        assertRefused(file + " is damaged (");
        Files.writeString(file, "not packed at all");
        assertRefused(file + " is damaged (Not in GZIP format)");
        Files.write(file, new byte[0]);
        assertRefused(file + " is damaged (");
    }

    private void assertRefused(String part) {
        DataException e =
                assertThrows(
                        DataException.class, () -> FashionMnistData.load(folder, files, TRAINING));
        Messages.assertOneLine(e, part, "dataset-fashion-mnist");
    }

    @Test
    void theGenuineFilesHaveMnistsLengths() {
        long[] lengths = FashionMnistData.FILES.stream().mapToLong(DataFile::bytes).toArray();
        assertArrayEquals(MnistFiles.FILES.stream().mapToLong(DataFile::bytes).toArray(), lengths);
    }
}
