package org.binaryconnect.hwexport.fpga;

import org.binaryconnect.hwexport.ExportException;

/**
 * What is asked of a design: one of the three.
 *
 * @param parallel accumulators of a layer; 0 if that is not what is asked
 * @param framesPerSecond at least; 0 if that is not what is asked
 * @param logicCells at most; 0 if that is not what is asked
 */
public record FpgaGoals(int parallel, double framesPerSecond, int logicCells) {

    /** If nothing is asked. */
    public static final FpgaGoals DEFAULT = new FpgaGoals(16, 0, 0);

    public FpgaGoals {
        int asked =
                (parallel > 0 ? 1 : 0) + (framesPerSecond > 0 ? 1 : 0) + (logicCells > 0 ? 1 : 0);
        if (asked != 1) {
            throw new ExportException(
                    "Ask for a number of accumulators, for frames a second, or for logic cells: one of the three, above 0");
        }
    }
}
