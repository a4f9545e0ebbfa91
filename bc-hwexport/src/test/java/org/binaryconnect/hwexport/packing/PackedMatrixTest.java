package org.binaryconnect.hwexport.packing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PackedMatrixTest {

    private static PackedMatrix pack(int[][] signs) {
        return PackedMatrix.pack(signs.length, signs[0].length, (r, c) -> signs[r][c] > 0);
    }

    /** The worked example of FORMAT.md, section 1. */
    @Test
    void theExampleOfTheSpecificationHasItsBytes() {
        PackedMatrix matrix =
                pack(
                        new int[][] {
                            {+1, -1, -1, +1, +1, -1, -1, -1, +1},
                            {-1, +1, +1, -1, -1, +1, +1, +1, -1}
                        });

        assertArrayEquals(new byte[] {0x19, 0x01, (byte) 0xE6, 0x00}, matrix.bytes());
    }

    @Property(tries = 200)
    void everySignComesBackAndTheSizeIsOneBitAWeightAndPadding(
            @ForAll @IntRange(min = 1, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 70) int columns,
            @ForAll long seed) {
        Random random = new Random(seed);
        int[][] signs = new int[rows][columns];
        for (int[] row : signs) {
            for (int c = 0; c < columns; c++) {
                row[c] = random.nextBoolean() ? 1 : -1;
            }
        }
        PackedMatrix matrix = pack(signs);

        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                assertEquals(signs[r][c], matrix.sign(r, c));
            }
        }
        assertEquals(rows * ((columns + 7) / 8), matrix.bytes().length);
        assertEquals(matrix, PackedMatrix.of(rows, columns, matrix.bytes()));
    }

    @Test
    void oneFlippedBitMakesAnotherMatrix() {
        PackedMatrix matrix = pack(new int[][] {{1, -1, 1}});
        byte[] flipped = matrix.bytes();
        flipped[0] ^= 2;

        assertNotEquals(matrix, PackedMatrix.of(1, 3, flipped));
        assertEquals(1, PackedMatrix.of(1, 3, flipped).sign(0, 1));
    }

    @Test
    void bytesOfTheWrongNumberOrWithPaddingAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> PackedMatrix.of(2, 9, new byte[3]));
        assertThrows(
                IllegalArgumentException.class, () -> PackedMatrix.of(1, 9, new byte[] {0, 2}));
        assertThrows(IllegalArgumentException.class, () -> PackedMatrix.pack(0, 3, (r, c) -> true));
    }
}
