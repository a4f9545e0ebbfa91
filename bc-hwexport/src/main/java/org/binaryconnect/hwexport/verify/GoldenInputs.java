package org.binaryconnect.hwexport.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.binaryconnect.hwexport.ExportException;

/** The inputs of the golden vectors, from the C source of an export. */
final class GoldenInputs {

    private static final Pattern BYTE = Pattern.compile("0x([0-9a-fA-F]{2})");
    private static final Pattern STEPS = Pattern.compile("_GOLDEN_STEPS (\\d+)");

    private GoldenInputs() {}

    /**
     * @param inputs bytes of an input
     * @return [examples][runs][elements]
     */
    static byte[][][] read(Path folder, String name, int inputs) {
        try {
            String source = Files.readString(folder.resolve(name + "_golden.c"));
            Matcher steps = STEPS.matcher(Files.readString(folder.resolve(name + "_golden.h")));
            return read(source, inputs, steps.find() ? Integer.parseInt(steps.group(1)) : 1);
        } catch (IOException e) {
            throw new ExportException("Cannot read %s (%s)".formatted(folder, e), e);
        }
    }

    private static byte[][][] read(String source, int inputs, int steps) {
        Matcher matcher = BYTE.matcher(source);
        List<Byte> bytes = new ArrayList<>();
        while (matcher.find()) {
            bytes.add((byte) Integer.parseInt(matcher.group(1), 16));
        }
        byte[][][] examples = new byte[bytes.size() / (inputs * steps)][steps][inputs];
        int next = 0;
        for (byte[][] example : examples) {
            for (byte[] run : example) {
                for (int i = 0; i < inputs; i++) {
                    run[i] = bytes.get(next++);
                }
            }
        }
        return examples;
    }
}
