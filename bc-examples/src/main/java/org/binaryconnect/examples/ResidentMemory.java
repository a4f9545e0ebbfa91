package org.binaryconnect.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The largest memory that this process has had, of which Linux keeps a record. */
public final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");

    private ResidentMemory() {}

    /** Resident bytes at their highest; empty where the system does not tell. */
    public static OptionalLong peak() throws IOException {
        if (!Files.exists(STATUS)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst();
    }

    /** Such as "1,234 MB". */
    public static String peakText() throws IOException {
        OptionalLong peak = peak();
        return peak.isPresent()
                ? "%,d MB".formatted(Math.round(peak.getAsLong() / 1e6))
                : "unknown (only Linux tells)";
    }
}
