package org.binaryconnect.hwexport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What each package-info.java says that its package may depend on, against the classes. The root
 * package, which all share, is left out of both.
 */
class PackageDependenciesTest {

    private static final String ROOT = "org.binaryconnect.hwexport";
    private static final String SHARED = "";
    private static final Path SOURCES = Path.of("src/main/java/org/binaryconnect/hwexport");

    /** By package, names without the common prefix; libraries and JDK with their whole names. */
    private static Map<String, Set<String>> found() throws URISyntaxException {
        Path classes =
                Path.of(
                        ExportException.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        StringWriter out = new StringWriter();
        ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(out),
                        "-verbose:package",
                        "-filter:none",
                        classes.toString());
        Map<String, Set<String>> found = new TreeMap<>();
        for (String line : out.toString().lines().toList()) {
            String[] words = line.strip().split("\\s+"); // from -> to (where it is)
            if (words[0].startsWith(ROOT)) {
                Set<String> targets =
                        found.computeIfAbsent(name(words[0]), name -> new TreeSet<>());
                if (!words[2].equals(words[0])) {
                    targets.add(name(words[2]));
                }
            }
        }
        return found;
    }

    private static String name(String aPackage) {
        if (aPackage.startsWith("org.binaryconnect.layers")) {
            return "bc-layers";
        } else if (aPackage.startsWith("org.binaryconnect.updaters")) {
            return "bc-updaters";
        } else if (aPackage.equals(ROOT)) {
            return SHARED;
        }
        return aPackage.startsWith(ROOT + ".") ? aPackage.substring(ROOT.length() + 1) : aPackage;
    }

    /** The same, with the packages of this project only. */
    private static Map<String, Set<String>> foundHere() throws URISyntaxException {
        Map<String, Set<String>> found = found();
        Set<String> here = new TreeSet<>(found.keySet());
        here.addAll(Set.of("bc-layers", "bc-updaters"));
        here.remove(SHARED);
        found.values().forEach(targets -> targets.retainAll(here));
        return found;
    }

    private static Map<String, Set<String>> said() throws IOException {
        Map<String, Set<String>> said = new TreeMap<>();
        Pattern name = Pattern.compile("\\{@code ([a-z.-]+)}");
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.endsWith("package-info.java")).toList()) {
                String text = Files.readString(file).replaceAll("\\s+\\*?\\s*", " ");
                int start = text.indexOf("May depend on");
                assertTrue(start > 0, file + " does not say what its package may depend on");
                Set<String> names = new TreeSet<>();
                Matcher matcher = name.matcher(text.substring(start));
                while (matcher.find()) {
                    names.add(matcher.group(1));
                }
                said.put(SOURCES.relativize(file.getParent()).toString().replace('/', '.'), names);
            }
        }
        return said;
    }

    @Test
    void packagesDependOnWhatTheySayAndOnNothingElse() throws IOException, URISyntaxException {
        assertEquals(said(), foundHere());
    }

    @Test
    void thereAreNoCycles() throws URISyntaxException {
        Map<String, Set<String>> left = foundHere();
        assertTrue(left.size() > 2);
        boolean removed = true;
        while (removed) {
            removed =
                    left.entrySet()
                            .removeIf(
                                    entry ->
                                            entry.getValue().stream().noneMatch(left::containsKey));
        }
        assertEquals(Map.of(), left);
    }

    /** The networks that were read can be exported where there is no DL4J. */
    @Test
    void onlyTheReaderAndTheScoreSeeDl4j() throws URISyntaxException {
        Set<String> seeing = new TreeSet<>();
        found().forEach(
                        (name, targets) -> {
                            if (targets.stream()
                                    .anyMatch(
                                            t ->
                                                    t.startsWith("org.deeplearning4j")
                                                            || t.startsWith("org.nd4j"))) {
                                seeing.add(name);
                            }
                        });

        assertEquals(Set.of("arbiter", "read"), seeing);
    }
}
