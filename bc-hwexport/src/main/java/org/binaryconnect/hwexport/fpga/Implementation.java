package org.binaryconnect.hwexport.fpga;

/**
 * What a design takes of a device, as the tools say after place and route.
 *
 * @param device its name
 * @param logicCells in use
 * @param logicCellsAvailable on the device
 * @param lookUpTables after synthesis
 * @param flipFlops after synthesis
 * @param blockRams in use, of 4,096 bits
 * @param blockRamsAvailable on the device
 * @param megahertz highest clock frequency by static timing analysis
 */
public record Implementation(
        String device,
        int logicCells,
        int logicCellsAvailable,
        int lookUpTables,
        int flipFlops,
        int blockRams,
        int blockRamsAvailable,
        double megahertz) {

    /** Frames a second at the highest frequency. */
    public double framesPerSecond(FpgaDesign design) {
        return megahertz * 1e6 / design.clocks();
    }
}
