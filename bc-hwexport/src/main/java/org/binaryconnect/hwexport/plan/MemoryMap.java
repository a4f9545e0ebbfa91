package org.binaryconnect.hwexport.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.binaryconnect.hwexport.integer.DeviceNetwork;
import org.binaryconnect.hwexport.integer.DeviceOperation;

/** What lies where in the working memory of a plan, and while which operations run. */
public final class MemoryMap {

    private MemoryMap() {}

    /**
     * A value or the scratch of an operation.
     *
     * @param layer whose result or scratch it is
     * @param operation that it belongs to
     * @param isScratch whether it is scratch
     * @param offset of its first byte
     * @param first operation that needs it
     * @param last operation that needs it
     */
    public record Block(
            String layer,
            int operation,
            boolean isScratch,
            int offset,
            int bytes,
            int first,
            int last) {}

    /** All blocks, operation by operation. */
    public static List<Block> of(Plan plan) {
        DeviceNetwork network = plan.network();
        int[] lastUse = lastUses(network);
        List<Block> blocks = new ArrayList<>();
        for (int o = 0; o < network.operations().size(); o++) {
            DeviceOperation operation = network.operations().get(o);
            int scratch = plan.buffers().scratchOffsets()[o];
            if (scratch != Buffers.NOWHERE) {
                blocks.add(
                        new Block(operation.name(), o, true, scratch, plan.scratchBytes(o), o, o));
            }
            int value = network.valueOf(o);
            int offset = plan.buffers().valueOffsets()[value];
            if (offset != Buffers.NOWHERE) {
                blocks.add(
                        new Block(
                                operation.name(),
                                o,
                                false,
                                offset,
                                operation.output().bytes(),
                                o,
                                Math.max(o, lastUse[value])));
            }
        }
        return blocks;
    }

    private static int[] lastUses(DeviceNetwork network) {
        int[] lastUse = new int[network.values().size()];
        Arrays.fill(lastUse, -1);
        for (int o = 0; o < network.operations().size(); o++) {
            for (int value : network.operations().get(o).inputs()) {
                lastUse[value] = o;
            }
        }
        return lastUse;
    }
}
