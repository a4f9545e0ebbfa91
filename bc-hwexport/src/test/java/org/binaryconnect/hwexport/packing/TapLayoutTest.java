package org.binaryconnect.hwexport.packing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TapLayoutTest {

    private static PackedMatrix matrix(String... rows) {
        return PackedMatrix.pack(rows.length, rows[0].length(), (r, c) -> rows[r].charAt(c) == '+');
    }

    private static byte[] bytes(String hexadecimal) {
        return HexFormat.ofDelimiter(" ").parseHex(hexadecimal);
    }

    /** Two taps of three channels: a byte a tap and row, tap after tap. */
    @Test
    void fewChannels() {
        assertArrayEquals(bytes("01 06 05 02"), TapLayout.arrange(matrix("+--+-+", "-++-+-"), 2));
    }

    /** 17 channels are groups of 8, 8 and 1: a block of the first two, then one of the third. */
    @Test
    void aBlockOfTwoGroupsAndOneOfOne() {
        assertArrayEquals(
                bytes("01 80 fe 7f 01 00"),
                TapLayout.arrange(matrix("+--------------++", "-++++++++++++++--"), 1));
    }

    /** Groups, then blocks and the size of the first: 8, 4, 2 and 1, as often 8 as needed. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 1, 2", "3, 2, 2", "7, 3, 4", "8, 1, 8", "9, 2, 8", "31, 6, 8"})
    void blocks(int groups, int blocks, int largest) {
        assertEquals(blocks, TapLayout.blocks(groups));
        assertEquals(largest, TapLayout.largestBlock(groups));
    }

    /** Three taps of ten rows: two bytes a tap. */
    @Test
    void depthwiseHasTheBitsOfAllRowsForEachTap() {
        PackedMatrix ten =
                PackedMatrix.pack(10, 3, (r, c) -> c == 0 ? r == 9 : c == 1 ? r < 8 : r % 2 == 0);

        assertArrayEquals(bytes("00 02 ff 00 55 01"), TapLayout.arrangeDepthwise(ten));
    }

    /** Counts blocks of groups off, 8, 4, 2, 1, with the bytes of all rows in each. */
    @Property(tries = 300)
    void everyWeightIsFound(
            @ForAll @IntRange(min = 1, max = 9) int rows,
            @ForAll @IntRange(min = 1, max = 5) int taps,
            @ForAll @IntRange(min = 1, max = 130) int channels,
            @ForAll long seed) {
        Random random = new Random(seed);
        PackedMatrix matrix =
                PackedMatrix.pack(rows, taps * channels, (r, c) -> random.nextBoolean());
        byte[] bytes = TapLayout.arrange(matrix, taps);
        byte[] depthwise = TapLayout.arrangeDepthwise(matrix);
        int next = 0;
        for (int tap = 0; tap < taps; tap++) {
            int left = (channels + 7) / 8;
            int channel = 0;
            for (int size : List.of(8, 4, 2, 1)) {
                for (; left >= size; left -= size, channel += 8 * size, next += rows * size) {
                    for (int r = 0; r < rows; r++) {
                        for (int i = 0; i < 8 * size; i++) {
                            boolean set = (bytes[next + r * size + i / 8] >>> (i % 8) & 1) == 1;
                            boolean isWeight = channel + i < channels;
                            int column = tap * channels + channel + i;
                            assertEquals(isWeight && matrix.sign(r, column) > 0, set);
                        }
                    }
                }
            }
        }
        assertEquals(next, bytes.length);
        int tapBytes = (rows + 7) / 8;
        for (int c = 0; c < taps * channels; c++) {
            for (int r = 0; r < 8 * tapBytes; r++) {
                boolean set = (depthwise[c * tapBytes + r / 8] >>> (r % 8) & 1) == 1;
                assertEquals(r < rows && matrix.sign(r, c) > 0, set);
            }
        }
        assertEquals(taps * channels * tapBytes, depthwise.length);
    }
}
