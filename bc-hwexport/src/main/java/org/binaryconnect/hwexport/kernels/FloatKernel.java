package org.binaryconnect.hwexport.kernels;

/**
 * The C functions that sum floating-point numbers over the weights of a dense layer. Each is a file
 * {@code runtime/bc_f32_dense_<name>.c}, whose head has the method. All read weights row by row.
 */
public enum FloatKernel {

    /** A table of 256 sums for every 8 inputs, four of them at a time. */
    LUT8("lut8", true, 4096),
    /** A table of 16 sums for every 4 inputs, eight of them at a time. */
    LUT4("lut4", true, 512),
    /** Real weights: multiplications. */
    REAL("real", false, 0);

    private final String name;
    private final boolean isBinary;
    private final int scratchBytes;

    FloatKernel(String name, boolean isBinary, int scratchBytes) {
        this.name = name;
        this.isBinary = isBinary;
        this.scratchBytes = scratchBytes;
    }

    /** The name in tables. */
    public String id() {
        return "f32-" + name;
    }

    /** The C function. */
    public String function() {
        return "bc_f32_dense_" + name;
    }

    /** Whether the weights are binary. */
    public boolean isBinary() {
        return isBinary;
    }

    /** Working memory in bytes; the macro {@code BC_F32_DENSE_<NAME>_SCRATCH_BYTES}. */
    public int scratchBytes() {
        return scratchBytes;
    }
}
