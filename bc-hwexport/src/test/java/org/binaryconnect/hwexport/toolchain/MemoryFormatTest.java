package org.binaryconnect.hwexport.toolchain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.binaryconnect.hwexport.emit.memory.MemoryFormat;
import org.binaryconnect.hwexport.packing.MemoryImage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other people's programs read the files: srecord, Icarus Verilog, compilers of C and C++. */
@Tag("toolchain")
class MemoryFormatTest {

    private static final int DEPTH = 37;

    @TempDir Path folder;

    private static MemoryImage image(int width) {
        return image(width, DEPTH);
    }

    private static MemoryImage image(int width, int depth) {
        Random random = new Random(width);
        return new MemoryImage(
                "Weights of \"a\" -- b */ %",
                width,
                IntStream.range(0, depth).mapToObj(i -> new BigInteger(width, random)).toList());
    }

    private void write(MemoryImage image) throws IOException {
        for (MemoryFormat format : MemoryFormat.values()) {
            Files.writeString(
                    folder.resolve("rom." + format.extension()), format.text("rom", image));
        }
    }

    /** Words in whole bytes, the lowest byte first. */
    private static byte[] littleEndian(MemoryImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (BigInteger word : image.words()) {
            for (int b = 0; b < (image.width() + 7) / 8; b++) {
                bytes.write(word.shiftRight(8 * b).intValue());
            }
        }
        return bytes.toByteArray();
    }

    /** srecord keeps a word in a signed number of 64 bits. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 10, 16, 20, 33, 48, 63})
    void srecordReadsTheMif(int width) throws IOException {
        MemoryImage image = image(width);
        write(image);
        run("srec_cat", "srec_cat rom.mif -mif -o rom.bin -binary");

        assertArrayEquals(littleEndian(image), Files.readAllBytes(folder.resolve("rom.bin")));
    }

    /** Its reader takes words of 1, 2 and 4 bytes, the highest byte first. */
    @ParameterizedTest
    @ValueSource(ints = {5, 8, 16, 29, 32})
    void srecordReadsTheMem(int width) throws IOException {
        MemoryImage image = image(width);
        write(image);
        run("srec_cat", "srec_cat rom.mem -vmem -o rom.bin -binary");
        byte[] bytes = Files.readAllBytes(folder.resolve("rom.bin"));

        int size = (width + 7) / 8;
        assertEquals(DEPTH * size, bytes.length);
        for (int i = 0; i < DEPTH; i++) {
            assertEquals(
                    image.words().get(i),
                    new BigInteger(1, Arrays.copyOfRange(bytes, i * size, (i + 1) * size)));
        }
    }

    /**
     * It writes coefficients, up to 24 bytes, but reads none: what it makes of our .mif equals our
     * .coe.
     */
    @Test
    void srecordWritesTheSameCoefficients() throws IOException {
        write(image(8, 24));
        run("srec_cat", "srec_cat rom.mif -mif -o other.coe -coe");

        assertEquals(
                coefficients(Files.readString(folder.resolve("other.coe"))),
                coefficients(Files.readString(folder.resolve("rom.coe"))));
    }

    /** Of other widths, the numbers of the file are those that srecord reads from the .mif. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 20, 33, 63})
    void coefficientsAreTheWordsThatSrecordReads(int width) throws IOException {
        write(image(width));
        run("srec_cat", "srec_cat rom.mif -mif -o rom.bin -binary");
        byte[] bytes = Files.readAllBytes(folder.resolve("rom.bin"));
        List<String> numbers = coefficients(Files.readString(folder.resolve("rom.coe")));

        int size = (width + 7) / 8;
        assertEquals(DEPTH, numbers.size());
        for (int i = 0; i < DEPTH; i++) {
            BigInteger word = BigInteger.ZERO;
            for (int b = size - 1; b >= 0; b--) {
                word = word.shiftLeft(8).add(BigInteger.valueOf(bytes[i * size + b] & 255));
            }
            assertEquals(word, new BigInteger(numbers.get(i), 16));
        }
    }

    private static List<String> coefficients(String text) {
        String lines =
                text.lines()
                        .filter(line -> !line.startsWith(";"))
                        .collect(Collectors.joining())
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\s", "");
        String start = "memory_initialization_radix=16;memory_initialization_vector=";
        assertEquals(start, lines.substring(0, start.length()));
        assertEquals(';', lines.charAt(lines.length() - 1));
        return List.of(lines.substring(start.length(), lines.length() - 1).split(","));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 33, 100, 300})
    void icarusReadsTheMem(int width) throws IOException {
        MemoryImage image = image(width);
        write(image);
        Files.copy(Path.of("src/test/verilog/print_memory.v"), folder.resolve("print_memory.v"));
        run(
                "iverilog",
                "iverilog -g2005 -Wall -Pprint_memory.DEPTH=%d -Pprint_memory.WIDTH=%d -o print.vvp print_memory.v"
                        .formatted(DEPTH, width));

        assertEquals(hexadecimal(image), run("iverilog", "vvp -n print.vvp").lines().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 33, 100})
    void compilersReadTheHeader(int width) throws IOException {
        MemoryImage image = image(width);
        write(image);
        Files.copy(Path.of("src/test/c/print_memory.c"), folder.resolve("print_memory.c"));
        for (String compiler :
                new String[] {
                    "gcc -std=c99 -Wall -Wextra -pedantic -Werror",
                    "g++ -x c++ -std=c++11 -Wall -Wextra -pedantic -Werror"
                }) {
            run("gcc", compiler + " -o print print_memory.c");
            List<String> words =
                    run("gcc", folder.resolve("print").toString())
                            .lines()
                            .map(line -> new BigInteger(line, 16).toString(16))
                            .toList();

            assertEquals(image.words().stream().map(word -> word.toString(16)).toList(), words);
        }
    }

    private static List<String> hexadecimal(MemoryImage image) {
        int digits = (image.width() + 3) / 4;
        return image.words().stream()
                .map(word -> "0".repeat(digits - word.toString(16).length()) + word.toString(16))
                .toList();
    }

    private String run(String debianPackage, String command) {
        Tool.Result result =
                Tool.run(
                        List.of(command.split(" ")),
                        debianPackage,
                        folder,
                        new byte[0],
                        Duration.ofMinutes(1));
        assertEquals("", result.errors());
        assertEquals(0, result.exitCode(), result.text());
        return result.text();
    }
}
