package org.binaryconnect.hwexport.fpga;

import java.util.Map;

/**
 * What a design takes of an iCE40 device, by formulas that were fitted to placed designs: good to
 * some 20 %, where no tool is at hand and for choosing among designs.
 *
 * @param logicCells a look-up table of four inputs with carry and flip-flop each
 * @param blockRams of 4,096 bits
 */
public record Resources(int logicCells, int blockRams) {

    /** Depth of a block RAM by the width that it is used with. */
    private static final int[][] MODES = {{16, 256}, {8, 512}, {4, 1024}, {2, 2048}};

    /** Of a design. */
    public static Resources of(FpgaDesign design) {
        int cells = 30 + 2 * design.scoreBits(); // The scores at the end.
        int rams = 0;
        for (Block block : design.blocks()) {
            cells += cells(block);
            rams += rams(block);
        }
        return new Resources(cells, rams);
    }

    private static int cells(Block block) {
        Map<String, Object> p = block.parameters();
        int cells = memoryCells(block.memory());
        switch (block.module()) {
            case "bc_dense" -> cells += accumulators(p) + vector(p);
            case "bc_convolution" -> cells += accumulators(p) + window(p);
            case "bc_max_pool" -> cells += window(p) + 40;
            case "bc_average_pool" -> cells += window(p) + 40 + 3 * integer(p, "SUM_BITS");
            case "bc_requantize" -> cells += requantizer(p);
            case "bc_requantize_pipeline" -> cells += pipeline(p);
            case "bc_requantize_shift" ->
                    cells +=
                            60
                                    + 2
                                            * (integer(p, "ACCUMULATOR_BITS")
                                                    + integer(p, "MAX_EXPONENT"))
                                    + 3 * integer(p, "OFFSET_BITS");
            case "bc_lookup" -> cells += 10;
            case "bc_clamp" -> cells += 70;
            case "bc_pad" -> cells += 60;
            default -> cells += 10;
        }
        return cells;
    }

    private static int accumulators(Map<String, Object> p) {
        int bits = integer(p, "ACCUMULATOR_BITS");
        // Units, the shift register behind them, and what gives the sums their signs.
        return integer(p, "PARALLEL") * (2 * bits + 12) + bits + 30;
    }

    private static int vector(Map<String, Object> p) {
        int rounds = rounds(p);
        int addresses = Bits.unsigned(integer(p, "INPUTS"));
        return rounds == 1 ? 20 + 3 * addresses : 70 + 7 * addresses;
    }

    private static int window(Map<String, Object> p) {
        return 346 + 14 * Bits.unsigned(ringBytes(p) - 1);
    }

    private static int requantizer(Map<String, Object> p) {
        int accumulator = integer(p, "ACCUMULATOR_BITS") + integer(p, "PRE_SHIFT");
        int sum = Math.max(accumulator, integer(p, "OFFSET_BITS"));
        int product =
                switch (integer(p, "DIGIT")) {
                    case 1 -> accumulator;
                    case 2 -> 3 * accumulator;
                    default -> 8 * accumulator;
                };
        return 70 + 2 * sum + accumulator + product + integer(p, "MULTIPLIER_BITS");
    }

    private static int pipeline(Map<String, Object> p) {
        int factor = integer(p, "ACCUMULATOR_BITS") + integer(p, "PRE_SHIFT");
        int sum = Math.max(factor, integer(p, "OFFSET_BITS"));
        int stages = integer(p, "MULTIPLIER_BITS") / integer(p, "DIGIT");
        return 60 + 3 * factor + sum + stages * (6 * factor + sum + 8);
    }

    private static int memoryCells(Block.Memory memory) {
        if (memory == null) {
            return 0;
        }
        int width = memory.image().width();
        int depth = memory.image().words().size();
        int registers = width;
        if (memory.isLogic()) {
            return registers + width * ((depth + 15) / 16);
        }
        // Words of several block RAMs pass through a multiplexer.
        int banks = (depth + 1023) / 1024;
        return registers + (banks - 1) * width * 2 / 3;
    }

    private static int rams(Block block) {
        int rams = 0;
        Block.Memory memory = block.memory();
        if (memory != null && !memory.isLogic()) {
            rams += blocks(memory.image().words().size(), memory.image().width());
        }
        Map<String, Object> p = block.parameters();
        if (p.containsKey("ROWS")) {
            rams += blocks(ringBytes(p), 8);
        } else if (block.module().equals("bc_dense") && rounds(p) > 1) {
            rams += blocks(integer(p, "INPUTS"), 8);
        }
        return rams;
    }

    private static int blocks(int depth, int width) {
        int fewest = Integer.MAX_VALUE;
        for (int[] mode : MODES) {
            int blocks = ((width + mode[0] - 1) / mode[0]) * ((depth + mode[1] - 1) / mode[1]);
            fewest = Math.min(fewest, blocks);
        }
        return fewest;
    }

    private static int ringBytes(Map<String, Object> p) {
        return integer(p, "ROWS") * integer(p, "WIDTH") * integer(p, "CHANNELS");
    }

    private static int rounds(Map<String, Object> p) {
        int parallel = integer(p, "PARALLEL");
        return (integer(p, "OUTPUTS") + parallel - 1) / parallel;
    }

    private static int integer(Map<String, Object> parameters, String name) {
        return (int) parameters.get(name);
    }
}
