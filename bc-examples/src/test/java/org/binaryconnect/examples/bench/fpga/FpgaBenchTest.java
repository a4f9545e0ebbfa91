package org.binaryconnect.examples.bench.fpga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.binaryconnect.hwexport.toolchain.Fpga;
import org.binaryconnect.hwexport.toolchain.Proof;
import org.binaryconnect.hwexport.toolchain.Synthesis;
import org.binaryconnect.hwexport.toolchain.Verilog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The units of the table: their sizes, and that those that multiply do so. */
@Tag("toolchain")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FpgaBenchTest {

    private static final Path MAIN = Path.of("src/main/verilog");
    private static final Path TEST = Path.of("src/test/verilog");

    @TempDir private Path folder;

    /** What is stated in the README, or better; the multipliers must not grow unnoticed either. */
    @Test
    void aUnitThatAddsIsSmallerThanOneThatMultiplies() throws IOException {
        int accumulate = FpgaBench.ACCUMULATE.logicCells(folder);
        int signed = FpgaBench.SIGNED.logicCells(folder);
        int rows = FpgaBench.ROWS.logicCells(folder);
        int tree = FpgaBench.TREE.logicCells(folder);

        assertTrue(accumulate <= 18, "accumulate unit: " + accumulate);
        assertTrue(signed <= 28, "add or subtract: " + signed);
        assertTrue(rows <= 95, "rows: " + rows);
        assertTrue(tree <= 132, "tree: " + tree);
        assertTrue(rows > 3.3 * signed && tree > 4.7 * signed);
        assertTrue(rows > 5.2 * accumulate && tree > 7.3 * accumulate);
        assertTrue(FpgaBench.SERIAL.logicCells(folder) > accumulate);
    }

    /** The core of a layer of 784 inputs and 128 outputs with 16 accumulators. */
    @Test
    void theCoreOfALayerIsSmallAndFast() throws IOException {
        Synthesis.Placement core =
                Synthesis.of(Core.design(folder), Synthesis.Family.ICE40).place(Fpga.HX8K);

        assertTrue(core.logicCells() <= 1020, "logic cells: " + core.logicCells());
        assertTrue(core.blockRams() <= 28, "block RAMs: " + core.blockRams());
        assertTrue(core.maxFrequencyMhz() >= 100, "MHz: " + core.maxFrequencyMhz());
    }

    /** All of them, by a simulator. */
    @ParameterizedTest
    @CsvSource({"mac8_array, 1", "mac8_tree, 3", "mac_plain, 0"})
    void everyProductIsRight(String module, int latency) throws Exception {
        List<String> sources = List.of(main(module), main("row"), test("products"));

        String printed = simulate("products", sources, "-DUNIT=" + module, "-DLATENCY=" + latency);

        assertEquals("65536 added, 0 wrong", printed);
    }

    @Test
    void everySerialProductIsRight() throws Exception {
        List<String> sources = List.of(main("mac8_serial"), test("serial_products"));

        assertEquals("65536 added, 0 wrong", simulate("serial_products", sources));
    }

    /** So what the simulator says of the units holds for those whose cells are counted. */
    @Test
    void theRowInCellsIsTheSimulatedRow() throws IOException {
        assertTrue(isSimulatedRow(Files.readString(MAIN.resolve("row_ice40.v"))));
        assertFalse(
                isSimulatedRow(
                        Files.readString(MAIN.resolve("row_ice40.v")).replace("c66c", "c66d")));
    }

    private boolean isSimulatedRow(String row) throws IOException {
        Files.writeString(folder.resolve("cells.v"), row);
        String plain = Files.readString(MAIN.resolve("row.v"));
        Files.writeString(
                folder.resolve("plain.v"), plain.replace("module row ", "module plain_row "));
        Files.writeString(folder.resolve("same.v"), Files.readString(TEST.resolve("same_rows.v")));
        List<String> sources = List.of("cells.v", "plain.v", "same.v");
        return Proof.holds(new Verilog(folder, sources, "same_rows"), Synthesis.LIMIT);
    }

    private static String main(String module) {
        return MAIN.resolve(module + ".v").toAbsolutePath().toString();
    }

    private static String test(String module) {
        return TEST.resolve(module + ".v").toAbsolutePath().toString();
    }

    private String simulate(String top, List<String> sources, String... defines) throws Exception {
        List<String> compile = new ArrayList<>(List.of("iverilog", "-g2005"));
        compile.addAll(List.of(defines));
        compile.addAll(List.of("-s", top, "-o", "simulation.vvp"));
        compile.addAll(sources);
        assertEquals("", run(compile));
        return run(List.of("vvp", "-n", "simulation.vvp"));
    }

    private String run(List<String> command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String text = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), text);
        return text.strip();
    }
}
