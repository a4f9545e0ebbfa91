package org.binaryconnect.hwexport.packing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a read-only memory.
 *
 * @param title what it holds, on one line
 * @param width bits of a word, at least 1
 * @param words by their address, unsigned; at least one
 */
public record MemoryImage(String title, int width, List<BigInteger> words) {

    public MemoryImage {
        words = List.copyOf(words);
        if (width < 1 || words.isEmpty()) {
            throw new IllegalArgumentException("A memory needs at least one word of one bit");
        }
        for (BigInteger word : words) {
            if (word.signum() < 0 || word.bitLength() > width) {
                throw new IllegalArgumentException(
                        "A word of %d bits cannot hold %s".formatted(width, word));
            }
        }
    }

    /**
     * Weights as hardware with several accumulators reads them: outputs in groups of {@code
     * parallel}, the last with fewer; word {@code group * columns + column} has the weights of one
     * input, bit j that of output {@code group * parallel + j}. Bits of outputs that the last group
     * does not have are 0.
     *
     * @param parallel bits of a word
     */
    public static MemoryImage weights(String title, PackedMatrix matrix, int parallel) {
        List<BigInteger> words = new ArrayList<>();
        for (int first = 0; first < matrix.rows(); first += parallel) {
            int rows = Math.min(parallel, matrix.rows() - first);
            for (int column = 0; column < matrix.columns(); column++) {
                words.add(word(matrix, first, rows, column));
            }
        }
        return new MemoryImage(title, parallel, words);
    }

    private static BigInteger word(PackedMatrix matrix, int first, int rows, int column) {
        byte[] bigEndian = new byte[(rows + 7) / 8];
        for (int j = 0; j < rows; j++) {
            if (matrix.sign(first + j, column) > 0) {
                bigEndian[bigEndian.length - 1 - j / 8] |= (byte) (1 << (j % 8));
            }
        }
        return new BigInteger(1, bigEndian);
    }

    /** Bits of the whole memory. */
    public long bits() {
        return (long) width * words.size();
    }
}
