package org.binaryconnect.hwexport.toolchain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.FileTree;

/** An export folder compiled for one target, in {@code build/<target>} inside the folder. */
public final class Firmware {

    private static final Duration COMPILE_LIMIT = Duration.ofMinutes(2);
    private static final Duration RUN_LIMIT = Duration.ofMinutes(10);
    private static final Pattern VECTOR =
            Pattern.compile(
                    "^vector (\\d+) mismatches (\\d+) instructions (\\d+)$", Pattern.MULTILINE);
    private static final Pattern SECTION =
            Pattern.compile("^(\\S+)\\s+(\\d+)\\s+\\d+$", Pattern.MULTILINE);

    private final Path folder;
    private final String name;
    private final Target target;
    private final String build;

    private Firmware(Path folder, String name, Target target) {
        this.folder = folder;
        this.name = name;
        this.target = target;
        this.build = "build/" + target.id() + "/";
    }

    /**
     * What firmware needs to run the model: everything but self-test, golden vectors and start-up
     * code.
     *
     * @param runtime the files of the runtime, of which the sources are taken
     */
    static List<String> librarySources(String name, List<String> runtime) {
        List<String> sources = new ArrayList<>(List.of(name + ".c", name + "_data.c"));
        runtime.stream().filter(file -> file.endsWith(".c")).sorted().forEach(sources::add);
        return sources;
    }

    private List<String> librarySources() {
        return librarySources(folder, name);
    }

    /** The same for the files that are in an export folder. */
    static List<String> librarySources(Path folder, String name) {
        try (Stream<Path> files = Files.list(folder)) {
            return librarySources(
                    name,
                    files.map(file -> file.getFileName().toString())
                            .filter(file -> file.startsWith("bc_"))
                            .toList());
        } catch (IOException e) {
            throw new ExportException("Cannot read %s (%s)".formatted(folder, e), e);
        }
    }

    /** What the self-test needs beside the library. */
    private static List<String> testSources(String name, Target target) {
        List<String> sources = new ArrayList<>(List.of(name + "_golden.c", name + "_selftest.c"));
        sources.addAll(target.sources());
        return sources;
    }

    /** All sources of the self-test. */
    static List<String> selfTestSources(String name, List<String> runtime, Target target) {
        List<String> sources = new ArrayList<>(librarySources(name, runtime));
        sources.addAll(testSources(name, target));
        return sources;
    }

    /**
     * Compiles everything and links the self-test, and the filter program for the host.
     *
     * @param folder an export folder
     * @param name the network's name in it
     * @throws ExportException if a tool is missing or fails; the message has its first error line
     */
    public static Firmware build(Path folder, String name, Target target) {
        Firmware firmware = new Firmware(folder, name, target);
        try {
            Files.createDirectories(folder.resolve(firmware.build));
        } catch (IOException e) {
            throw cannotWrite(folder, e);
        }
        List<String> library = firmware.compile(firmware.librarySources());
        List<String> selfTest = firmware.compile(testSources(name, target));
        firmware.link(name + "_selftest", library, selfTest);
        if (target == Target.HOST) {
            firmware.link(name + "_filter", library, firmware.compile(List.of(name + "_filter.c")));
        }
        return firmware;
    }

    /** Whether the compiler of a target is there. */
    public static boolean isInstalled(Target target) {
        try {
            return Tool.run(
                                    List.of(target.tool("gcc"), "--version"),
                                    target.compilerPackage(),
                                    Path.of("."),
                                    new byte[0],
                                    COMPILE_LIMIT)
                            .exitCode()
                    == 0;
        } catch (ExportException e) {
            return false;
        }
    }

    /**
     * Flash that the model and its runtime take on a target; leaves the folder as it was.
     *
     * @param folder an export folder without a {@code build} folder
     * @throws ExportException as {@link #build}
     */
    public static long measureFlash(Path folder, String name, Target target) {
        Firmware firmware = new Firmware(folder, name, target);
        try {
            Files.createDirectories(folder.resolve(firmware.build));
            firmware.compile(firmware.librarySources());
            return firmware.flashBytes();
        } catch (IOException e) {
            throw cannotWrite(folder, e);
        } finally {
            try {
                FileTree.delete(folder.resolve("build"));
            } catch (IOException e) {
                throw cannotWrite(folder, e);
            }
        }
    }

    private static ExportException cannotWrite(Path folder, IOException e) {
        return new ExportException("Cannot write to %s (%s)".formatted(folder, e), e);
    }

    private List<String> compile(List<String> sources) {
        List<String> objects = new ArrayList<>();
        for (String source : sources) {
            String object =
                    build + Path.of(source).getFileName().toString().replaceAll("\\.c$", ".o");
            List<String> command = target.compile(librarySources());
            command.addAll(List.of("-c", source, "-o", object));
            check(command);
            objects.add(object);
        }
        return objects;
    }

    private void link(String program, List<String> library, List<String> more) {
        List<String> command = new ArrayList<>(List.of(target.tool("gcc")));
        command.addAll(target.compile(library).subList(1, target.compile(library).size()));
        command.addAll(library);
        command.addAll(more);
        command.addAll(target.link());
        command.addAll(List.of("-o", build + program));
        check(command);
    }

    /**
     * Links the library with another source of the folder.
     *
     * @return the program
     */
    public Path linkWith(String source) {
        String program = source.replaceAll("\\.c$", "");
        link(program, compile(librarySources()), compile(List.of(name + "_golden.c", source)));
        return folder.resolve(build + program).toAbsolutePath();
    }

    private Tool.Result check(List<String> command) {
        Tool.Result result =
                Tool.run(command, target.compilerPackage(), folder, new byte[0], COMPILE_LIMIT);
        if (result.exitCode() != 0) {
            throw new ExportException(
                    "%s failed: %s"
                            .formatted(
                                    command.get(0),
                                    result.errors().lines().findFirst().orElse("no message")));
        }
        return result;
    }

    /**
     * Flash that the model and its runtime take: code, constants and weights, by the target's own
     * size tool.
     */
    public long flashBytes() {
        return flashBytes(librarySources());
    }

    private long flashBytes(List<String> sources) {
        return sections(sources).stream()
                .filter(
                        section ->
                                section.name.matches(
                                        "\\.(text|rodata|data|srodata|sdata|progmem).*"))
                .mapToLong(Section::bytes)
                .sum();
    }

    /** Bytes of the packed weights in the compiled data, by the target's own size tool. */
    public long weightBytes() {
        return sections(List.of(name + "_data.c")).stream()
                .filter(section -> section.name.endsWith("_weights"))
                .mapToLong(Section::bytes)
                .sum();
    }

    /**
     * Bytes of working memory that the caller of the model sets aside, by the target's own size
     * tool.
     */
    public long memoryBytes() {
        return sections(List.of(name + "_selftest.c")).stream()
                .filter(section -> section.name.equals(".bss.memory"))
                .mapToLong(Section::bytes)
                .sum();
    }

    /** Flash of each source file of the runtime in this program, by file name. */
    public Map<String, Long> runtimeBytes() {
        Map<String, Long> bytes = new TreeMap<>();
        for (String source : librarySources()) {
            if (source.startsWith("bc_")) {
                bytes.put(source, flashBytes(List.of(source)));
            }
        }
        return bytes;
    }

    private record Section(String name, long bytes) {}

    private List<Section> sections(List<String> sources) {
        List<String> command = new ArrayList<>(List.of(target.tool("size"), "-A"));
        sources.forEach(source -> command.add(build + source.replaceAll("\\.c$", ".o")));
        Matcher matcher = SECTION.matcher(check(command).text());
        List<Section> sections = new ArrayList<>();
        while (matcher.find()) {
            sections.add(new Section(matcher.group(1), Long.parseLong(matcher.group(2))));
        }
        return sections;
    }

    /**
     * One golden vector on the target.
     *
     * @param mismatches scores that differ from the reference
     * @param instructions executed by the inference, or cycles, as the target's unit says; 0 on the
     *     host, which has no counter
     */
    public record VectorResult(int mismatches, long instructions) {}

    /**
     * Runs the self-test.
     *
     * @throws ExportException if it crashes or does not end; differing scores are in the result
     */
    public List<VectorResult> runSelfTest() {
        List<String> command =
                target.run(folder.resolve(build + name + "_selftest").toAbsolutePath().toString());
        Tool.Result result =
                target.programResult(
                        Tool.run(
                                command,
                                target.simulatorPackage(),
                                folder,
                                new byte[0],
                                RUN_LIMIT));
        List<VectorResult> vectors = new ArrayList<>();
        Matcher matcher = VECTOR.matcher(result.text());
        while (matcher.find()) {
            vectors.add(
                    new VectorResult(
                            Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3))));
        }
        boolean equal = vectors.stream().allMatch(vector -> vector.mismatches == 0);
        if (vectors.isEmpty() || result.exitCode() != (equal ? 0 : 1)) {
            throw new ExportException(
                    "The self-test for %s broke off (exit code %d): %s"
                            .formatted(
                                    target.title(),
                                    result.exitCode(),
                                    (result.text() + result.errors()).strip()));
        }
        return vectors;
    }

    /**
     * Runs the filter program of the host on many inputs.
     *
     * @param inputs input vectors, one after the other
     * @param scores number of scores of the network
     * @return [vectors][scores]
     */
    public int[][] runFilter(byte[] inputs, int scores) {
        return runFilter(inputs, scores, List.of());
    }

    /**
     * Runs the filter program of a recurrent network on many sequences.
     *
     * @param steps inputs of a sequence
     */
    public int[][] runFilter(byte[] inputs, int scores, int steps) {
        return runFilter(inputs, scores, List.of(Integer.toString(steps)));
    }

    private int[][] runFilter(byte[] inputs, int scores, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(folder.resolve(build + name + "_filter").toAbsolutePath().toString());
        command.addAll(arguments);
        Tool.Result result = Tool.run(command, target.compilerPackage(), folder, inputs, RUN_LIMIT);
        if (result.exitCode() != 0) {
            throw new ExportException(
                    "%s_filter ended with exit code %d: %s"
                            .formatted(name, result.exitCode(), result.errors().strip()));
        }
        ByteBuffer buffer = ByteBuffer.wrap(result.output()).order(ByteOrder.LITTLE_ENDIAN);
        int[][] all = new int[result.output().length / (4 * scores)][scores];
        for (int[] vector : all) {
            for (int s = 0; s < scores; s++) {
                vector[s] = buffer.getInt();
            }
        }
        return all;
    }
}
