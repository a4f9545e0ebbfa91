package org.binaryconnect.hwexport.kernels;

import java.util.Arrays;
import java.util.Locale;
import org.binaryconnect.hwexport.ExportException;

/** What a C program can be planned for: it decides which kernels there are and what they cost. */
public enum Core {
    /** A computer; the kernels are portable C. */
    HOST("host", "this computer"),
    CORTEX_M0PLUS("cortex-m0plus", "Cortex-M0+"),
    CORTEX_M3("cortex-m3", "Cortex-M3"),
    /** Also Cortex-M7 and Cortex-M33 with the DSP extension. */
    CORTEX_M4("cortex-m4", "Cortex-M4"),
    /** With the vector extension MVE. */
    CORTEX_M55("cortex-m55", "Cortex-M55"),
    RV32IMC("rv32imc", "RV32IMC"),
    /** Costs are cycles; on all other cores they are instructions. */
    AVR("avr", "AVR");

    private final String id;
    private final String title;

    Core(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** The name on the command line. */
    public String id() {
        return id;
    }

    /** The name in tables. */
    public String title() {
        return title;
    }

    /** Bytes of an array that the compiler takes. */
    public int largestArray() {
        return this == AVR ? Short.MAX_VALUE : Integer.MAX_VALUE;
    }

    /** Bytes of flash that pointers of 16 bits reach, or no limit. */
    public long reachableFlash() {
        return this == AVR ? 1L << 16 : Long.MAX_VALUE;
    }

    /** What costs are counted in. */
    public String unit() {
        return this == AVR ? "cycles" : "instructions";
    }

    /**
     * The core of a name on the command line.
     *
     * @throws ExportException if there is none; the message has those that there are
     */
    public static Core of(String id) {
        return Arrays.stream(values())
                .filter(core -> core.id.equals(id.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ExportException(
                                        "There is no target \"%s\"; use one of %s"
                                                .formatted(
                                                        id,
                                                        String.join(
                                                                ", ",
                                                                Arrays.stream(values())
                                                                        .map(Core::id)
                                                                        .toList()))));
    }
}
