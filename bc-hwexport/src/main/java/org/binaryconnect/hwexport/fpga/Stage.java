package org.binaryconnect.hwexport.fpga;

import java.util.List;
import org.binaryconnect.hwexport.integer.Operation;

/**
 * What computes one operation.
 *
 * @param number of the operation in the network
 * @param blocks one after the other; none where nothing is to be done
 */
public record Stage(int number, Operation operation, List<Block> blocks) {

    public Stage {
        blocks = List.copyOf(blocks);
    }

    /** Clocks between two frames: those of the slowest block. */
    public long clocks() {
        return blocks.stream().mapToLong(Block::clocks).max().orElse(0);
    }
}
