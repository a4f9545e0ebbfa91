package org.binaryconnect.hwexport.emit.java;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The constant arrays of a generated class. Their bytes are one block of packed data. */
final class Constants {

    /**
     * A constant array.
     *
     * @param type of an element
     * @param value a Java expression that takes it from {@code data}
     */
    record Constant(String type, String name, String value) {}

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final List<Constant> constants = new ArrayList<>();
    private final Set<String> helpers = new TreeSet<>();

    List<Constant> all() {
        return constants;
    }

    /** The methods that take the arrays from the data. */
    Set<String> helpers() {
        return helpers;
    }

    byte[] data() {
        return data.toByteArray();
    }

    void bytes(String name, byte[] values) {
        add("byte", name, "bytes", values.length);
        data.writeBytes(values);
    }

    void shorts(String name, int[] values) {
        add("short", name, "shorts", values.length);
        for (int value : values) {
            data.write(value);
            data.write(value >> 8);
        }
    }

    void ints(String name, int[] values) {
        add("int", name, "ints", values.length);
        for (int value : values) {
            for (int shift = 0; shift < 32; shift += 8) {
                data.write(value >> shift);
            }
        }
    }

    /** An array that a helper makes of packed bytes. */
    void packed(String name, byte[] packed, String helper, Object... arguments) {
        add("byte", name, helper, arguments);
        data.writeBytes(packed);
    }

    private void add(String type, String name, String helper, Object... arguments) {
        StringBuilder value = new StringBuilder(helper + "(data, " + data.size());
        for (Object argument : arguments) {
            value.append(", ").append(argument);
        }
        constants.add(new Constant(type, name, value.append(')').toString()));
        helpers.add(helper);
    }
}
