package org.binaryconnect.hwexport.emit.c;

import java.util.List;
import java.util.Set;

/**
 * A constant array of generated C.
 *
 * @param type of an element
 * @param suffix last part of its name
 * @param count elements
 * @param bytes of all elements
 * @param rows lines of the initializer
 */
record CArray(String type, String suffix, int count, int bytes, List<String> rows) {

    private static final Set<String> STRUCTURED =
            Set.of(
                    "weights",
                    "multiplier",
                    "multiplier_a",
                    "multiplier_b",
                    "shift",
                    "scale",
                    "offset",
                    "cell_table");

    /** Whether calls name it, not only a structure beside it. */
    boolean isShared() {
        return !STRUCTURED.contains(suffix);
    }

    static CArray bytes(String suffix, byte[] values) {
        return new CArray(
                "uint8_t", suffix, values.length, values.length, ArrayRows.hexadecimal(values));
    }

    static CArray signedBytes(String suffix, byte[] values) {
        int[] numbers = new int[values.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values[i];
        }
        return of("int8_t", 1, suffix, numbers);
    }

    static CArray shorts(String suffix, int[] values) {
        return of("int16_t", 2, suffix, values);
    }

    static CArray unsignedShorts(String suffix, int[] values) {
        return of("uint16_t", 2, suffix, values);
    }

    static CArray ints(String suffix, int[] values) {
        return of("int32_t", 4, suffix, values);
    }

    static CArray floats(String suffix, float[] values) {
        return new CArray(
                "float", suffix, values.length, 4 * values.length, ArrayRows.floats(values));
    }

    private static CArray of(String type, int size, String suffix, int[] values) {
        return new CArray(
                type, suffix, values.length, size * values.length, ArrayRows.decimal(values));
    }
}
