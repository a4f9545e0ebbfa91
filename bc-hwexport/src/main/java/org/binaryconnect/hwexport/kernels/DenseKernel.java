package org.binaryconnect.hwexport.kernels;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.binaryconnect.hwexport.packing.WeightLayout;

/**
 * The C functions that sum over the weights of a dense layer. Each is a file {@code
 * runtime/bc_dense_<name>.c}, whose head has the method.
 */
public enum DenseKernel {
    /** A table of 256 sums for every 8 inputs, all of them at once. */
    LUT8("lut8", WeightLayout.ROWS_BY_8, allButAvr()) {
        @Override
        public int scratchBytes(int fanIn, int outputs) {
            return groups(fanIn) * 512;
        }
    },

    /** Four such tables at a time, and the sums of up to 512 outputs. */
    LUT8_TILED("lut8_tiled", WeightLayout.ROWS, allButAvr()) {
        @Override
        public int scratchBytes(int fanIn, int outputs) {
            return 4096;
        }
    },

    /** A table of 16 sums for every 4 inputs. */
    LUT4("lut4", WeightLayout.ROWS_BY_8, allButAvr()) {
        @Override
        public int scratchBytes(int fanIn, int outputs) {
            return groups(fanIn) * 64;
        }
    },

    /** Inputs are added up by what they do to 8 outputs: the transpose of a table. */
    BUCKETS("buckets", WeightLayout.COLUMNS, allButAvr()) {
        @Override
        public int scratchBytes(int fanIn, int outputs) {
            return outputs >= 16 ? 2048 : outputs > 4 ? 1024 : 64;
        }
    },

    /** The same for 4 outputs, in local variables; no working memory. */
    BUCKETS4("buckets4", WeightLayout.COLUMNS, allButAvr()) {
        @Override
        public int scratchBytes(int fanIn, int outputs) {
            return 0;
        }
    },

    /** Byte masks and the USADA8 instruction; no working memory. */
    USADA8("usada8", WeightLayout.COUNTED, EnumSet.of(Core.CORTEX_M4, Core.CORTEX_M55)) {
        @Override
        public int scratchBytes(int fanIn, int outputs) {
            return 0;
        }
    },

    /** Vector instructions predicated by the weights; no working memory. */
    MVE("mve", WeightLayout.ROWS, EnumSet.of(Core.CORTEX_M55)) {
        @Override
        public int scratchBytes(int fanIn, int outputs) {
            return 0;
        }
    },

    /** The look-ups of 8 outputs in one vector instruction. */
    MVE_LUT8("mve_lut8", WeightLayout.ROWS_BY_8, EnumSet.of(Core.CORTEX_M55)) {
        @Override
        public int scratchBytes(int fanIn, int outputs) {
            return 4096 + 4 * outputs;
        }
    },

    /** Eight tables of 256 sums at a time, as an 8-bit core reads them fastest. */
    AVR_LUT8("avr_lut8", WeightLayout.ROWS, EnumSet.of(Core.AVR)) {
        @Override
        public int scratchBytes(int fanIn, int outputs) {
            return 4096 + 256 + 4 * outputs;
        }
    },

    /** Tables of 16 sums, as an 8-bit core reads them fastest. */
    AVR_LUT4("avr_lut4", WeightLayout.ROWS, EnumSet.of(Core.AVR)) {
        @Override
        public int scratchBytes(int fanIn, int outputs) {
            return 768 + 4 * outputs;
        }
    },

    /** Real weights as 8-bit integers: multiplications. */
    S8("s8", null, all()) {
        @Override
        public int scratchBytes(int fanIn, int outputs) {
            return 0;
        }
    };

    private final String id;
    private final WeightLayout layout;
    private final Set<Core> cores;

    DenseKernel(String id, WeightLayout layout, Set<Core> cores) {
        this.id = id;
        this.layout = layout;
        this.cores = cores;
    }

    /** An 8-bit core has kernels of its own. */
    private static Set<Core> allButAvr() {
        return EnumSet.complementOf(EnumSet.of(Core.AVR));
    }

    private static Set<Core> all() {
        return EnumSet.allOf(Core.class);
    }

    private static int groups(int fanIn) {
        return (fanIn + 7) / 8;
    }

    /** The name in commands, tables and files. */
    public String id() {
        return id;
    }

    /** The C function. */
    public String function() {
        return "bc_dense_" + id;
    }

    /** In which order it reads binary weights. */
    public WeightLayout layout() {
        return layout;
    }

    /** Whether the weights are binary. */
    public boolean isBinary() {
        return layout != null;
    }

    /** Whether it is of use on a core. */
    public boolean runsOn(Core core) {
        return cores.contains(core);
    }

    /** Working memory in bytes; the macro {@code BC_DENSE_<NAME>_SCRATCH_BYTES}. */
    public abstract int scratchBytes(int fanIn, int outputs);

    /** All that run on a core, for binary or for 8-bit weights. */
    public static List<DenseKernel> on(Core core, boolean binary) {
        return Arrays.stream(values())
                .filter(kernel -> kernel.runsOn(core) && kernel.isBinary() == binary)
                .toList();
    }
}
