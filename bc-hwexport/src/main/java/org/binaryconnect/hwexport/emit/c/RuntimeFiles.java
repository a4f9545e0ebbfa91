package org.binaryconnect.hwexport.emit.c;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files of the C runtime a program needs: the named ones, the headers that they include, and
 * for every header the source of the same name, if there is one.
 */
public final class RuntimeFiles {

    private static final Pattern INCLUDE = Pattern.compile("#include \"(bc_\\w+\\.h)\"");
    private static final String FOLDER = "/c/runtime/";

    private final TreeSet<String> files = new TreeSet<>();

    /**
     * @param sources names of files in {@code c/runtime}
     */
    public RuntimeFiles(Collection<String> sources) {
        Deque<String> open = new ArrayDeque<>(sources);
        while (!open.isEmpty()) {
            String file = open.pop();
            if (!files.add(file)) {
                continue;
            }
            Matcher include = INCLUDE.matcher(text(file));
            while (include.find()) {
                String header = include.group(1);
                String source = header.replace(".h", ".c");
                open.push(header);
                if (RuntimeFiles.class.getResource(FOLDER + source) != null) {
                    open.push(source);
                }
            }
        }
    }

    /** All files, sources and headers. */
    public List<String> all() {
        return List.copyOf(files);
    }

    private static String text(String file) {
        try (InputStream in = RuntimeFiles.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + file + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
