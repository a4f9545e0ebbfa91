package org.binaryconnect.hwexport.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryImageTest {

    @Test
    void everyBitIsAWeightAndTheRestIsZero() {
        Random random = new Random(1);
        for (int n = 0; n < 200; n++) {
            int rows = 1 + random.nextInt(40);
            int columns = 1 + random.nextInt(30);
            int parallel = 1 + random.nextInt(n < 100 ? 12 : 150);
            PackedMatrix matrix = PackedMatrix.pack(rows, columns, (r, c) -> random.nextBoolean());

            MemoryImage image = MemoryImage.weights("", matrix, parallel);

            int groups = (rows + parallel - 1) / parallel;
            assertEquals(parallel, image.width());
            assertEquals(groups * columns, image.words().size());
            assertEquals((long) groups * columns * parallel, image.bits());
            for (int address = 0; address < image.words().size(); address++) {
                for (int j = 0; j < parallel; j++) {
                    int row = address / columns * parallel + j;
                    boolean positive = row < rows && matrix.sign(row, address % columns) > 0;
                    assertEquals(positive, image.words().get(address).testBit(j));
                }
            }
        }
    }

    @Test
    void wordsMustFit() {
        List<BigInteger> words = List.of(BigInteger.valueOf(8));

        assertEquals(1, new MemoryImage("", 4, words).words().size());
        assertThrows(IllegalArgumentException.class, () -> new MemoryImage("", 3, words));
        assertThrows(IllegalArgumentException.class, () -> new MemoryImage("", 4, List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new MemoryImage("", 4, List.of(BigInteger.valueOf(-1))));
    }
}
