package org.binaryconnect.hwexport.packing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WeightLayoutTest {

    /** Rows as strings of + and -. */
    private static PackedMatrix matrix(String... rows) {
        return PackedMatrix.pack(rows.length, rows[0].length(), (r, c) -> rows[r].charAt(c) == '+');
    }

    private static byte[] bytes(String hexadecimal) {
        return HexFormat.ofDelimiter(" ").parseHex(hexadecimal);
    }

    /** Ten inputs: two bytes a row. */
    private static final PackedMatrix FIVE_ROWS =
            matrix("+--------+", "-+------++", "--+-----+-", "---+----++", "++++++++--");

    @Test
    void rowsFollowOneAnother() {
        assertArrayEquals(
                bytes("01 02 02 03 04 01 08 03 ff 00"), WeightLayout.ROWS.arrange(FIVE_ROWS));
    }

    /** Four rows in turn, byte by byte, then the fifth alone. */
    @Test
    void countedHasNegativesInFrontAndFourRowsInTurn() {
        assertArrayEquals(
                bytes("08 00 07 00 08 00 07 00 02 00" + " 01 02 04 08 02 03 01 03" + " ff 00"),
                WeightLayout.COUNTED.arrange(FIVE_ROWS));
    }

    @Test
    void countsHaveTheLowByteFirst() {
        PackedMatrix negative = PackedMatrix.pack(1, 515, (r, c) -> c == 514);

        byte[] arranged = WeightLayout.COUNTED.arrange(negative);

        assertEquals(2 + 65, arranged.length);
        assertArrayEquals(bytes("02 02"), new byte[] {arranged[0], arranged[1]});
        assertEquals(4, arranged[2 + 64]);
    }

    /** Eight rows in turn, then the ninth. */
    @Test
    void rowsBy8AreInTurn() {
        PackedMatrix nine =
                PackedMatrix.pack(9, 9, (r, c) -> r == 8 || c == r); // row 8: nothing but +1

        assertArrayEquals(
                bytes("01 02 04 08 10 20 40 80 00 00 00 00 00 00 00 00 ff 01"),
                WeightLayout.ROWS_BY_8.arrange(nine));
    }

    /** A byte an input for eight rows; then, for one more row, a bit an input. */
    @Test
    void columnsOfNineRows() {
        PackedMatrix nine = matrix("+--", "-+-", "--+", "+++", "---", "++-", "-++", "+-+", "-+-");

        assertArrayEquals(bytes("a9 6a cc 02"), WeightLayout.COLUMNS.arrange(nine));
    }

    /** Three rows take fields of 4 bits, of which the highest is 0; the first input is lowest. */
    @Test
    void columnsOfThreeRows() {
        assertArrayEquals(
                bytes("61 05"), WeightLayout.COLUMNS.arrange(matrix("+-+", "-+-", "-++")));
    }

    @Test
    void columnsOfTwoAndOfFiveRows() {
        assertArrayEquals(bytes("69 02"), WeightLayout.COLUMNS.arrange(matrix("+--+-", "-++-+")));
        assertArrayEquals(
                bytes("11 1e"), WeightLayout.COLUMNS.arrange(matrix("+-", "-+", "-+", "-+", "++")));
    }

    /** Reads a bit by what is written about a layout: its byte, counted from 0, and its place. */
    private static boolean bit(byte[] bytes, int at, int place) {
        return (bytes[at] >>> place & 1) == 1;
    }

    private static PackedMatrix random(int rows, int columns, long seed) {
        Random random = new Random(seed);
        return PackedMatrix.pack(rows, columns, (r, c) -> random.nextBoolean());
    }

    @Property(tries = 300)
    void everyWeightIsFoundInEveryLayout(
            @ForAll @IntRange(min = 1, max = 37) int rows,
            @ForAll @IntRange(min = 1, max = 41) int columns,
            @ForAll long seed) {
        PackedMatrix matrix = random(rows, columns, seed);
        byte[] counted = WeightLayout.COUNTED.arrange(matrix);
        byte[] by8 = WeightLayout.ROWS_BY_8.arrange(matrix);
        byte[] fields = WeightLayout.COLUMNS.arrange(matrix);
        int rowBytes = (columns + 7) / 8;
        for (int r = 0; r < rows; r++) {
            int negatives = 0;
            for (int c = 0; c < columns; c++) {
                boolean positive = matrix.sign(r, c) > 0;
                negatives += positive ? 0 : 1;
                int in4 = 2 * rows + r / 4 * 4 * rowBytes + c / 8 * Math.min(4, rows - r / 4 * 4);
                assertEquals(positive, bit(counted, in4 + r % 4, c % 8));
                int in8 = r / 8 * 8 * rowBytes + c / 8 * Math.min(8, rows - r / 8 * 8);
                assertEquals(positive, bit(by8, in8 + r % 8, c % 8));
                int together = Math.min(8, rows - r / 8 * 8);
                int width = together > 4 ? 8 : together > 2 ? 4 : together;
                int place = width * c + r % 8;
                assertEquals(positive, bit(fields, r / 8 * columns + place / 8, place % 8));
            }
            assertEquals(
                    negatives,
                    Byte.toUnsignedInt(counted[2 * r])
                            + 256 * Byte.toUnsignedInt(counted[2 * r + 1]));
        }
        assertEquals(rows * rowBytes, by8.length);
        assertEquals(rows * (2 + rowBytes), counted.length);
        assertEquals(WeightLayout.columnBytes(rows, columns), fields.length);
        // What is no weight is 0.
        assertEquals(ones(matrix.bytes(), 0), ones(fields, 0));
        assertEquals(ones(matrix.bytes(), 0), ones(by8, 0));
        assertEquals(ones(matrix.bytes(), 0), ones(counted, 2 * rows));
    }

    private static int ones(byte[] bytes, int from) {
        int ones = 0;
        for (int i = from; i < bytes.length; i++) {
            ones += Integer.bitCount(Byte.toUnsignedInt(bytes[i]));
        }
        return ones;
    }
}
