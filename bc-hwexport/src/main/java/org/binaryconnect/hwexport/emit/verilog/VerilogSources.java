package org.binaryconnect.hwexport.emit.verilog;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.binaryconnect.hwexport.emit.GoldenVectors;
import org.binaryconnect.hwexport.emit.Templates;
import org.binaryconnect.hwexport.fpga.Bits;
import org.binaryconnect.hwexport.fpga.Block;
import org.binaryconnect.hwexport.fpga.FpgaDesign;
import org.binaryconnect.hwexport.fpga.Stage;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.packing.MemoryImage;

/** The texts of a design. */
public final class VerilogSources {

    /** What each module needs beside itself. */
    private static final Map<String, List<String>> PARTS =
            Map.of(
                    "bc_dense",
                            List.of(
                                    "bc_vector",
                                    "bc_rom",
                                    "bc_accumulators",
                                    "bc_accumulate",
                                    "bc_signed_sum"),
                    "bc_convolution",
                            List.of(
                                    "bc_window",
                                    "bc_rom",
                                    "bc_accumulators",
                                    "bc_accumulate",
                                    "bc_signed_sum"),
                    "bc_max_pool", List.of("bc_window"),
                    "bc_average_pool", List.of("bc_window"),
                    "bc_requantize", List.of("bc_limit", "bc_channel_constants", "bc_rom"),
                    "bc_requantize_pipeline", List.of("bc_limit", "bc_rom"),
                    "bc_requantize_shift", List.of("bc_limit", "bc_channel_constants", "bc_rom"),
                    "bc_lookup", List.of("bc_rom"),
                    "bc_clamp", List.of("bc_channel_constants", "bc_rom"));

    /** Clocks without any element after which a simulation is given up: frames, and some more. */
    private static final int PATIENCE_FRAMES = 20;

    private final String name;
    private final FpgaDesign design;
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, MemoryImage> memories = new LinkedHashMap<>();

    /**
     * @param name of the top module
     * @param hash identity of the network
     */
    public VerilogSources(String name, FpgaDesign design, String hash, GoldenVectors golden) {
        this.name = name;
        this.design = design;
        IntegerNetwork network = design.network();
        int classBits = Bits.address(network.scores());
        values.put("name", name);
        values.put("hash", hash);
        values.put("inputs", network.inputs());
        values.put("inputShape", network.input().shape().toString());
        values.put("inputScale", network.inputScale());
        values.put("inputZeroPoint", network.input().zeroPoint());
        values.put("scores", network.scores());
        values.put("scoreScale", network.scoreScale());
        values.put("scoreBits", design.scoreBits());
        values.put("classMsb", classBits - 1);
        values.put("classZeros", Integer.SIZE - classBits);
        values.put("clocks", String.format(Locale.ROOT, "%,d", design.clocks()));
        values.put("frames", golden.inputs().length);
        values.put("patience", PATIENCE_FRAMES * design.clocks() + 10_000);
        blocks();
    }

    private void blocks() {
        List<Map<String, Object>> blocks = new ArrayList<>();
        List<Map<String, Object>> streams = new ArrayList<>();
        List<Map<String, Object>> traces = new ArrayList<>();
        streams.add(stream(0, 8, 0));
        int x = 0;
        Block before = null;
        for (Stage stage : design.stages()) {
            for (Block block : stage.blocks()) {
                blocks.add(block(stage, block, before, x));
                streams.add(stream(x + 1, block.outputBits(), block.indexBits()));
                before = block;
                x++;
            }
            if (!stage.blocks().isEmpty()) {
                traces.add(
                        Map.of(
                                "stream",
                                x,
                                "operation",
                                stage.number(),
                                "isSigned",
                                stage.operation().output().element() == Tensor.Element.S32));
            }
        }
        values.put("blocks", blocks);
        values.put("streams", streams);
        values.put("traces", traces);
        values.put("last", x);
    }

    private static Map<String, Object> stream(int number, int bits, int indexBits) {
        Map<String, Object> stream = new HashMap<>();
        stream.put("number", number);
        stream.put("isWide", bits > 1);
        stream.put("msb", bits - 1);
        stream.put("hasIndex", indexBits > 0);
        stream.put("indexMsb", indexBits - 1);
        return stream;
    }

    private Map<String, Object> block(Stage stage, Block block, Block before, int from) {
        Map<String, Object> values = new HashMap<>();
        boolean isRequantizer = block.module().startsWith("bc_requantize");
        values.put("comment", comment(stage));
        values.put("module", block.module());
        values.put("instance", "layer%d_%s".formatted(stage.number(), block.module().substring(3)));
        values.put("isClocked", !block.module().equals("bc_widen"));
        values.put("from", from);
        values.put("to", from + 1);
        // A byte becomes a positive number with sign.
        boolean isWidened = isRequantizer && block.inputBits() == 8;
        values.put("input", isWidened ? "{1'b0, x%d}".formatted(from) : "x" + from);
        values.put("isRequantizer", isRequantizer);
        values.put("hasIndex", block.indexBits() > 0);
        values.put(
                "index",
                before != null && before.indexBits() > 0
                        ? "x%d_index".formatted(from)
                        : zeroIndex(block));
        List<Map<String, Object>> parameters = new ArrayList<>();
        Map<String, Object> all = new LinkedHashMap<>(block.parameters());
        if (block.memory() != null) {
            String memory = "%s_layer%d_%s".formatted(name, stage.number(), block.memory().kind());
            memories.put(memory, block.memory().image());
            all.put(block.memory().parameter(), "\"memory/%s.mem\"".formatted(memory));
        }
        all.forEach(
                (parameter, value) ->
                        parameters.add(
                                Map.of(
                                        "name",
                                        parameter,
                                        "value",
                                        value,
                                        "isLast",
                                        parameters.size() == all.size() - 1)));
        values.put("parameters", parameters);
        values.put("hasParameters", !parameters.isEmpty());
        return values;
    }

    private static String zeroIndex(Block block) {
        int entries = (int) block.parameters().getOrDefault("ENTRIES", 1);
        return "%d'd0".formatted(Bits.address(entries));
    }

    /** A layer's name on one line, whatever it holds. */
    private static String comment(Stage stage) {
        return "Layer %d: \"%s\", %s"
                .formatted(
                        stage.number(),
                        stage.operation().name().replaceAll("[^\\x20-\\x7e]", "?"),
                        stage.operation().getClass().getSimpleName());
    }

    /** A text from a template of this package, with more values. */
    public String render(String template, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(values);
        all.putAll(more);
        return Templates.render("verilog/" + template, all);
    }

    /** The memories by the names of their files, without an ending. */
    public Map<String, MemoryImage> memories() {
        return memories;
    }

    /** The modules of {@code src/main/verilog} that a design needs. */
    public static SortedSet<String> modules(FpgaDesign design) {
        SortedSet<String> modules = new TreeSet<>();
        modules.add("bc_scores");
        design.blocks().forEach(block -> modules.addAll(modules(block)));
        return modules;
    }

    /** Those that a block needs: its own, and its parts. */
    public static SortedSet<String> modules(Block block) {
        SortedSet<String> modules = new TreeSet<>(PARTS.getOrDefault(block.module(), List.of()));
        modules.add(block.module());
        return modules;
    }

    /** Bytes as lines of hexadecimal numbers, a frame a line. */
    public static String hexadecimal(byte[][] frames) {
        HexFormat format = HexFormat.ofDelimiter(" ");
        return Stream.of(frames).map(frame -> format.formatHex(frame) + "\n").collect(joining());
    }

    /** Words of 32 bits likewise. */
    public static String hexadecimal(int[][] frames) {
        return Stream.of(frames)
                .map(
                        frame ->
                                Arrays.stream(frame)
                                        .mapToObj("%08x"::formatted)
                                        .collect(joining(" ", "", "\n")))
                .collect(joining());
    }
}
