package org.binaryconnect.hwexport.emit.java;

import java.util.ArrayList;
import java.util.List;

/**
 * Bytes as string constants. Bits are taken from the least significant on: 7 of them are a
 * character of 1 to 127, which is one byte in a class file. Where the 7 are 0, which would take two
 * bytes, the next 10 come along: the character is 128 plus these. Random bytes so grow by 14 %; a
 * jar compresses them back to nearly their size.
 */
final class PackedText {

    /** A string constant has at most 65535 bytes in a class file, and javac takes one less. */
    private static final int MAX_CONSTANT_BYTES = 65_534;

    /** Bits of a character of one byte. */
    private static final int BITS = 7;

    /** Bits that come along in a character of two bytes. */
    private static final int MORE_BITS = 10;

    private static final int LINE_LENGTH = 100;

    private PackedText() {}

    /** String constants, each as lines of Java literals without quotes. */
    static List<List<String>> constants(byte[] bytes) {
        List<List<String>> constants = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int constantBytes = 0;
        int bit = 0;
        while (bit < 8 * bytes.length) {
            int character = bits(bytes, bit, BITS);
            int size = 1;
            bit += BITS;
            if (character == 0) {
                character = 128 + bits(bytes, bit, MORE_BITS);
                size = 2;
                bit += MORE_BITS;
            }
            boolean full = constantBytes + size > MAX_CONSTANT_BYTES;
            if (full || line.length() > LINE_LENGTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            if (full) {
                constants.add(lines);
                lines = new ArrayList<>();
                constantBytes = 0;
            }
            line.append(literal(character));
            constantBytes += size;
        }
        if (line.length() > 0) {
            lines.add(line.toString());
            constants.add(lines);
        }
        return constants;
    }

    /** Bits from a place on; behind the end there are zeros. */
    private static int bits(byte[] bytes, int from, int count) {
        int value = 0;
        for (int b = 0; b < count && (from + b) / 8 < bytes.length; b++) {
            value |= (bytes[(from + b) / 8] >> (from + b) % 8 & 1) << b;
        }
        return value;
    }

    private static String literal(int character) {
        if (character >= 128) {
            return "\\u%04x".formatted(character);
        }
        boolean plain =
                character >= ' ' && character < 127 && character != '"' && character != '\\';
        return plain ? String.valueOf((char) character) : "\\%03o".formatted(character);
    }
}
