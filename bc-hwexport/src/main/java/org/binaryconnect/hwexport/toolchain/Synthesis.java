package org.binaryconnect.hwexport.toolchain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.binaryconnect.hwexport.ExportException;

/**
 * A Verilog design synthesized by Yosys, in {@code build} inside its folder, which nextpnr can then
 * place and route.
 */
public final class Synthesis {

    /** For one tool, if nothing else is said. */
    public static final Duration LIMIT = Duration.ofMinutes(10);

    private static final String YOSYS = "yosys";
    private static final String NEXTPNR = "nextpnr-ice40";

    /** As in "ICESTORM_RAM: 32/ 30 106%". */
    private static final Pattern UTILISATION = Pattern.compile("(\\w+):\\s+(\\d+)/\\s*(\\d+)\\s");

    private static final Map<String, String> RESOURCES =
            Map.of(
                    "ICESTORM_LC", "logic cells",
                    "ICESTORM_RAM", "block RAMs",
                    "ICESTORM_DSP", "multipliers",
                    "SB_IO", "pins");

    /** What a design is synthesized for. */
    public enum Family {
        ICE40("synth_ice40"),
        /** With the multipliers that an UP5K has. */
        ICE40_DSP("synth_ice40 -dsp"),
        /** Multipliers in look-up tables. */
        ECP5("synth_ecp5 -nodsp"),
        /** Xilinx 7-series; multipliers in look-up tables. */
        XC7("synth_xilinx -family xc7 -flatten -nodsp -noiopad -noclkbuf");

        private final String command;

        Family(String command) {
            this.command = command;
        }
    }

    /**
     * A design in its place on a device.
     *
     * @param logicCells in use, with up to two that drive constants for the whole device
     * @param maxFrequencyMhz of the slowest clock, by static timing analysis; 0 without a clock
     */
    public record Placement(
            int logicCells,
            int logicCellsAvailable,
            int blockRams,
            int blockRamsAvailable,
            double maxFrequencyMhz) {}

    private final Verilog design;
    private final Map<String, Integer> cells;

    private Synthesis(Verilog design, Map<String, Integer> cells) {
        this.design = design;
        this.cells = cells;
    }

    /** Whether Yosys and nextpnr are there. */
    public static boolean isInstalled() {
        try {
            return tool(Path.of("."), List.of(YOSYS, "-V"), LIMIT).exitCode() == 0
                    && tool(Path.of("."), List.of(NEXTPNR, "--version"), LIMIT).exitCode() == 0;
        } catch (ExportException e) {
            return false;
        }
    }

    /** As {@link #of(Verilog, Family, Duration)}, with the usual time limit. */
    public static Synthesis of(Verilog design, Family family) {
        return of(design, family, LIMIT);
    }

    /**
     * Synthesizes a design.
     *
     * @throws ExportException if Yosys is missing, fails or does not end in time; the message has
     *     its first error line
     */
    public static Synthesis of(Verilog design, Family family, Duration limit) {
        String statistics = file(design, "stat");
        yosys(
                design,
                "%s -top %s; write_json %s; tee -q -o %s stat -json -top %s"
                        .formatted(
                                family.command,
                                design.top(),
                                file(design, "json"),
                                statistics,
                                design.top()),
                limit);
        Map<String, Integer> cells = new TreeMap<>();
        read(design, statistics)
                .path("design")
                .path("num_cells_by_type")
                .fields()
                .forEachRemaining(type -> cells.put(type.getKey(), type.getValue().asInt()));
        return new Synthesis(design, cells);
    }

    /** Reads a design in Yosys and runs more commands on it, in the design's folder. */
    static Tool.Result yosys(Verilog design, String commands, Duration limit) {
        try {
            Files.createDirectories(design.folder().resolve("build"));
        } catch (IOException e) {
            throw new ExportException("Cannot write to %s (%s)".formatted(design.folder(), e), e);
        }
        Tool.Result result =
                tool(design.folder(), List.of(YOSYS, "-q", "-p", design.read() + commands), limit);
        if (result.exitCode() != 0) {
            throw failed(YOSYS, result);
        }
        return result;
    }

    private static Tool.Result tool(Path folder, List<String> command, Duration limit) {
        return Tool.run(command, command.get(0), folder, new byte[0], limit);
    }

    private static ExportException failed(String tool, Tool.Result result) {
        String text = result.errors() + result.text();
        String line =
                text.lines()
                        .filter(l -> l.contains("ERROR"))
                        .findFirst()
                        .orElse(text.lines().findFirst().orElse("no message"));
        return new ExportException("%s failed: %s".formatted(tool, line.strip()));
    }

    private static String file(Verilog design, String extension) {
        return "build/%s.%s".formatted(design.top(), extension);
    }

    private static JsonNode read(Verilog design, String file) {
        try {
            return new ObjectMapper().readTree(design.folder().resolve(file).toFile());
        } catch (IOException e) {
            throw new ExportException("Cannot read %s (%s)".formatted(file, e), e);
        }
    }

    /** How many cells of each type of the family the design takes, such as {@code SB_LUT4}. */
    public Map<String, Integer> cells() {
        return Map.copyOf(cells);
    }

    /** How many cells have a type that begins so: {@code SB_DFF} counts all flip-flops. */
    public int cells(String prefix) {
        return cells.entrySet().stream()
                .filter(cell -> cell.getKey().startsWith(prefix))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** As {@link #place(Fpga, int, Duration)}, with seed 1 and the usual time limit. */
    public Placement place(Fpga fpga) {
        return place(fpga, 1, LIMIT);
    }

    /**
     * Places and routes a design that was synthesized for iCE40, with pins where the tool likes.
     * Leaves {@code build/<top>.asc}, which icepack makes a bitstream from.
     *
     * @param seed of the placement, which frequencies depend on a little
     * @throws ExportException if the design does not fit the device, in which case the message says
     *     what there is too little of, or if nextpnr is missing, fails or does not end in time
     */
    public Placement place(Fpga fpga, int seed, Duration limit) {
        String report = file(design, "rpt");
        List<String> command = new ArrayList<>(List.of(NEXTPNR));
        command.addAll(fpga.options());
        command.addAll(List.of("--json", file(design, "json"), "--asc", file(design, "asc")));
        command.addAll(List.of("--report", report, "--seed", Integer.toString(seed)));
        command.add("--pcf-allow-unconstrained");
        Tool.Result result = tool(design.folder(), command, limit);
        if (result.exitCode() != 0) {
            throw doesNotFit(fpga, result);
        }
        JsonNode numbers = read(design, report);
        JsonNode logicCells = numbers.path("utilization").path("ICESTORM_LC");
        JsonNode blockRams = numbers.path("utilization").path("ICESTORM_RAM");
        double slowest = Double.POSITIVE_INFINITY;
        for (JsonNode clock : numbers.path("fmax")) {
            slowest = Math.min(slowest, clock.path("achieved").asDouble());
        }
        return new Placement(
                logicCells.path("used").asInt(),
                logicCells.path("available").asInt(),
                blockRams.path("used").asInt(),
                blockRams.path("available").asInt(),
                Double.isInfinite(slowest) ? 0 : slowest);
    }

    private ExportException doesNotFit(Fpga fpga, Tool.Result result) {
        List<String> lacking = new ArrayList<>();
        Matcher line = UTILISATION.matcher(result.errors() + result.text());
        while (line.find()) {
            if (Integer.parseInt(line.group(2)) > Integer.parseInt(line.group(3))) {
                String resource = RESOURCES.getOrDefault(line.group(1), line.group(1));
                lacking.add("%s %s of %s".formatted(line.group(2), resource, line.group(3)));
            }
        }
        return lacking.isEmpty()
                ? failed(NEXTPNR, result)
                : new ExportException(
                        "The design does not fit an %s: it needs %s; use a smaller network, fewer accumulators or a larger device"
                                .formatted(fpga.title(), String.join(", ", lacking)));
    }
}
