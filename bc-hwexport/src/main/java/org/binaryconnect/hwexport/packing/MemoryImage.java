package org.binaryconnect.hwexport.packing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a read-only memory of an FPGA holds; immutable.
 *
 * @param title one line that says what the words and their bits mean
 * @param width bits of a word, at least 1
 * @param words by address, from 0 on; at least one, each from 0 to {@code 2^width - 1}
 */
public record MemoryImage(String title, int width, List<BigInteger> words) {

    /**
     * @throws IllegalArgumentException if the width is below 1, there is no word, or a word is
     *     negative or has more bits than the width
     */
    public MemoryImage {
        if (width < 1) {
            throw new IllegalArgumentException(
                    "A memory needs words of at least 1 bit, got " + width);
        }
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("A memory needs at least 1 word");
        }
        for (int address = 0; address < words.size(); address++) {
            BigInteger word = words.get(address);
            if (word.signum() < 0 || word.bitLength() > width) {
                throw new IllegalArgumentException(
                        "Word %d of a memory is %s, which is not an unsigned number of %d bits"
                                .formatted(address, word, width));
            }
        }
    }

    /**
     * The layout WORDS, for a core that computes {@code parallel} outputs at a time: the rows in
     * groups of {@code parallel}, the last with fewer; a group has one word a column, whose bit j
     * is the weight of the group's row j, 1 for +1. Bits without a row are 0.
     *
     * @param title what the weights are of; the meaning of the bits is added to it
     * @param parallel width of the memory, at least 1; may exceed the rows
     * @return {@code ceil(rows / parallel) * columns} words
     */
    public static MemoryImage weights(String title, PackedMatrix matrix, int parallel) {
        if (parallel < 1) {
            throw new IllegalArgumentException(
                    "Weights need words of at least 1 bit, got " + parallel);
        }
        List<BigInteger> words = new ArrayList<>();
        for (int first = 0; first < matrix.rows(); first += parallel) {
            int rows = Math.min(parallel, matrix.rows() - first);
            for (int c = 0; c < matrix.columns(); c++) {
                words.add(word(matrix, first, rows, c));
            }
        }
        String meaning =
                String.format(
                        Locale.ROOT,
                        "%s: bit j of word g * %d + i is the weight of output g * %d + j for input i, 1 = +1, 0 = -1",
                        title,
                        matrix.columns(),
                        parallel);
        return new MemoryImage(meaning, parallel, words);
    }

    private static BigInteger word(PackedMatrix matrix, int first, int rows, int column) {
        // BigInteger takes the most significant byte first.
        byte[] bytes = new byte[(rows + 7) / 8];
        for (int j = 0; j < rows; j++) {
            if (matrix.sign(first + j, column) > 0) {
                bytes[bytes.length - 1 - j / 8] |= (byte) (1 << (j % 8));
            }
        }
        return new BigInteger(1, bytes);
    }
}
