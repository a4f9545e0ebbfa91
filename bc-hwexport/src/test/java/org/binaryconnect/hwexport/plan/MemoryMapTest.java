package org.binaryconnect.hwexport.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.binaryconnect.hwexport.TestExports;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.kernels.Core;
import org.junit.jupiter.api.Test;

class MemoryMapTest {

    @Test
    void blocksOfOneMomentDoNotOverlapUnlessOneIsComputedInPlace() {
        for (int seed = 0; seed < 100; seed++) {
            Plan plan = TestExports.drawn(RandomGraphs.graph(seed), Core.HOST, seed);
            List<MemoryMap.Block> blocks = MemoryMap.of(plan);
            for (MemoryMap.Block a : blocks) {
                assertTrue(a.offset() + a.bytes() <= plan.memoryBytes());
                for (MemoryMap.Block b : blocks) {
                    boolean together = a.first() <= b.last() && b.first() <= a.last();
                    boolean apart =
                            a.offset() + a.bytes() <= b.offset()
                                    || b.offset() + b.bytes() <= a.offset();
                    boolean inPlace = !a.isScratch() && !b.isScratch() && a.offset() == b.offset();
                    assertTrue(
                            a.equals(b) || !together || apart || inPlace,
                            () -> "%s and %s".formatted(a, b));
                }
            }
        }
    }
}
