package org.binaryconnect.hwexport.toolchain;

import java.util.List;
import org.binaryconnect.hwexport.ExportException;

/** A device that the open tool chain can place a design on. */
public enum Fpga {
    HX8K("iCE40 HX8K", 7680, 32, 90, List.of("--hx8k", "--package", "ct256")),

    /** Small and slow, made for batteries. */
    UP5K("iCE40 UP5K", 5280, 30, 30, List.of("--up5k", "--package", "sg48"));

    /** The clock that is reckoned with where no device is named. */
    public static final double ANY_MEGAHERTZ = 100;

    /** Bits of a block RAM. */
    public static final int BLOCK_RAM_BITS = 4096;

    private final String title;
    private final int logicCells;
    private final int blockRams;
    private final double typicalMegahertz;
    private final List<String> options;

    Fpga(
            String title,
            int logicCells,
            int blockRams,
            double typicalMegahertz,
            List<String> options) {
        this.title = title;
        this.logicCells = logicCells;
        this.blockRams = blockRams;
        this.typicalMegahertz = typicalMegahertz;
        this.options = options;
    }

    /**
     * The device of a name.
     *
     * @throws ExportException if there is none
     */
    public static Fpga of(String name) {
        for (Fpga fpga : values()) {
            if (fpga.name().equalsIgnoreCase(name)) {
                return fpga;
            }
        }
        throw new ExportException(
                "There is no device \"%s\"; use hx8k, up5k, or none for no device in particular"
                        .formatted(name));
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

    /** The clock that designs reach as a rule. */
    public double typicalMegahertz() {
        return typicalMegahertz;
    }

    /** Which nextpnr is to place for. */
    List<String> options() {
        return options;
    }
}
