package org.binaryconnect.examples.bench.fpga;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.binaryconnect.hwexport.TemporaryFolder;
import org.binaryconnect.hwexport.toolchain.Fpga;
import org.binaryconnect.hwexport.toolchain.Proof;
import org.binaryconnect.hwexport.toolchain.Synthesis;
import org.binaryconnect.hwexport.toolchain.Verilog;
import picocli.CommandLine.Command;

/** Sizes of the accumulate unit and of units that multiply, by the open FPGA tools. */
@Command(
        name = "fpga",
        description = "Logic cells of the accumulate unit, and of units that multiply instead.",
        mixinStandardHelpOptions = true)
public final class FpgaBench implements Callable<Integer> {

    static final Unit ACCUMULATE =
            Unit.binary("accumulate unit, x8", "accumulate_binary", "bc_accumulate", 8, 17);
    static final Unit SIGNED = Unit.binary("add or subtract, x8", "accumulate_signed", null, 8, 18);
    static final Unit ROWS =
            Unit.rows("multiply 8x8, rows", "mac8_array", Map.of("REGISTERS", 0x80));
    static final Unit TREE = Unit.rows("multiply 8x8, tree of rows", "mac8_tree", Map.of());
    static final Unit SERIAL =
            new Unit("multiply 8x8, serial", 9, "mac8_serial", null, Map.of(), 8, 1, 24);

    /** Those of 8 bits and those of 16; the first is what the others are compared with. */
    private static final List<List<Unit>> UNITS =
            List.of(
                    List.of(
                            ACCUMULATE,
                            SIGNED,
                            Unit.binary("same, written with ?:", "accumulate_ternary", null, 8, 18),
                            Unit.plain("multiply 8x8, plain", 8, 24, false),
                            Unit.plain("multiply 8x8, plain, register", 8, 24, true),
                            ROWS,
                            Unit.rows(
                                    "multiply 8x8, rows, registers",
                                    "mac8_array",
                                    Map.of("REGISTERS", 0x88)),
                            TREE,
                            SERIAL),
                    List.of(
                            Unit.binary(
                                    "accumulate unit, x16",
                                    "accumulate_binary",
                                    "bc_accumulate",
                                    16,
                                    25),
                            Unit.binary("add or subtract, x16", "accumulate_signed", null, 16, 26),
                            Unit.plain("multiply 16x16, plain", 16, 40, false),
                            Unit.plain("multiply 16x16, plain, register", 16, 40, true)));

    private static final int CORE_SEEDS = 5;

    @Override
    public Integer call() throws IOException {
        try (TemporaryFolder folder = new TemporaryFolder("bc-fpga")) {
            printTable(folder.path());
            printCore(folder.path());
            return proved(folder.path()) ? 0 : 1;
        }
    }

    private static void printTable(Path folder) throws IOException {
        System.out.printf(
                "Clocks a product; logic cells and frequency on an iCE40 HX8K, placed and routed (median of 3 seeds);%n"
                        + "look-up tables and carries on Xilinx 7-series and ECP5, synthesized without multiplier blocks.%n%n");
        System.out.printf(
                "%-32s %6s %7s %7s %6s %9s %8s %9s %8s%n",
                "unit",
                "clocks",
                "cells",
                "times",
                "MHz",
                "7-s. LUT",
                "CARRY4",
                "ECP5 LUT",
                "CCU2C");
        for (List<Unit> units : UNITS) {
            int cells = 0;
            for (Unit unit : units) {
                Unit.Size size = unit.measure(folder);
                cells = cells == 0 ? size.logicCells() : cells;
                System.out.printf(
                        Locale.ROOT,
                        "%-32s %6d %7d %7.1f %6.0f %9d %8d %9d %8d%n",
                        unit.title(),
                        unit.clocks(),
                        size.logicCells(),
                        (double) size.logicCells() / cells,
                        size.maxFrequencyMhz(),
                        size.xilinxTables(),
                        size.xilinxCarries(),
                        size.ecp5Tables(),
                        size.ecp5Carries());
            }
        }
    }

    /** Accumulators, weight memory and control of a layer of 784 inputs and 128 outputs. */
    private static void printCore(Path folder) throws IOException {
        Synthesis core = Synthesis.of(Core.design(folder), Synthesis.Family.ICE40);
        System.out.printf(
                Locale.ROOT,
                "%nCore of a dense layer 784x128 on an iCE40 HX8K, 16 accumulators, one input a clock, without requantization:%n");
        for (int seed = 1; seed <= CORE_SEEDS; seed++) {
            Synthesis.Placement placed = core.place(Fpga.HX8K, seed, Synthesis.LIMIT);
            System.out.printf(
                    Locale.ROOT,
                    "seed %d: %,d logic cells, %d block RAMs, %.1f MHz%n",
                    seed,
                    placed.logicCells(),
                    placed.blockRams(),
                    placed.maxFrequencyMhz());
        }
    }

    private static boolean proved(Path folder) throws IOException {
        Unit.copy("bc_accumulate.v", folder);
        Unit.copy("proof/accumulate_proof.v", folder);
        for (int[] bits : new int[][] {{8, 17}, {16, 25}}) {
            Verilog design =
                    new Verilog(
                            folder,
                            List.of("bc_accumulate.v", "accumulate_proof.v"),
                            "accumulate_proof",
                            Map.of("X_BITS", bits[0], "SUM_BITS", bits[1]));
            if (!Proof.holds(design, Synthesis.LIMIT)) {
                System.err.println("bc_accumulate.v is not a multiplication by +1 and -1");
                return false;
            }
        }
        System.out.println(
                "\nTwice an accumulate unit less the total: proved equal to multiplication by +1 and -1 (Yosys sat)");
        return true;
    }
}
