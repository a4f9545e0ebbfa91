package org.binaryconnect.examples.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("x-idx");
    }

    @Test
    void readsImagesAndLabelsAsUnsignedBytes() throws IOException {
        Idx images = Idx.images(write(IdxFiles.idx(new byte[] {1, 2, -1, 4}, 2, 1, 2)));
        assertEquals(2, images.count());
        assertEquals(2, images.itemLength());
        assertEquals(255, images.get(1, 0));
        assertArrayEquals(new byte[] {-1, 4}, images.copy(1, 2));
        Idx labels = Idx.labels(write(IdxFiles.idx(new byte[] {7, 9}, 2)));
        assertEquals(1, labels.itemLength());
        assertEquals(9, labels.get(1, 0));
    }

    @Test
    void aCopyDoesNotShareTheBytes() throws IOException {
        Idx labels = Idx.labels(write(IdxFiles.idx(new byte[] {7}, 1)));
        labels.copy(0, 1)[0] = 3;
        assertEquals(7, labels.get(0, 0));
    }

    @Test
    void labelsAreNotImagesAndTheReverse() throws IOException {
        write(IdxFiles.idx(new byte[20], 20));
        assertMessage(
                "x-idx has magic number 0x00000801, expected 0x00000803 (images of unsigned bytes)",
                () -> Idx.images(file));
        write(IdxFiles.idx(new byte[20], 20, 1, 1));
        assertMessage(
                "x-idx has magic number 0x00000803, expected 0x00000801 (labels of unsigned bytes)",
                () -> Idx.labels(file));
    }

    @Test
    void gzIsNotIdx() throws IOException {
        byte[] gz = new byte[32];
        gz[0] = 0x1f;
        gz[1] = (byte) 0x8b;
        write(gz);
        assertMessage("magic number 0x1f8b0000, expected 0x00000801", () -> Idx.labels(file));
    }

    @Test
    void truncatedBodyIsRefused() throws IOException {
        byte[] good = IdxFiles.idx(new byte[12], 3, 2, 2);
        write(Arrays.copyOf(good, good.length - 1));
        assertMessage(
                "x-idx is truncated: 27 bytes, expected 28 for shape [3, 2, 2]",
                () -> Idx.images(file));
    }

    @Test
    void truncatedHeaderIsRefused() throws IOException {
        write(new byte[7]);
        assertMessage("x-idx is truncated: 7 bytes, expected at least 8", () -> Idx.labels(file));
    }

    @Test
    void trailingBytesAreRefused() throws IOException {
        byte[] good = IdxFiles.idx(new byte[12], 3, 2, 2);
        write(Arrays.copyOf(good, good.length + 2));
        assertMessage(
                "x-idx has trailing bytes: 30 bytes, expected 28 for shape [3, 2, 2]",
                () -> Idx.images(file));
    }

    @Test
    void emptyNegativeAndHugeShapesAreRefused() throws IOException {
        for (int[] shape : new int[][] {{0, 2, 2}, {-1, 2, 2}, {1 << 16, 1 << 16, 1 << 16}}) {
            write(IdxFiles.idx(new byte[0], shape));
            assertMessage("x-idx has shape " + Arrays.toString(shape), () -> Idx.images(file));
        }
    }

    @Test
    void aMissingFileIsNamed() {
        Exception e = assertThrows(NoSuchFileException.class, () -> Idx.images(file));
        assertEquals(file.toString(), e.getMessage());
    }

    @Test
    void rangesOutsideTheFileAreRefused() throws IOException {
        Idx labels = Idx.labels(write(IdxFiles.idx(new byte[3], 3)));
        for (int[] range : new int[][] {{-1, 2}, {2, 1}, {0, 4}}) {
            assertThrows(IllegalArgumentException.class, () -> labels.copy(range[0], range[1]));
        }
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(file, bytes);
    }

    private static void assertMessage(String part, Executable executable) {
        Messages.assertOneLine(assertThrows(DataException.class, executable), part);
    }
}
