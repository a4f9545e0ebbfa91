package org.binaryconnect.hwexport.toolchain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.binaryconnect.hwexport.emit.memory.MemoryFormat;
import org.binaryconnect.hwexport.packing.MemoryImage;
import org.binaryconnect.hwexport.packing.PackedMatrix;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Other programs read the memory files and find the words: Icarus Verilog, SRecord and C compilers.
 *
 * <p>SRecord 1.64 reads MIF with words of up to 63 bits; longer ones come out wrong. It reads files
 * for {@code $readmemh} with words of 8, 16 and 32 bits. It reads no COE; it writes COE with words
 * of 8, 16, 32 and 64 bits, and of more than 128 bytes says that there is a hole. What it cannot do
 * is left to Icarus Verilog, and to {@code MemoryFormatTest}, where COE and MIF have the digits
 * that Icarus Verilog reads.
 */
@Tag("toolchain")
class MemoryFilesTest {

    @TempDir private Path folder;

    /** Words with all bits set, none, the lowest, the highest, and random ones. */
    private static MemoryImage image(int width) {
        BigInteger end = BigInteger.TWO.pow(width);
        List<BigInteger> words = new ArrayList<>();
        words.add(end.subtract(BigInteger.ONE));
        words.add(BigInteger.ZERO);
        words.add(BigInteger.ONE);
        words.add(end.shiftRight(1));
        Random random = new Random(width);
        for (int i = 0; i < 40; i++) {
            words.add(new BigInteger(width, random));
        }
        return new MemoryImage("words of any bits, (0)", width, words);
    }

    /** Each word in as many bytes, the lowest first. */
    private static byte[] bytes(MemoryImage image, int wordBytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (BigInteger word : image.words()) {
            for (int i = 0; i < wordBytes; i++) {
                bytes.write(word.shiftRight(8 * i).byteValue());
            }
        }
        return bytes.toByteArray();
    }

    private static int wholeBytes(int width) {
        return (width + 7) / 8;
    }

    private void write(MemoryFormat format, MemoryImage image) throws IOException {
        Files.writeString(
                folder.resolve("words." + format.extension()), format.text("words", image));
    }

    private byte[] run(String debianPackage, String command) {
        Tool.Result result =
                Tool.run(
                        List.of(command.split(" ")),
                        debianPackage,
                        folder,
                        new byte[0],
                        Duration.ofMinutes(1));
        assertEquals("", result.errors());
        assertEquals(0, result.exitCode());
        return result.output();
    }

    private byte[] convert(String input, String output) throws IOException {
        run("srecord", "srec_cat %s -o converted %s".formatted(input, output));
        return Files.readAllBytes(folder.resolve("converted"));
    }

    /** The words as Verilog reads them, lines of 0 and 1. */
    private List<String> verilogReads(MemoryImage image) throws IOException {
        write(MemoryFormat.MEM, image);
        Files.copy(Path.of("src/test/verilog/print_memory.v"), folder.resolve("print_memory.v"));
        run(
                "iverilog",
                "iverilog -g2005 -Wall -Pprint_memory.WORDS=%d -Pprint_memory.WIDTH=%d -o print.vvp print_memory.v"
                        .formatted(image.words().size(), image.width()));
        return new String(run("iverilog", "vvp -n print.vvp")).lines().toList();
    }

    /** Every weight is where FORMAT.md says; bits without a row are 0. */
    @ParameterizedTest
    @CsvSource({"6, 19, 1", "6, 19, 4", "6, 19, 6", "3, 5, 8", "150, 7, 70"})
    void verilogReadsTheWeights(int outputs, int inputs, int parallel) throws IOException {
        Random random = new Random(outputs);
        PackedMatrix matrix = PackedMatrix.pack(outputs, inputs, (r, c) -> random.nextBoolean());

        List<String> words = verilogReads(MemoryImage.weights("weights", matrix, parallel));

        int groups = (outputs + parallel - 1) / parallel;
        assertEquals(groups * inputs, words.size());
        for (int o = 0; o < groups * parallel; o++) {
            for (int i = 0; i < inputs; i++) {
                String word = words.get(o / parallel * inputs + i);
                assertEquals(parallel, word.length());
                char bit = word.charAt(parallel - 1 - o % parallel);
                assertEquals(o < outputs && matrix.sign(o, i) > 0 ? '1' : '0', bit);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 16, 20, 32, 33, 100, 300})
    void verilogReadsAnyWords(int width) throws IOException {
        MemoryImage image = image(width);

        List<String> words = verilogReads(image);

        assertEquals(image.words(), words.stream().map(word -> new BigInteger(word, 2)).toList());
    }

    /** SRecord has the most significant byte of a word first in these formats, so it must swap. */
    private static String swapped(int wordBytes) {
        return wordBytes == 1 ? "" : " -byte-swap " + wordBytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32})
    void anotherProgramReadsMem(int width) throws IOException {
        MemoryImage image = image(width);
        write(MemoryFormat.MEM, image);

        byte[] found = convert("words.mem -vmem" + swapped(width / 8), "-binary");

        assertArrayEquals(bytes(image, width / 8), found);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 16, 20, 32, 33, 63})
    void anotherProgramReadsMif(int width) throws IOException {
        MemoryImage image = image(width);
        write(MemoryFormat.MIF, image);

        byte[] found = convert("words.mif -mif", "-binary");

        assertArrayEquals(bytes(image, wholeBytes(width)), found);
    }

    /** What the other program writes shows that the statements are read as they are meant. */
    @ParameterizedTest
    @CsvSource({"1, 8", "8, 8", "16, 16", "20, 32", "32, 32", "33, 64", "64, 64"})
    void anotherProgramWritesTheSameCoe(int width, int otherWidth) throws IOException {
        MemoryImage all = image(width);
        MemoryImage image = new MemoryImage(all.title(), width, all.words().subList(0, 16));
        write(MemoryFormat.COE, image);
        int wordBytes = otherWidth / 8;
        Files.write(folder.resolve("words.bin"), bytes(image, wordBytes));

        byte[] other =
                convert(
                        "words.bin -binary" + swapped(wordBytes),
                        "-coe " + otherWidth + " -output-block-size 128");

        assertEquals(image.words(), coeWords(new String(other), otherWidth));
        String text = Files.readString(folder.resolve("words.coe"));
        assertEquals(image.words(), coeWords(text, width));
    }

    private static List<BigInteger> coeWords(String text, int width) {
        String[] statements = text.replaceAll("(?m)^;.*\n", "").split("[=;]");
        assertEquals(5, statements.length);
        assertEquals("memory_initialization_radix", statements[0].strip());
        assertEquals("16", statements[1].strip());
        assertEquals("memory_initialization_vector", statements[2].strip());
        assertEquals("", statements[4].strip());
        List<BigInteger> words = new ArrayList<>();
        for (String word : statements[3].split(",", -1)) {
            assertEquals((width + 3) / 4, word.strip().length());
            words.add(new BigInteger(word.strip(), 16));
        }
        return words;
    }

    private static final List<String> COMPILERS =
            List.of(
                    "gcc -std=c99 -Wall -Wextra -pedantic -Werror",
                    "g++ -x c++ -std=c++11 -Wall -Wextra -pedantic -Werror");

    /** An element of the array takes whole bytes, 1, 2 or 4 of them, or several times 4. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 9, 16, 20, 32, 33, 64, 100, 300})
    void compilersReadTheHeader(int width) throws IOException {
        MemoryImage image = image(width);
        write(MemoryFormat.HLS_HEADER, image);
        Files.copy(Path.of("src/test/c/print_memory.c"), folder.resolve("print_memory.c"));
        int elementBytes = width <= 8 ? 1 : width <= 16 ? 2 : 4 * ((width + 31) / 32);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int size : new int[] {image.words().size(), width}) {
            expected.write(size);
            expected.write(size >> 8);
        }
        expected.writeBytes(bytes(image, elementBytes));

        for (String compiler : COMPILERS) {
            run(compiler.split(" ")[0], compiler + " -o print print_memory.c");
            assertArrayEquals(expected.toByteArray(), run("", folder.resolve("print").toString()));
        }
    }
}
