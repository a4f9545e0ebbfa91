package org.binaryconnect.hwexport.emit.c;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Array initializers in C, as lines of values with commas. */
final class ArrayRows {

    private ArrayRows() {}

    static List<String> hexadecimal(byte[] values) {
        return rows(values.length, 16, i -> "0x%02x".formatted(Byte.toUnsignedInt(values[i])));
    }

    static List<String> decimal(int[] values) {
        return rows(values.length, 8, i -> literal(values[i]));
    }

    static List<String> floats(float[] values) {
        return rows(values.length, 8, i -> literal(values[i]));
    }

    /** Numbers of 32 bits, each as 8 hexadecimal digits. */
    static List<String> bits(int[] values) {
        return rows(values.length, 8, i -> "0x%08xU".formatted(values[i]));
    }

    /** As many digits as it takes to tell it from its neighbours: C reads the very same number. */
    static String literal(float value) {
        return value + "f";
    }

    /**
     * C has no literal for the smallest number: the minus sign is an operator on one that does not
     * fit.
     */
    static String literal(int value) {
        return value == Integer.MIN_VALUE ? "(-2147483647 - 1)" : Integer.toString(value);
    }

    private static List<String> rows(int count, int perRow, IntFunction<String> value) {
        List<String> rows = new ArrayList<>();
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < count; i++) {
            row.append(value.apply(i)).append(i == count - 1 ? "" : ",");
            if ((i + 1) % perRow == 0 || i == count - 1) {
                rows.add(row.toString());
                row.setLength(0);
            } else {
                row.append(' ');
            }
        }
        return rows;
    }
}
