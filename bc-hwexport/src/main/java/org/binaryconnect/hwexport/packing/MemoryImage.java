package org.binaryconnect.hwexport.packing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Stand-in. */
public record MemoryImage(String title, int width, List<BigInteger> words) {
    /** Stand-in. */
    public static MemoryImage weights(String title, PackedMatrix m, int parallel) {
        List<BigInteger> words = new ArrayList<>();
        for (int g = 0; g < m.rows(); g += parallel) {
            for (int c = 0; c < m.columns(); c++) {
                BigInteger w = BigInteger.ZERO;
                for (int j = 0; j < parallel && g + j < m.rows(); j++) {
                    if (m.sign(g + j, c) > 0) w = w.setBit(j);
                }
                words.add(w);
            }
        }
        return new MemoryImage(title, parallel, words);
    }
}
