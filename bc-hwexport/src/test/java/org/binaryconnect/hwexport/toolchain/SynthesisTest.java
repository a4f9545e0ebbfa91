package org.binaryconnect.hwexport.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.toolchain.Synthesis.Family;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Yosys and nextpnr. The counts are of the versions in Debian 12. */
@Tag("toolchain")
class SynthesisTest {

    @TempDir private Path folder;

    private Verilog design(String top, String text) throws IOException {
        Files.writeString(folder.resolve(top + ".v"), text);
        return new Verilog(folder, List.of(top + ".v"), top);
    }

    private Verilog accumulate(Map<String, Object> parameters) throws IOException {
        Path source = Path.of("src/main/verilog/bc_accumulate.v");
        Files.copy(source, folder.resolve("bc_accumulate.v"));
        return new Verilog(folder, List.of("bc_accumulate.v"), "bc_accumulate", parameters);
    }

    /** A memory of 16-bit words, one read and one write a clock. */
    private Verilog memory(int addressBits) throws IOException {
        return design(
                "memory",
                """
                module memory #(parameter A = 1) (
                    input clk, input we, input [A-1:0] ra, wa, input [15:0] d, output reg [15:0] q);
                  reg [15:0] m [0:(1<<A)-1];
                  always @(posedge clk) begin q <= m[ra]; if (we) m[wa] <= d; end
                endmodule
                """
                        .replace("A = 1", "A = " + addressBits));
    }

    private static String message(Runnable run) {
        String message = assertThrows(ExportException.class, run::run).getMessage();
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    @Test
    void toolsAreThere() {
        assertTrue(Synthesis.isInstalled());
    }

    @Test
    void theAccumulateUnitIsOneAdderInEveryFamily() throws IOException {
        Verilog unit = accumulate(Map.of());

        Synthesis ice40 = Synthesis.of(unit, Family.ICE40);

        assertEquals(Map.of("SB_CARRY", 17, "SB_DFFESR", 18, "SB_LUT4", 19), ice40.cells());
        assertEquals(18, ice40.cells("SB_DFF"));
        assertEquals(5, Synthesis.of(unit, Family.XC7).cells("CARRY4"));
        assertEquals(9, Synthesis.of(unit, Family.ECP5).cells("CCU2C"));
    }

    @Test
    void aPlacementHasTheDevicesNumbers() throws IOException {
        Synthesis unit = Synthesis.of(accumulate(Map.of()), Family.ICE40);

        for (Fpga fpga : Fpga.values()) {
            Synthesis.Placement placement = unit.place(fpga);
            assertEquals(21, placement.logicCells());
            assertEquals(fpga.logicCells(), placement.logicCellsAvailable());
            assertEquals(0, placement.blockRams());
            assertEquals(fpga.blockRams(), placement.blockRamsAvailable());
        }
        assertTrue(unit.place(Fpga.HX8K).maxFrequencyMhz() > 150);
        assertTrue(unit.place(Fpga.UP5K).maxFrequencyMhz() < 100);
        assertTrue(Files.size(folder.resolve("build/bc_accumulate.asc")) > 10_000);
    }

    @Test
    void parametersAreSet() throws IOException {
        Verilog unit = accumulate(Map.of("X_BITS", 16, "SUM_BITS", 26));

        assertEquals(26, Synthesis.of(unit, Family.ICE40).cells("SB_DFF"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 9})
    void parametersAreSetOfAModuleWithOthersInside(int bits) throws IOException {
        Verilog outer =
                design(
                        "outer",
                        """
                        module inner #(parameter B = 1)(input clk, input [B-1:0] d, output reg [B-1:0] q);
                          always @(posedge clk) q <= d;
                        endmodule
                        module outer #(parameter [7:0] B = 8) (
                            input clk, input [B-1:0] d, output [B-1:0] q);
                          inner #(.B(B)) i (.clk(clk), .d(d), .q(q));
                        endmodule
                        """);
        Verilog set = new Verilog(folder, outer.sources(), outer.top(), Map.of("B", bits));

        assertEquals(Map.of("SB_DFF", bits), Synthesis.of(set, Family.ICE40).cells());
    }

    /** The path starts at the design's folder. */
    @Test
    void aMemoryFileIsFoundByTheTextOfAParameter() throws IOException {
        Files.writeString(folder.resolve("some words.mem"), "1\n0\n1\n1\n");
        Verilog rom =
                design(
                        "rom",
                        """
                        module rom #(parameter FILE = "") (input clk, input [1:0] a, output reg q);
                          reg m [0:3];
                          initial if (FILE != "") $readmemh(FILE, m);
                          always @(posedge clk) q <= m[a];
                        endmodule
                        """);
        Verilog set =
                new Verilog(folder, rom.sources(), rom.top(), Map.of("FILE", "some words.mem"));

        assertEquals(1, Synthesis.of(set, Family.ICE40).cells("SB_LUT4"));
    }

    @Test
    void blockRamsAreCounted() throws IOException {
        Synthesis.Placement placement =
                Synthesis.of(memory(11), Family.ICE40).place(Fpga.HX8K, 2, Synthesis.LIMIT);

        assertEquals(2048 * 16 / Fpga.BLOCK_RAM_BITS, placement.blockRams());
    }

    @Test
    void multipliersAreUsedWhereTheyAreAskedFor() throws IOException {
        Verilog product =
                design(
                        "product",
                        """
                        module product(input clk, input [7:0] a, b, output reg [15:0] p);
                          always @(posedge clk) p <= a * b;
                        endmodule
                        """);

        assertEquals(1, Synthesis.of(product, Family.ICE40_DSP).cells("SB_MAC16"));
        assertEquals(0, Synthesis.of(product, Family.ICE40).cells("SB_MAC16"));
    }

    @Test
    void aDesignThatDoesNotFitIsRefusedWithWhatItNeeds() throws IOException {
        Synthesis memory = Synthesis.of(memory(13), Family.ICE40);
        Synthesis shift =
                Synthesis.of(
                        design(
                                "shift",
                                """
                                module shift(input clk, input d, output q);
                                  reg [5299:0] r;
                                  always @(posedge clk) r <= {r[5298:0], d};
                                  assign q = r[5299];
                                endmodule
                                """),
                        Family.ICE40);

        assertEquals(
                "The design does not fit an iCE40 UP5K: it needs 32 block RAMs of 30; use a smaller network, fewer accumulators or a larger device",
                message(() -> memory.place(Fpga.UP5K)));
        assertTrue(
                message(() -> shift.place(Fpga.UP5K))
                        .matches(
                                "The design does not fit an iCE40 UP5K: it needs 530\\d logic cells of 5280; use .*"));
    }

    @Test
    void errorsOfTheToolsAreOneLine() throws IOException {
        Verilog missing = new Verilog(folder, List.of("missing.v"), "missing");
        Verilog wrong = design("wrong", "module wrong(input a);\n  asign b = a;\nendmodule\n");
        Verilog unit = accumulate(Map.of());

        assertTrue(message(() -> Synthesis.of(missing, Family.ICE40)).contains("missing.v"));
        assertTrue(message(() -> Synthesis.of(wrong, Family.ICE40)).contains("wrong.v:2"));
        assertTrue(
                message(() -> Synthesis.of(unit, Family.ICE40, Duration.ofMillis(1)))
                        .startsWith("yosys did not end within"));
    }
}
