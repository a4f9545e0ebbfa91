package org.binaryconnect.examples.bench.fpga;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.binaryconnect.hwexport.toolchain.Fpga;
import org.binaryconnect.hwexport.toolchain.Synthesis;
import org.binaryconnect.hwexport.toolchain.Synthesis.Family;
import org.binaryconnect.hwexport.toolchain.Verilog;

/**
 * A unit that adds up products of inputs and weights.
 *
 * @param title in the table
 * @param clocks a product takes, once the pipeline is full
 * @param module that is the unit
 * @param part module that it consists of; null for none. Of {@code row} there is one for iCE40
 * @param parameters of the module
 * @param weightBits width of its port
 * @param xBits width of its port
 * @param sumBits width of its port
 */
record Unit(
        String title,
        int clocks,
        String module,
        String part,
        Map<String, Object> parameters,
        int weightBits,
        int xBits,
        int sumBits) {

    private static final String ROW = "row";
    private static final int[] SEEDS = {1, 2, 3};

    /** One cell that drives 0 and one that drives 1, of the whole device. */
    private static final int CONSTANTS = 2;

    /** The unit between registers, without which paths from the pins would not count as delays. */
    private static final String TIMED =
            """
            module timed(
                input clk, enable, clear, input [%d:0] weight, input [%d:0] x,
                output [%d:0] accumulator);
              reg e, c;
              reg [%d:0] w;
              reg [%d:0] i;
              always @(posedge clk) begin e <= enable; c <= clear; w <= weight; i <= x; end
              %s #(%s) unit (
                  .clk(clk), .enable(e), .clear(c), .weight(w), .x(i), .accumulator(accumulator));
            endmodule
            """;

    /**
     * A unit's size on three families, which differ in what a cell is.
     *
     * @param logicCells of an iCE40, placed and routed, of the unit alone
     * @param maxFrequencyMhz on the HX8K, the median of three placements
     */
    record Size(
            int logicCells,
            double maxFrequencyMhz,
            int xilinxTables,
            int xilinxCarries,
            int ecp5Tables,
            int ecp5Carries) {}

    /** Adds x, subtracts it, or leaves it out. */
    static Unit binary(String title, String module, String part, int xBits, int sumBits) {
        return new Unit(title, 1, module, part, bits(xBits, sumBits, "X_BITS"), 1, xBits, sumBits);
    }

    /** Multiplies. */
    static Unit plain(String title, int bits, int sumBits, boolean pipelined) {
        Map<String, Object> parameters = bits(bits, sumBits, "BITS");
        parameters.put("PIPELINED", pipelined ? 1 : 0);
        return new Unit(title, 1, "mac_plain", null, parameters, bits, bits, sumBits);
    }

    /** Multiplies 8 bits by 8, in rows that were put together by hand. */
    static Unit rows(String title, String module, Map<String, Object> parameters) {
        return new Unit(title, 1, module, ROW, parameters, 8, 8, 24);
    }

    private static Map<String, Object> bits(int xBits, int sumBits, String name) {
        return new TreeMap<>(Map.of(name, xBits, "ACCUMULATOR_BITS", sumBits));
    }

    /** Copies a Verilog file of the exporter or of this benchmark into a folder. */
    static void copy(String source, Path folder) throws IOException {
        try (InputStream in = Unit.class.getResourceAsStream("/verilog/" + source)) {
            if (in == null) {
                throw new IllegalStateException(source + " is missing from this build");
            }
            Path file = folder.resolve(Path.of(source).getFileName());
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Synthesizes, places and routes.
     *
     * @param folder for the files
     */
    Size measure(Path folder) throws IOException {
        Synthesis xilinx = Synthesis.of(design(folder, ""), Family.XC7);
        Synthesis ecp5 = Synthesis.of(design(folder, ""), Family.ECP5);
        return new Size(
                logicCells(folder),
                maxFrequencyMhz(folder),
                xilinx.cells("LUT") + xilinx.cells("INV"),
                xilinx.cells("CARRY4"),
                ecp5.cells("LUT4"),
                ecp5.cells("CCU2C"));
    }

    /** See {@link Size#logicCells}. */
    int logicCells(Path folder) throws IOException {
        Synthesis synthesis = Synthesis.of(design(folder, "_ice40"), Family.ICE40);
        return synthesis.place(Fpga.HX8K).logicCells() - CONSTANTS;
    }

    private double maxFrequencyMhz(Path folder) throws IOException {
        List<String> sources = new ArrayList<>(design(folder, "_ice40").sources());
        Files.writeString(folder.resolve("timed.v"), timed());
        sources.add("timed.v");
        Synthesis synthesis = Synthesis.of(new Verilog(folder, sources, "timed"), Family.ICE40);
        return Arrays.stream(SEEDS)
                .mapToDouble(
                        seed -> synthesis.place(Fpga.HX8K, seed, Synthesis.LIMIT).maxFrequencyMhz())
                .sorted()
                .toArray()[SEEDS.length / 2];
    }

    private String timed() {
        String values =
                parameters.entrySet().stream()
                        .map(entry -> ".%s(%s)".formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", "));
        return TIMED.formatted(
                weightBits - 1, xBits - 1, sumBits - 1, weightBits - 1, xBits - 1, module, values);
    }

    /**
     * @param family ending of the files of rows that are made for it
     */
    private Verilog design(Path folder, String family) throws IOException {
        List<String> sources = new ArrayList<>(List.of(module + ".v"));
        if (part != null) {
            sources.add(part + (part.equals(ROW) ? family : "") + ".v");
        }
        for (String source : sources) {
            copy(source, folder);
        }
        return new Verilog(folder, sources, module, parameters);
    }
}
