package org.binaryconnect.hwexport.emit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.binaryconnect.hwexport.packing.MemoryImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryFormatTest {

    private static MemoryImage image(int width, String... words) {
        List<BigInteger> numbers =
                Arrays.stream(words).map(word -> new BigInteger(word, 16)).toList();
        return new MemoryImage("example", width, numbers);
    }

    private static final MemoryImage NINE_BITS = image(9, "119", "e6", "0");

    /** The lines of a text without those that do not begin as asked. */
    private static List<String> linesFrom(String text, String start) {
        return text.lines().filter(line -> line.strip().startsWith(start)).toList();
    }

    @Test
    void mem() {
        assertEquals(
                """
                // example; 3 words of 9 bits
                119
                0e6
                000
                """,
                MemoryFormat.MEM.text("words", NINE_BITS));
    }

    @Test
    void coe() {
        assertEquals(
                """
                ; example
                ; 3 words of 9 bits
                memory_initialization_radix = 16;
                memory_initialization_vector =
                119,
                0e6,
                000;
                """,
                MemoryFormat.COE.text("words", NINE_BITS));
    }

    @Test
    void mif() {
        assertEquals(
                """
                -- example
                WIDTH = 9;
                DEPTH = 3;
                ADDRESS_RADIX = HEX;
                DATA_RADIX = HEX;
                CONTENT BEGIN
                    0 : 119;
                    1 : 0e6;
                    2 : 000;
                END;
                """,
                MemoryFormat.MIF.text("words", NINE_BITS));
    }

    /** So that a program that reads one of them vouches for all. */
    @ParameterizedTest
    @ValueSource(ints = {1, 9, 64, 65, 100, 300})
    void allFormatsButTheHeaderHaveTheSameDigits(int width) {
        Random random = new Random(width);
        List<BigInteger> numbers =
                Stream.generate(() -> new BigInteger(width, random)).limit(40).toList();
        MemoryImage image = new MemoryImage("numbers", width, numbers);

        List<String> digits = digits(MemoryFormat.MEM.text("numbers", image));

        assertEquals(numbers, digits.stream().map(word -> new BigInteger(word, 16)).toList());
        assertEquals(digits, digits(MemoryFormat.COE.text("numbers", image)));
        assertEquals(digits, digits(MemoryFormat.MIF.text("numbers", image)));
    }

    /** The words of a file with one a line. */
    private static List<String> digits(String text) {
        return text.lines()
                .filter(line -> line.matches("( *[0-9a-f]+ : )?[0-9a-f]+[,;]?"))
                .map(line -> line.replaceAll(".* : |[,;]", ""))
                .toList();
    }

    @Test
    void addressesAreHexadecimal() {
        MemoryImage image = new MemoryImage("zeros", 1, Collections.nCopies(18, BigInteger.ZERO));

        List<String> lines = linesFrom(MemoryFormat.MIF.text("words", image), "1");

        assertEquals(List.of("    1 : 0;", "    10 : 0;", "    11 : 0;"), lines);
    }

    @Test
    void headerOfOneNumberAWord() {
        assertEquals(
                """
                /*
                 * example. Generated; do not edit.
                 *
                 * In high-level synthesis: ap_uint<WORDS_WIDTH> word = words[address];
                 */
                #ifndef WORDS_H
                #define WORDS_H

                #include <stdint.h>

                #define WORDS_DEPTH 3 /* words */
                #define WORDS_WIDTH 9 /* bits of a word */

                static const uint16_t words[WORDS_DEPTH] = {
                    0x0119U,
                    0x00e6U,
                    0x0000U
                };

                #endif
                """,
                MemoryFormat.HLS_HEADER.text("words", NINE_BITS));
    }

    @Test
    void headerOfRowsOfNumbers() {
        assertEquals(
                """
                /*
                 * example. Generated; do not edit.
                 *
                 * A word is a row of parts of 32 bits, the least significant first. In high-level synthesis:
                 *
                 *     ap_uint<WORDS_WIDTH> word = 0;
                 *     for (int part = WORDS_PARTS - 1; part >= 0; part--)
                 *         word = (word << 32) | words[address][part];
                 */
                #ifndef WORDS_H
                #define WORDS_H

                #include <stdint.h>

                #define WORDS_DEPTH 2 /* words */
                #define WORDS_WIDTH 65 /* bits of a word */
                #define WORDS_PARTS 3 /* of a word */

                static const uint32_t words[WORDS_DEPTH][WORDS_PARTS] = {
                    { 0x89abcdefU, 0x01234567U, 0x00000001U },
                    { 0x00000000U, 0x80000000U, 0x00000000U }
                };

                #endif
                """,
                MemoryFormat.HLS_HEADER.text(
                        "words", image(65, "10123456789abcdef", "8000000000000000")));
    }

    @ParameterizedTest
    @CsvSource({
        "1, uint8_t words[WORDS_DEPTH]",
        "8, uint8_t words[WORDS_DEPTH]",
        "9, uint16_t words[WORDS_DEPTH]",
        "16, uint16_t words[WORDS_DEPTH]",
        "17, uint32_t words[WORDS_DEPTH]",
        "32, uint32_t words[WORDS_DEPTH]",
        "33, uint32_t words[WORDS_DEPTH][WORDS_PARTS]"
    })
    void theElementIsTheSmallestThatHoldsAWord(int width, String array) {
        String text = MemoryFormat.HLS_HEADER.text("words", image(width, "1"));

        assertEquals(List.of("static const " + array + " = {"), linesFrom(text, "static const"));
    }

    /** A title stays in its comment. */
    @ParameterizedTest
    @EnumSource(MemoryFormat.class)
    void aTitleCannotBreakOutOfAComment(MemoryFormat format) {
        MemoryImage image = image(8, "12");
        String usual = format.text("words", image);

        String hostile =
                format.text(
                        "words",
                        new MemoryImage(
                                "a */ int b;\n99\r\u2028c%\\", image.width(), image.words()));

        assertEquals(usual.replace("example", "a *_ int b__99__c__"), hostile);
    }

    @ParameterizedTest
    @EnumSource(MemoryFormat.class)
    void theUsersLocaleChangesNothing(MemoryFormat format) {
        MemoryImage image =
                new MemoryImage(
                        "numbers",
                        12,
                        IntStream.range(0, 1234).mapToObj(BigInteger::valueOf).toList());
        String usual = format.text("numbers", image);
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertEquals("\u0668", "%d".formatted(8));
            assertEquals(usual, format.text("numbers", image));
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertEquals(usual, format.text("numbers", image));
        } finally {
            Locale.setDefault(locale);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Words", "2words", "my-words", "words\n", "_words"})
    void namesThatAreNoCIdentifiersAreRefused(String name) {
        MemoryImage image = image(8, "12");

        assertThrows(
                IllegalArgumentException.class, () -> MemoryFormat.HLS_HEADER.text(name, image));
    }
}
