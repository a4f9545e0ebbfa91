package org.binaryconnect.hwexport.toolchain;

import java.time.Duration;
import org.binaryconnect.hwexport.ExportException;

/** Formal proofs of Verilog by Yosys: for every input and every reachable state. */
public final class Proof {

    private static final String FAILED = "proof did fail";

    private Proof() {}

    /** In gates most of the two sides is the same; as multipliers the search takes much longer. */
    private static final String COMMANDS =
            "prep -flatten -top %s; techmap; opt -full; sat -verify -tempinduct -seq 1 -prove ok 1 %s";

    /**
     * Whether the output {@code ok} of a design is always 1, by induction over clocks.
     *
     * @param limit of the search
     * @throws ExportException if Yosys is missing, fails or does not end in time
     */
    public static boolean holds(Verilog design, Duration limit) {
        try {
            Synthesis.yosys(design, COMMANDS.formatted(design.top(), design.top()), limit);
            return true;
        } catch (ExportException e) {
            if (e.getMessage().contains(FAILED)) {
                return false;
            }
            throw e;
        }
    }
}
