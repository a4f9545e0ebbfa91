package org.binaryconnect.hwexport.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables and code blocks of FORMAT.md. */
final class FormatDocument {

    /** The rows of each table by its header, cells without quotes: {@code layout|inputs}. */
    final Map<String, List<List<String>>> tables = new LinkedHashMap<>();

    final List<Block> blocks = new ArrayList<>();

    /** A code block with its language. */
    record Block(String language, List<String> lines) {}

    FormatDocument() throws IOException {
        Path file = Path.of(System.getProperty("basedir", ""), "FORMAT.md");
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                String language = lines.get(i).substring(3);
                int end = i + 1;
                while (!lines.get(end).equals("```")) {
                    end++;
                }
                blocks.add(new Block(language, lines.subList(i + 1, end)));
                i = end;
            } else if (lines.get(i).startsWith("|")) {
                int end = i;
                List<List<String>> rows = new ArrayList<>();
                while (end < lines.size() && lines.get(end).startsWith("|")) {
                    rows.add(cells(lines.get(end++)));
                }
                String header = String.join("|", rows.get(0));
                if (tables.put(header, rows.subList(2, rows.size())) != null) {
                    throw new IllegalStateException("Two tables " + header);
                }
                i = end;
            }
        }
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1).split("\\|"))
                .map(cell -> cell.replace("`", "").strip())
                .toList();
    }

    /** Bytes written like {@code 19 01}. */
    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", "").replace("/", ""));
    }

    /** Numbers between spaces. */
    static int[] numbers(String text) {
        return Arrays.stream(text.strip().split("\\s+")).mapToInt(Integer::parseInt).toArray();
    }

    /** Unsigned bytes between spaces. */
    static byte[] bytes(String text) {
        int[] numbers = numbers(text);
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) numbers[i];
        }
        return bytes;
    }
}
