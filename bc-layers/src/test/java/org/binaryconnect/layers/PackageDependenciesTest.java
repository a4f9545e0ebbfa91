package org.binaryconnect.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.updaters.BinaryConnectUpdater;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each package-info.java says that its package may depend on, against the classes. */
class PackageDependenciesTest {

    private static final String UPDATERS = "org.binaryconnect.updaters";

    /** The root package of bc-updaters, or to bc-layers, which has none, that whole module. */
    private static final String ROOT = "bc-updaters";

    /** A Maven module: a class of it, the name that its packages begin with, its sources. */
    private record Module(Class<?> member, String prefix, Path sources) {}

    private static List<Module> modules() {
        return List.of(
                new Module(
                        BinaryWeights.class,
                        "org.binaryconnect.layers",
                        Path.of("src/main/java/org/binaryconnect/layers")),
                new Module(
                        BinaryConnectUpdater.class,
                        UPDATERS,
                        Path.of("../bc-updaters/src/main/java/org/binaryconnect/updaters")));
    }

    /** By package; names without the common prefix, bc-updaters for the other module. */
    private static Map<String, Set<String>> found(Module module) throws URISyntaxException {
        Path classes =
                Path.of(module.member.getProtectionDomain().getCodeSource().getLocation().toURI());
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
            if (words[0].startsWith(module.prefix)) {
                Set<String> targets =
                        found.computeIfAbsent(name(module, words[0]), name -> new TreeSet<>());
                if (words[2].startsWith(module.prefix) && !words[2].equals(words[0])) {
                    targets.add(name(module, words[2]));
                } else if (words[2].startsWith(UPDATERS) && !module.prefix.equals(UPDATERS)) {
                    targets.add(ROOT);
                }
            }
        }
        return found;
    }

    private static String name(Module module, String aPackage) {
        return aPackage.equals(module.prefix)
                ? ROOT
                : aPackage.substring(module.prefix.length() + 1);
    }

    private static Map<String, Set<String>> said(Module module) throws IOException {
        Map<String, Set<String>> said = new TreeMap<>();
        Pattern name = Pattern.compile("\\{@code ([a-z.-]+)}");
        try (Stream<Path> files = Files.walk(module.sources)) {
            for (Path file : files.filter(f -> f.endsWith("package-info.java")).toList()) {
                String text = Files.readString(file).replaceAll("\\s+\\*?\\s*", " ");
                Set<String> names = new TreeSet<>();
                Matcher matcher = name.matcher(text.substring(text.indexOf("May depend on")));
                while (matcher.find()) {
                    names.add(matcher.group(1));
                }
                String folder = module.sources.relativize(file.getParent()).toString();
                said.put(folder.isEmpty() ? ROOT : folder.replace('/', '.'), names);
            }
        }
        return said;
    }

    @ParameterizedTest
    @MethodSource("modules")
    void packagesDependOnWhatTheySayAndOnNothingElse(Module module)
            throws IOException, URISyntaxException {
        assertEquals(said(module), found(module));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void thereAreNoCycles(Module module) throws URISyntaxException {
        Map<String, Set<String>> left = found(module);
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
}
