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
 * Which files of the C runtime a program needs: the named ones, the headers that they include, for
 * every header the source of the same name, if there is one, and for every function that is called
 * the source that has its name.
 */
public final class RuntimeFiles {

    private static final Pattern INCLUDE = Pattern.compile("#include \"(bc_\\w+\\.h)\"");
    private static final Pattern CALL = Pattern.compile("\\b(bc_\\w+)\\(");
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
            String text = text(file);
            Matcher include = INCLUDE.matcher(text);
            while (include.find()) {
                open.push(include.group(1));
                addIfThere(include.group(1).replace(".h", ".c"), open);
            }
            Matcher call = CALL.matcher(file.endsWith(".c") ? text : "");
            while (call.find()) {
                addIfThere(call.group(1) + ".c", open);
            }
        }
    }

    private static void addIfThere(String file, Deque<String> open) {
        if (RuntimeFiles.class.getResource(FOLDER + file) != null) {
            open.push(file);
        }
    }

    /** These files but one. */
    RuntimeFiles without(String file) {
        files.remove(file);
        return this;
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
