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
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in CIFAR-10's format with 20 records each. */
class Cifar10DataTest {

    private static final int RECORDS = 20;
    private static final int RECORD = 3073;
    private static final String REMEDY =
            "; download cifar-10-binary.tar.gz from https://www.cs.toronto.edu/~kriz/cifar.html"
                    + " and put it, packed or unpacked, into ";

    @TempDir Path folder;
    private List<byte[]> contents;

    /** Every record: class, then random pixels. */
    @BeforeEach
    void makeContents() {
        contents = new ArrayList<>();
        Random random = new Random(1);
        for (int file = 0; file < 6; file++) {
            byte[] content = new byte[RECORDS * RECORD];
            random.nextBytes(content);
            for (int record = 0; record < RECORDS; record++) {
                content[record * RECORD] = (byte) ((record + file) % 10);
            }
            contents.add(content);
        }
    }

    private void write(Path place) throws IOException {
        Files.createDirectories(place);
        for (int file = 0; file < 6; file++) {
            Files.write(place.resolve(Cifar10Files.NAMES.get(file)), contents.get(file));
        }
    }

    /**
     * @return its MD5
     */
    private String pack(List<String> names) throws IOException {
        Path archive = folder.resolve("cifar-10-binary.tar.gz");
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar =
                        new TarArchiveOutputStream(new GzipCompressorOutputStream(out))) {
            add(tar, "readme.html", new byte[10]);
            for (String name : names) {
                add(tar, name, contents.get(Cifar10Files.NAMES.indexOf(name)));
            }
        }
        return DataFile.hash(archive, "MD5");
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry("cifar-10-batches-bin/" + name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private ImageSets load(String md5) throws IOException {
        return new Cifar10Data(folder, RECORDS, md5).load();
    }

    private void assertImages(ImageSet set, int firstOfAll) {
        float[] image = new float[3072];
        for (int i = 0; i < set.count(); i++) {
            int at = firstOfAll + i;
            byte[] content = contents.get(at / RECORDS);
            int record = at % RECORDS * RECORD;
            assertEquals(content[record], set.label(i));
            float[] expected = new float[3072];
            for (int p = 0; p < 3072; p++) {
                expected[p] = Byte.toUnsignedInt(content[record + 1 + p]) / 255f;
            }
            set.copy(i, image, 0);
            assertArrayEquals(expected, image);
        }
    }

    private void assertGenuine(ImageSets sets) {
        assertEquals(90, sets.training().count());
        assertEquals(10, sets.validation().count());
        assertEquals(20, sets.test().count());
        assertEquals(new ImageShape(3, 32, 32), sets.training().shape());
        assertEquals(10, sets.training().classes());
        assertImages(sets.training(), 0);
        assertImages(sets.validation(), 90);
        assertImages(sets.test(), 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "cifar-10-batches-bin"})
    void unpackedFilesAreReadAndSplit(String place) throws IOException {
        write(folder.resolve(place));
        assertGenuine(load("none"));
    }

    @Test
    void theArchiveIsReadInAnyOrderWithoutUnpackingIt() throws IOException {
        List<String> names = new ArrayList<>(Cifar10Files.NAMES);
        Collections.shuffle(names, new Random(2));
        assertGenuine(load(pack(names)));
        assertEquals(List.of("cifar-10-binary.tar.gz"), List.of(folder.toFile().list()));
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        assertRefused("none", folder.resolve("data_batch_1.bin") + " is missing" + REMEDY + folder);
        write(folder.resolve("cifar-10-batches-bin"));
        Path file = folder.resolve("cifar-10-batches-bin").resolve("data_batch_4.bin");
        Files.delete(file);
        assertRefused("none", file + " is missing" + REMEDY + folder);
    }

    @Test
    void anArchiveWithoutAFileIsNamed() throws IOException {
        String md5 = pack(Cifar10Files.NAMES.subList(0, 5));
        assertRefused(md5, "test_batch.bin is missing" + REMEDY);
    }

    @Test
    void anotherArchiveIsRefused() throws IOException {
        String md5 = pack(Cifar10Files.NAMES);
        assertRefused(
                Cifar10Files.MD5,
                folder.resolve("cifar-10-binary.tar.gz")
                        + " is truncated or altered: MD5 "
                        + md5
                        + ", expected c32a1d4ab5d03f1284b67883e8d87530"
                        + REMEDY);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void otherLengthsAreRefused(int more) throws IOException {
        contents.set(2, Arrays.copyOf(contents.get(2), RECORDS * RECORD + more));
        String how =
                " is %s: %d bytes, expected 61460"
                        .formatted(more < 0 ? "truncated" : "too long", 61460 + more);
        String md5 = pack(Cifar10Files.NAMES);
        assertRefused(md5, "data_batch_3.bin" + how + REMEDY);
        write(folder);
        assertRefused("none", folder.resolve("data_batch_3.bin") + how + REMEDY);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 255})
    void otherLabelsAreRefused(int label) throws IOException {
        contents.get(5)[3 * RECORD] = (byte) label;
        write(folder);
        assertRefused(
                "none",
                "%s has label %d in record 3, expected 0 to 9"
                        .formatted(folder.resolve("test_batch.bin"), label));
    }

    @Test
    void everyClassHasAsManyImages() throws IOException {
        contents.get(1)[0] = 2; // 1 before
        write(folder);
        assertRefused(
                "none",
                "CIFAR-10 in "
                        + folder
                        + " has 9 training images of class 1, expected 10"
                        + REMEDY);
        contents.get(1)[0] = 1;
        contents.get(5)[0] = 9; // 5 before
        write(folder);
        assertRefused("none", " has 1 test images of class 5, expected 2");
    }

    private void assertRefused(String md5, String part) {
        DataException e = assertThrows(DataException.class, () -> load(md5));
        Messages.assertOneLine(e, part);
    }
}
