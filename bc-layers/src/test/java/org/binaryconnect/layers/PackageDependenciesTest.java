package org.binaryconnect.layers;

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
import org.binaryconnect.layers.weights.BinaryWeights;
import org.junit.jupiter.api.Test;

/** What each package-info.java says that its package may depend on, against the classes. */
class PackageDependenciesTest {

    private static final String LAYERS = "org.binaryconnect.layers.";
    private static final String UPDATERS = "org.binaryconnect.updaters";
    private static final Path SOURCES = Path.of("src/main/java/org/binaryconnect/layers");

    /** By package; names without the common prefix, bc-updaters for the other module. */
    private static Map<String, Set<String>> found() throws URISyntaxException {
        Path classes =
                Path.of(
                        BinaryWeights.class
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
            if (words[0].startsWith(LAYERS)) {
                Set<String> targets =
                        found.computeIfAbsent(
                                words[0].substring(LAYERS.length()), name -> new TreeSet<>());
                String to = words[2].startsWith(UPDATERS) ? LAYERS + "bc-updaters" : words[2];
                if (to.startsWith(LAYERS) && !to.equals(words[0])) {
                    targets.add(to.substring(LAYERS.length()));
                }
            }
        }
        return found;
    }

    private static Map<String, Set<String>> said() throws IOException {
        Map<String, Set<String>> said = new TreeMap<>();
        Pattern name = Pattern.compile("\\{@code ([a-z.-]+)}");
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.endsWith("package-info.java")).toList()) {
                String text = Files.readString(file).replaceAll("\\s+\\*?\\s*", " ");
                Set<String> names = new TreeSet<>();
                Matcher matcher = name.matcher(text.substring(text.indexOf("May depend on")));
                while (matcher.find()) {
                    names.add(matcher.group(1));
                }
                String folder = SOURCES.relativize(file.getParent()).toString();
                said.put(folder.replace('/', '.'), names);
            }
        }
        return said;
    }

    @Test
    void packagesDependOnWhatTheySayAndOnNothingElse() throws IOException, URISyntaxException {
        assertEquals(said(), found());
    }

    @Test
    void thereAreNoCycles() throws URISyntaxException {
        Map<String, Set<String>> left = found();
        assertTrue(left.size() > 5);
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
}
