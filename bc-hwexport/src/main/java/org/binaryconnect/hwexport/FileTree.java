package org.binaryconnect.hwexport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole folders. */
public final class FileTree {

    private FileTree() {}

    /** Deletes a folder with all that is in it, or a file; nothing if there is none. */
    public static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        for (Path path : paths(root, Comparator.reverseOrder())) {
            Files.deleteIfExists(path);
        }
    }

    /** Copies a folder with all that is in it to a place where there is none. */
    public static void copy(Path root, Path to) throws IOException {
        for (Path path : paths(root, Comparator.naturalOrder())) {
            Files.copy(path, to.resolve(root.relativize(path)));
        }
    }

    private static List<Path> paths(Path root, Comparator<Path> order) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.sorted(order).toList();
        }
    }
}
