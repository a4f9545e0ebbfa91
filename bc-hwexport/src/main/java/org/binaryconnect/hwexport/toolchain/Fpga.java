package org.binaryconnect.hwexport.toolchain;

import java.util.List;

/** A device that the open tool chain can place a design on. */
public enum Fpga {
    HX8K("iCE40 HX8K", 7680, 32, List.of("--hx8k", "--package", "ct256")),

    /** Small and slow, made for batteries. */
    UP5K("iCE40 UP5K", 5280, 30, List.of("--up5k", "--package", "sg48"));

    /** Bits of a block RAM. */
    public static final int BLOCK_RAM_BITS = 4096;

    private final String title;
    private final int logicCells;
    private final int blockRams;
    private final List<String> options;

    Fpga(String title, int logicCells, int blockRams, List<String> options) {
        this.title = title;
        this.logicCells = logicCells;
        this.blockRams = blockRams;
        this.options = options;
    }

    /** The name in tables. */
    public String title() {
        return title;
    }

    /** How many there are; one is a look-up table of four inputs, a carry and a flip-flop. */
    public int logicCells() {
        return logicCells;
    }

    /** How many there are. */
    public int blockRams() {
        return blockRams;
    }

    /** Which nextpnr is to place for. */
    List<String> options() {
        return options;
    }
}
