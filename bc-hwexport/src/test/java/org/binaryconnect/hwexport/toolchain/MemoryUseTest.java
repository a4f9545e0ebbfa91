package org.binaryconnect.hwexport.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.binaryconnect.hwexport.TestExports;
import org.binaryconnect.hwexport.integer.DeviceOperation;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.plan.Buffers;
import org.binaryconnect.hwexport.plan.MemoryMap;
import org.binaryconnect.hwexport.plan.Plan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the C program writes to its working memory, byte by byte and operation by operation, against
 * the plan: 100 random networks with kernels drawn at random, run on this computer (src/test/c has
 * the method).
 */
class MemoryUseTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int NETWORKS = 100;
    private static final int VECTORS = 3;

    @TempDir private Path folder;

    /** What was written, operation by operation. */
    private record Use(Plan plan, Map<Integer, BitSet> written) {

        /** The bytes of an operation's result in the working memory. */
        BitSet result(int o) {
            int offset = plan.buffers().valueOffsets()[plan.network().valueOf(o)];
            return range(offset, plan.network().operations().get(o).output().bytes());
        }

        BitSet scratch(int o) {
            return range(plan.buffers().scratchOffsets()[o], plan.scratchBytes(o));
        }

        /** An LSTM cell applies the functions of its gates in place; nothing else takes them. */
        BitSet consumed(int o) {
            if (!(plan.network().operations().get(o) instanceof Operation.LstmCell lstm)) {
                return new BitSet();
            }
            int gates = lstm.inputs().get(0);
            long uses =
                    plan.network().operations().stream()
                            .filter(operation -> operation.inputs().contains(gates))
                            .count();
            assertEquals(1, uses, "operations that take the gates of an LSTM cell");
            return range(
                    plan.buffers().valueOffsets()[gates],
                    plan.network().values().get(gates).bytes());
        }

        private static BitSet range(int offset, int bytes) {
            BitSet range = new BitSet();
            if (offset != Buffers.NOWHERE) {
                range.set(offset, offset + bytes);
            }
            return range;
        }

        /** Whether the result has the place of the operation's input. */
        boolean isInPlace(int o) {
            int source = plan.network().operations().get(o).inputs().get(0);
            int[] offsets = plan.buffers().valueOffsets();
            int offset = offsets[plan.network().valueOf(o)];
            return offset != Buffers.NOWHERE && offset == offsets[source];
        }
    }

    private void run(String... command) {
        Tool.Result result = Tool.run(List.of(command), "gcc", folder, new byte[0], LIMIT);
        assertEquals("", result.errors());
        assertEquals(0, result.exitCode());
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().toString();
    }

    /** Runs the plans; the networks' names are n and their number. */
    private Map<Long, Use> measure(Map<Long, Plan> plans) throws IOException {
        StringBuilder program = new StringBuilder();
        StringBuilder calls = new StringBuilder();
        TreeSet<String> runtime = new TreeSet<>();
        for (Map.Entry<Long, Plan> entry : plans.entrySet()) {
            String name = "n" + entry.getKey();
            TestExports.write(folder.resolve(name), name, entry.getValue(), VECTORS);
            try (Stream<Path> files = Files.list(folder.resolve(name))) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.matches("bc_\\w+\\.c"))
                        .forEach(runtime::add);
            }
            for (String part : List.of("", "_data", "_golden")) {
                program.append("#include \"%s/%s%s.c\"\n".formatted(name, name, part));
            }
            program.append(adapter(name, entry.getValue()));
            calls.append("    memory_use_check(&%s_use);\n".formatted(name));
        }
        program.append("int main(void)\n{\n").append(calls).append("    return 0;\n}\n");
        Files.writeString(folder.resolve("program.c"), program);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "gcc",
                                "-std=c99",
                                "-O1",
                                "-DBC_TRACE=memory_use_trace",
                                "-include",
                                "memory_use.h",
                                "-iquote",
                                absolute("src/test/c"),
                                "-I",
                                absolute("src/test/c"),
                                "program.c",
                                absolute("src/test/c/memory_use.c")));
        runtime.forEach(file -> command.add(absolute("src/main/c/runtime/" + file)));
        command.addAll(List.of("-o", "program"));
        run(command.toArray(String[]::new));
        Tool.Result result =
                Tool.run(
                        List.of(folder.resolve("program").toString()),
                        "gcc",
                        folder,
                        new byte[0],
                        LIMIT);
        assertEquals(0, result.exitCode(), result.errors());
        return uses(plans, result.text());
    }

    /** What memory_use.h asks for; checks the sizes while compiling. */
    private static String adapter(String name, Plan plan) {
        boolean isRecurrent = plan.stateBytes() > 0;
        String upper = name.toUpperCase(Locale.ROOT);
        List<String> lines = new ArrayList<>();
        lines.add("static void @run_(const uint8_t *i, int32_t *s, void *m, void *t)");
        lines.add("{");
        lines.add("    (void)t;");
        lines.add("    @run(i, s, (@memory *)m%s);".formatted(isRecurrent ? ", (@state *)t" : ""));
        lines.add("}");
        if (isRecurrent) {
            lines.add("static void @reset_(void *t) { @reset((@state *)t); }");
        }
        lines.add("static const uint32_t @live[] = {%s};".formatted(live(plan)));
        lines.add("static const memory_use_network @use = {");
        lines.add("    \"%s\", sizeof(@memory),".formatted(name));
        lines.add("    %s,".formatted(isRecurrent ? "sizeof(@state)" : "0"));
        lines.add("    %d,".formatted(plan.statePadding()));
        lines.add("    #INPUTS, #SCORES, #GOLDEN_VECTORS,");
        lines.add("    %s,".formatted(isRecurrent ? "#GOLDEN_STEPS" : "1"));
        lines.add("    %d,".formatted(plan.network().operations().size()));
        lines.add("    &@golden_inputs[0][0], &@golden_scores[0][0], @live,");
        lines.add("    %s, @run_};".formatted(isRecurrent ? "@reset_" : "0"));
        lines.add(same("memory", "sizeof(@memory)", plan.memoryBytes()));
        lines.add(same("macro", "#MEMORY_BYTES", plan.memoryBytes()));
        if (isRecurrent) {
            lines.add(same("state", "sizeof(@state)", plan.stateBytes()));
            lines.add(same("state_macro", "#STATE_BYTES", plan.stateBytes()));
        }
        return String.join("\n", lines).replace("#", upper + "_").replace("@", name + "_") + "\n";
    }

    private static String same(String what, String expression, int bytes) {
        return "typedef char @%s_is_planned[(%s == %d) ? 1 : -1];"
                .formatted(what, expression, bytes);
    }

    /** For each operation what is needed after it: how many places, then offset and bytes. */
    private static String live(Plan plan) {
        List<MemoryMap.Block> blocks = MemoryMap.of(plan);
        List<String> live = new ArrayList<>();
        for (int o = 0; o < plan.network().operations().size(); o++) {
            int now = o;
            List<MemoryMap.Block> needed =
                    blocks.stream()
                            .filter(b -> !b.isScratch() && b.first() <= now && now < b.last())
                            .toList();
            live.add(Integer.toString(needed.size()));
            needed.forEach(b -> live.add(b.offset() + ", " + b.bytes()));
        }
        return String.join(", ", live);
    }

    private static Map<Long, Use> uses(Map<Long, Plan> plans, String text) {
        assertEquals(
                "",
                text.lines().filter(l -> l.contains(" error ")).collect(Collectors.joining("\n")));
        Map<Long, Use> uses = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" "); // n<number> wrote <operation> <first> <last> ...
            long number = Long.parseLong(words[0].substring(1));
            BitSet written = new BitSet();
            for (int w = 3; w < words.length; w += 2) {
                written.set(Integer.parseInt(words[w]), Integer.parseInt(words[w + 1]) + 1);
            }
            uses.computeIfAbsent(number, n -> new Use(plans.get(n), new TreeMap<>()))
                    .written
                    .put(Integer.parseInt(words[2]), written);
        }
        assertEquals(plans.keySet(), uses.keySet());
        return uses;
    }

    private static BitSet without(BitSet bits, BitSet... others) {
        BitSet left = (BitSet) bits.clone();
        for (BitSet other : others) {
            left.andNot(other);
        }
        return left;
    }

    @Test
    void operationsWriteTheirResultAndScratchAndNothingElse() throws IOException {
        check(Core.HOST);
    }

    /** Their kernels, as they are on other processors. */
    @ParameterizedTest
    @EnumSource(
            value = Core.class,
            names = {"AVR", "CORTEX_M55"})
    @Tag("toolchain")
    void soDoTheKernelsOfOtherCores(Core core) throws IOException {
        check(core);
    }

    private void check(Core core) throws IOException {
        Map<Long, Plan> plans = new LinkedHashMap<>();
        for (long seed = 0; seed < NETWORKS; seed++) {
            plans.put(seed, TestExports.drawn(RandomGraphs.graph(seed), core, seed));
        }
        Map<String, Integer> least = new TreeMap<>();
        boolean reachesEnd = false;
        for (Map.Entry<Long, Use> entry : measure(plans).entrySet()) {
            Use use = entry.getValue();
            BitSet all = new BitSet();
            for (int o = 0; o < use.plan.network().operations().size(); o++) {
                DeviceOperation operation = use.plan.network().operations().get(o);
                String what =
                        "graph %d, operation %d %s"
                                .formatted(entry.getKey(), o, operation.getClass().getSimpleName());
                BitSet written = use.written.get(o);
                all.or(written);
                assertEquals(
                        new BitSet(),
                        without(written, use.result(o), use.scratch(o), use.consumed(o)),
                        what);
                if (!use.isInPlace(o) && !(operation instanceof Operation.Reshape)) {
                    assertEquals(new BitSet(), without(use.result(o), written), what);
                }
                if (use.plan.scratchBytes(o) > 0) {
                    BitSet scratch = use.scratch(o);
                    BitSet touched = (BitSet) scratch.clone();
                    touched.and(written);
                    int spare = scratch.length() - touched.length();
                    least.merge(use.plan.choice(o).id(), spare, Math::min);
                }
            }
            reachesEnd |= all.get(use.plan.memoryBytes() - 1);
        }
        assertTrue(reachesEnd, "no network writes the last byte of its memory");
        assertTrue(least.size() > 1, least.toString());
        // Within a word of what the plan has for it, where a layer's shape needs all of that.
        // Tables
        // of AVR start at multiples of 256: there memory is at any byte, here at words only.
        int allowed = core == Core.AVR ? 4 : 3;
        least.values().removeIf(spare -> spare <= allowed);
        assertEquals(Map.of(), least, "bytes at the end of a kernel's scratch that it never uses");
    }
}
