package org.binaryconnect.hwexport.emit.memory;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.binaryconnect.hwexport.emit.Templates;
import org.binaryconnect.hwexport.packing.MemoryImage;

/** A text format for the words of a memory, the word at address 0 first. */
public enum MemoryFormat {
    /** For {@code $readmemh} of Verilog. */
    MEM("mem"),

    /** Coefficient file of Xilinx's memory generators. */
    COE("coe"),

    /** Memory initialization file of Intel's FPGAs. */
    MIF("mif"),

    /**
     * A constant array in C99 and C++11, for high-level synthesis. Its elements are the smallest of
     * {@code uint8_t}, {@code uint16_t} and {@code uint32_t} that holds a word; a word of more than
     * 32 bits is a row of {@code uint32_t}, the least significant first.
     */
    HLS_HEADER("h") {
        @Override
        void addTo(Map<String, Object> values, String name, MemoryImage image) {
            int parts = (image.width() + PART_BITS - 1) / PART_BITS;
            int bits = image.width() <= 8 ? 8 : image.width() <= 16 ? 16 : PART_BITS;
            values.put("name", name);
            values.put("NAME", name.toUpperCase(Locale.ROOT));
            values.put("type", "uint" + bits + "_t");
            values.put("parts", parts);
            values.put("inParts", parts > 1);
            values.put("rows", image.words().stream().map(word -> row(word, parts, bits)).toList());
        }
    };

    private static final int PART_BITS = 32;

    private final String extension;

    MemoryFormat(String extension) {
        this.extension = extension;
    }

    /** A word as the templates see it, numbers in hexadecimal. */
    private record Word(String address, String digits) {}

    /** The end of a file's name, without the dot. */
    public String extension() {
        return extension;
    }

    /**
     * A whole file.
     *
     * @param name of the array in C: a lower-case letter, then a-z, 0-9 and _; the other formats
     *     have no name
     * @throws IllegalArgumentException if it is none
     */
    public String text(String name, MemoryImage image) {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "\"%s\" is no lower-case C identifier".formatted(name));
        }
        Map<String, Object> values = new HashMap<>();
        values.put("title", inComment(image.title()));
        values.put("width", image.width());
        values.put("depth", image.words().size());
        addTo(values, name, image);
        return Templates.render("memory/" + extension, values);
    }

    /** Adds what the template needs beside title, width and depth. */
    void addTo(Map<String, Object> values, String name, MemoryImage image) {
        int digits = (image.width() + 3) / 4;
        List<Word> words = new ArrayList<>();
        for (BigInteger word : image.words()) {
            words.add(new Word(Integer.toHexString(words.size()), hexadecimal(word, digits)));
        }
        values.put("words", words);
    }

    private static List<String> row(BigInteger word, int parts, int bits) {
        List<String> row = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int value = word.shiftRight(part * PART_BITS).intValue();
            BigInteger unsigned = BigInteger.valueOf(Integer.toUnsignedLong(value));
            row.add(hexadecimal(unsigned, bits / 4));
        }
        return row;
    }

    private static String hexadecimal(BigInteger number, int digits) {
        String text = number.toString(16);
        return "0".repeat(digits - text.length()) + text;
    }

    /**
     * A title, which may hold anything, as text that cannot end a comment in any of the formats.
     */
    private static String inComment(String title) {
        return title.replaceAll("[^A-Za-z0-9 _.,:()*=+-]", "_");
    }
}
