package org.binaryconnect.examples.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;

/** Files of three images. */
class SvhnFileTest {

    private static final int COUNT = 3;

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("train_32x32.mat");
    }

    private static int pixel(int image, int channel, int y, int x) {
        return (7 * y + 13 * x + 50 * channel + 101 * image) % 256;
    }

    private ByteBuffer pixels() {
        return ByteBuffer.allocateDirect(COUNT * 3072);
    }

    private void assertGenuine() throws IOException {
        ByteBuffer pixels = pixels();
        byte[] digits = new SvhnFile(file, COUNT, "download it").read(pixels);
        assertArrayEquals(new byte[] {0, 3, 1}, digits);
        for (int image = 0; image < COUNT; image++) {
            for (int channel = 0; channel < 3; channel++) {
                for (int y = 0; y < 32; y++) {
                    for (int x = 0; x < 32; x++) {
                        int at = ((image * 3 + channel) * 32 + y) * 32 + x;
                        assertEquals(
                                pixel(image, channel, y, x), Byte.toUnsignedInt(pixels.get(at)));
                    }
                }
            }
        }
    }

    /** {@code scipy.io.savemat(name, {'X': X, 'y': y}, do_compression=True)} wrote it. */
    @Test
    void aFileOfScipyIsRead() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("scipy_32x32.mat")) {
            Files.copy(in, file);
        }
        assertGenuine();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileOfTheLibraryIsRead(boolean compressed) throws IOException {
        MatFiles.write(
                file,
                compressed,
                MatFiles.images(COUNT, SvhnFileTest::pixel),
                MatFiles.labels(10, 3, 1));
        assertGenuine();
    }

    /** The bytes that MATLAB's description of the format asks for, in both byte orders. */
    @ParameterizedTest
    @CsvSource({"true, false", "false, false", "true, true", "false, true"})
    void aFileMadeByHandIsRead(boolean littleEndian, boolean compressed) throws IOException {
        ByteOrder order = littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        byte[] images = new byte[COUNT * 3072];
        int at = 0;
        for (int image = 0; image < COUNT; image++) {
            for (int channel = 0; channel < 3; channel++) {
                for (int x = 0; x < 32; x++) {
                    for (int y = 0; y < 32; y++) {
                        images[at++] = (byte) pixel(image, channel, y, x);
                    }
                }
            }
        }
        byte[] x = element(order, 'X', images, 32, 32, 3, COUNT);
        byte[] y = element(order, 'y', new byte[] {10, 3, 1}, COUNT, 1);
        if (compressed) {
            x = compress(order, x);
            y = compress(order, y);
        }
        ByteBuffer all = ByteBuffer.allocate(128 + x.length + y.length).order(order);
        all.put("MATLAB 5.0 MAT-file, by hand".getBytes(StandardCharsets.US_ASCII));
        while (all.position() < 116) {
            all.put((byte) ' ');
        }
        all.putLong(0); // no subsystem
        all.putShort((short) 0x0100).putShort((short) ('M' << 8 | 'I'));
        all.put(x).put(y);
        Files.write(file, all.array());
        assertGenuine();
    }

    /** An array: flags, dimensions, name and values, each with its type and length, padded to 8. */
    private static byte[] element(ByteOrder order, char name, byte[] values, int... dimensions) {
        int dimensionBytes = 4 * dimensions.length;
        int length = 16 + 8 + padded(dimensionBytes) + 16 + 8 + padded(values.length);
        ByteBuffer bytes = ByteBuffer.allocate(8 + length).order(order);
        bytes.putInt(14).putInt(length); // an array
        bytes.putInt(6).putInt(8).putInt(9).putInt(0); // flags, uint32: of class uint8
        bytes.putInt(5).putInt(dimensionBytes); // dimensions, int32
        for (int dimension : dimensions) {
            bytes.putInt(dimension);
        }
        bytes.position(8 + 16 + 8 + padded(dimensionBytes));
        bytes.putInt(1).putInt(1).put((byte) name); // name, int8
        bytes.position(8 + 16 + 8 + padded(dimensionBytes) + 16);
        bytes.putInt(2).putInt(values.length).put(values); // values, uint8
        return bytes.array();
    }

    private static int padded(int length) {
        return (length + 7) / 8 * 8;
    }

    private static byte[] compress(ByteOrder order, byte[] element) {
        Deflater deflater = new Deflater();
        deflater.setInput(element);
        deflater.finish();
        byte[] packed = new byte[2 * element.length + 100];
        int length = deflater.deflate(packed);
        deflater.end();
        ByteBuffer bytes = ByteBuffer.allocate(8 + length).order(order);
        return bytes.putInt(15).putInt(length).put(packed, 0, length).array();
    }

    private void write(Matrix images, Matrix labels) throws IOException {
        MatFiles.write(file, true, images, labels);
    }

    private static Matrix genuineImages() {
        return MatFiles.images(COUNT, SvhnFileTest::pixel);
    }

    @Test
    void whatIsNotInTheFileIsNamed() throws IOException {
        write(null, MatFiles.labels(1, 2, 3));
        assertRefused(" holds no X");
        write(genuineImages(), null);
        assertRefused(" holds no y");
    }

    @Test
    void otherShapesAreNamed() throws IOException {
        write(MatFiles.images(2, SvhnFileTest::pixel), MatFiles.labels(1, 2, 3));
        assertRefused(" has X of uint8 [32, 32, 3, 2], expected uint8 [32, 32, 3, 3]");
        write(genuineImages(), MatFiles.labels(1, 2, 3, 4));
        assertRefused(" has y of uint8 [4, 1], expected uint8 [3, 1]");
        write(
                Mat5.newMatrix(Mat5.dims(3, 32, 32, COUNT), MatlabType.UInt8),
                MatFiles.labels(1, 2, 3));
        assertRefused(" has X of uint8 [3, 32, 32, 3], expected");
    }

    @ParameterizedTest
    @EnumSource(names = {"Int8", "Single", "Double"})
    void otherTypesAreNamed(MatlabType type) throws IOException {
        write(Mat5.newMatrix(Mat5.dims(32, 32, 3, COUNT), type), MatFiles.labels(1, 2, 3));
        assertRefused(" has X of " + type + " [32, 32, 3, 3], expected uint8 [32, 32, 3, 3]");
    }

    @Test
    void complexNumbersAreNamed() throws IOException {
        write(genuineImages(), Mat5.newComplex(COUNT, 1, MatlabType.UInt8));
        assertRefused(" has y of complex uint8 [3, 1], expected uint8 [3, 1]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 255})
    void otherLabelsAreNamed(int label) throws IOException {
        write(genuineImages(), MatFiles.labels(10, label, 1));
        assertRefused(" has label %d of image 1, expected 1 to 10".formatted(label));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void truncatedFilesAreNoticed(boolean compressed) throws IOException {
        MatFiles.write(file, compressed, genuineImages(), MatFiles.labels(10, 3, 1));
        byte[] good = Files.readAllBytes(file);
        for (int length = 0; length < good.length; length += 1 + good.length / 50) {
            Files.write(file, Arrays.copyOf(good, length));
            assertRefused("");
        }
        Files.write(file, Arrays.copyOf(good, good.length - 1));
        assertRefused("");
    }

    @Test
    void otherFilesAreNamed() throws IOException {
        Files.writeString(file, "<html>404 Not Found</html>".repeat(20));
        assertRefused(
                " cannot be read as a MATLAB 5.0 file (The input is not a valid MATLAB 5.0 MAT-file.)");
    }

    /**
     * Whatever a damaged byte does, it ends in one line; damaged pixels of course cannot be seen.
     */
    @Test
    void damagedHeadersAreNoticed() throws IOException {
        MatFiles.write(file, false, genuineImages(), MatFiles.labels(10, 3, 1));
        byte[] good = Files.readAllBytes(file);
        for (int at = 124; at < 190; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 0x41;
            Files.write(file, bad);
            try {
                new SvhnFile(file, COUNT, "download it").read(pixels());
            } catch (DataException e) {
                Messages.assertOneLine(e, file.toString(), "; download it");
            }
        }
    }

    private void assertRefused(String part) {
        DataException e =
                assertThrows(
                        DataException.class,
                        () -> new SvhnFile(file, COUNT, "download it").read(pixels()));
        Messages.assertOneLine(e, file + part, "; download it");
    }
}
