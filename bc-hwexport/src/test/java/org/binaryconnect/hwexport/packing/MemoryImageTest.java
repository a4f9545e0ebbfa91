package org.binaryconnect.hwexport.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryImageTest {

    /** Rows as strings of + and -. */
    private static MemoryImage weights(int parallel, String... rows) {
        PackedMatrix matrix =
                PackedMatrix.pack(
                        rows.length, rows[0].length(), (r, c) -> rows[r].charAt(c) == '+');
        return MemoryImage.weights("weights", matrix, parallel);
    }

    private static List<BigInteger> words(long... words) {
        return Arrays.stream(words).mapToObj(BigInteger::valueOf).toList();
    }

    private static final String[] FIVE_ROWS = {"+--", "-+-", "++-", "--+", "+-+"};

    /** Groups of rows 0 and 1, 2 and 3, and of row 4, of which the other bit is 0. */
    @Test
    void theLastGroupHasFewerRows() {
        MemoryImage image = weights(2, FIVE_ROWS);

        assertEquals(words(0b01, 0b10, 0b00, 0b01, 0b01, 0b10, 0b01, 0b00, 0b01), image.words());
        assertEquals(2, image.width());
    }

    @Test
    void oneOutputAtATimeIsRowAfterRow() {
        MemoryImage image = weights(1, FIVE_ROWS);

        assertEquals(words(1, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1), image.words());
        assertEquals(1, image.width());
    }

    @Test
    void moreAccumulatorsThanRowsAreOneGroup() {
        MemoryImage image = weights(8, FIVE_ROWS);

        assertEquals(words(0b10101, 0b00110, 0b11000), image.words());
        assertEquals(8, image.width());
    }

    /** Rows 0 to 299: the first input is +1 for row 70, the second for rows 0 and 299. */
    @Test
    void hundredsOfAccumulators() {
        PackedMatrix matrix =
                PackedMatrix.pack(302, 2, (r, c) -> c == 0 ? r == 70 : r == 0 || r >= 299);

        MemoryImage image = MemoryImage.weights("weights", matrix, 300);

        assertEquals(
                List.of(
                        BigInteger.TWO.pow(70),
                        BigInteger.TWO.pow(299).add(BigInteger.ONE),
                        BigInteger.ZERO,
                        BigInteger.valueOf(3)),
                image.words());
    }

    @Test
    void theTitleSaysWhatABitMeans() {
        assertEquals(
                "weights: bit j of word g * 3 + i is the weight of output g * 2 + j for input i, 1 = +1, 0 = -1",
                weights(2, FIVE_ROWS).title());
    }

    @Property(tries = 300)
    void everyWeightIsOneBitAndTheOthersAre0(
            @ForAll @IntRange(min = 1, max = 150) int rows,
            @ForAll @IntRange(min = 1, max = 140) int parallel,
            @ForAll long seed) {
        Random random = new Random(seed);
        int columns = 1 + random.nextInt(40);
        PackedMatrix matrix = PackedMatrix.pack(rows, columns, (r, c) -> random.nextBoolean());

        MemoryImage image = MemoryImage.weights("weights", matrix, parallel);

        int groups = (rows + parallel - 1) / parallel;
        assertEquals(groups * columns, image.words().size());
        assertEquals(parallel, image.width());
        for (int r = 0; r < groups * parallel; r++) {
            for (int c = 0; c < columns; c++) {
                BigInteger word = image.words().get(r / parallel * columns + c);
                boolean positive = r < rows && matrix.sign(r, c) > 0;
                assertEquals(positive, word.testBit(r % parallel));
                assertTrue(word.bitLength() <= parallel);
            }
        }
    }

    @Test
    void theWordsAreItsOwn() {
        List<BigInteger> words = new ArrayList<>(words(0, 255));
        MemoryImage image = new MemoryImage("constants", 8, words);
        words.set(0, BigInteger.TEN);

        assertEquals(words(0, 255), image.words());
        assertThrows(UnsupportedOperationException.class, () -> image.words().clear());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 256, Long.MIN_VALUE})
    void wordsThatDoNotFitAreRefusedWithTheirAddress(long word) {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new MemoryImage("constants", 8, words(0, word)))
                        .getMessage();

        assertTrue(message.contains("Word 1") && message.contains("8 bits"), message);
    }

    @Test
    void memoriesWithoutWordsOrBitsAreRefused() {
        List<BigInteger> zero = words(0);

        assertThrows(
                IllegalArgumentException.class, () -> new MemoryImage("constants", 8, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new MemoryImage("constants", 0, zero));
        assertThrows(IllegalArgumentException.class, () -> weights(0, FIVE_ROWS));
    }
}
