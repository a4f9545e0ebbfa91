package org.binaryconnect.hwexport.kernels;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Bytes of machine code of the C runtime on a core, as measured: {@code costs/<core>-code.csv}, one
 * line a source file.
 */
public final class CodeSizes {

    private final Map<String, Long> bytes;

    private CodeSizes(Map<String, Long> bytes) {
        this.bytes = bytes;
    }

    /** The sizes of a core; none if they were not measured. */
    public static CodeSizes of(Core core) {
        try (InputStream in =
                CodeSizes.class.getResourceAsStream("/costs/" + core.id() + "-code.csv")) {
            return in == null ? new CodeSizes(Map.of()) : read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CodeSizes read(InputStream in) {
        Map<String, Long> bytes = new HashMap<>();
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(","))
                .forEach(cells -> bytes.put(cells[0], Long.parseLong(cells[1].strip())));
        return new CodeSizes(bytes);
    }

    /**
     * Bytes of some files together; empty if one of them was not measured.
     *
     * @param files of the runtime; headers are left out
     */
    public OptionalLong sum(Collection<String> files) {
        long sum = 0;
        for (String file : files) {
            if (file.endsWith(".c")) {
                if (!bytes.containsKey(file)) {
                    return OptionalLong.empty();
                }
                sum += bytes.get(file);
            }
        }
        return OptionalLong.of(sum);
    }
}
