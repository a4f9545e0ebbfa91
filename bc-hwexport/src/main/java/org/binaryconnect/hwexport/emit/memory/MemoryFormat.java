package org.binaryconnect.hwexport.emit.memory;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.binaryconnect.hwexport.emit.Templates;
import org.binaryconnect.hwexport.packing.MemoryImage;

/** A text form of a memory. */
public enum MemoryFormat {
    /** Verilog's {@code $readmemh}: one hexadecimal word a line. */
    MEM("mem"),
    /** Coefficients for Xilinx's block memory generator. */
    COE("coe"),
    /** Intel's memory initialization file. */
    MIF("mif"),
    /** An array in C for high-level synthesis: 32-bit parts of words, the lowest first. */
    HLS_HEADER("h");

    private static final int PART_BITS = 32;

    private final String extension;

    MemoryFormat(String extension) {
        this.extension = extension;
    }

    /** The ending of files, without a dot. */
    public String extension() {
        return extension;
    }

    /**
     * The whole text.
     *
     * @param name of the memory, a C identifier
     */
    public String text(String name, MemoryImage image) {
        Map<String, Object> values = new HashMap<>();
        values.put("name", name);
        values.put("macro", name.toUpperCase(Locale.ROOT));
        values.put("title", image.title().replaceAll("[^\\x20-\\x7e]|\\*/|--|%", "?"));
        values.put("width", image.width());
        values.put("depth", image.words().size());
        int parts = (image.width() + PART_BITS - 1) / PART_BITS;
        values.put("parts", parts);
        List<Map<String, Object>> words = new ArrayList<>();
        for (int address = 0; address < image.words().size(); address++) {
            BigInteger word = image.words().get(address);
            Map<String, Object> entry = new HashMap<>();
            entry.put("address", Integer.toHexString(address));
            entry.put("hex", hexadecimal(word, (image.width() + 3) / 4));
            entry.put("parts", this == HLS_HEADER ? parts(word, parts) : "");
            entry.put("isLast", address == image.words().size() - 1);
            words.add(entry);
        }
        values.put("words", words);
        return Templates.render("memory/" + extension, values);
    }

    private static String hexadecimal(BigInteger word, int digits) {
        String text = word.toString(16);
        return "0".repeat(digits - text.length()) + text;
    }

    private static String parts(BigInteger word, int count) {
        List<String> parts = new ArrayList<>();
        for (int p = 0; p < count; p++) {
            parts.add("0x%08xU".formatted(word.shiftRight(PART_BITS * p).intValue()));
        }
        return String.join(", ", parts);
    }
}
