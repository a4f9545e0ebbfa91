package org.binaryconnect.hwexport.fpga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.junit.jupiter.api.Test;

class FpgaPlannerTest {

    private final IntegerNetwork network = RandomNetworks.network(1, 300, 60, 40, 10);

    private static List<Integer> parallel(FpgaDesign design) {
        return design.blocks().stream()
                .filter(block -> block.module().equals("bc_dense"))
                .map(block -> (Integer) block.parameters().get("PARALLEL"))
                .toList();
    }

    /** 60 outputs in 4 rounds need 15 accumulators, 40 in 3 rounds 14, 10 in one round 10. */
    @Test
    void noMoreAccumulatorsThanTheRoundsNeed() {
        FpgaDesign design = FpgaPlanner.withParallel(network, 16);

        assertEquals(List.of(15, 14, 10), parallel(design));
        assertEquals(4 * 300, design.clocks());
    }

    @Test
    void theSmallestDesignThatIsFastEnough() {
        assertEquals(List.of(12, 2, 1), parallel(FpgaPlanner.withClocks(network, 1500)));
        assertEquals(List.of(60, 5, 1), parallel(FpgaPlanner.withClocks(network, 480)));
        for (long clocks : new long[] {480, 600, 900, 5_000, 18_000}) {
            assertTrue(FpgaPlanner.withClocks(network, clocks).clocks() <= clocks);
        }
    }

    @Test
    void whatIsTooFastSaysWhy() {
        assertEquals(
                "A frame may take 299 clocks, but its 300 inputs come one a clock; ask for fewer frames a second",
                assertThrows(ExportException.class, () -> FpgaPlanner.withClocks(network, 299))
                        .getMessage());
        IntegerNetwork wide = RandomNetworks.network(2, 20, 500, 10);
        String message =
                assertThrows(ExportException.class, () -> FpgaPlanner.withClocks(wide, 100))
                        .getMessage();
        assertTrue(
                message.matches(
                        "A frame may take 100 clocks, but layer \"layer 1\" takes [0-9,]+ with all the accumulators that it can have; ask for fewer frames a second"),
                message);
    }

    @Test
    void theFastestDesignThatFits() {
        long before = Long.MAX_VALUE;
        for (int cells : new int[] {1_500, 2_000, 2_800, 4_500}) {
            FpgaDesign design = FpgaPlanner.withLogicCells(network, cells);
            assertTrue(Resources.of(design).logicCells() <= cells);
            assertTrue(design.clocks() <= before);
            before = design.clocks();
        }
        assertTrue(before < 900);
    }

    @Test
    void tooFewCellsSaysHowManyItTakes() {
        String message =
                assertThrows(ExportException.class, () -> FpgaPlanner.withLogicCells(network, 500))
                        .getMessage();

        assertTrue(
                message.matches(
                        "Even with one accumulator a layer the design takes some 1,\\d+ logic cells, more than the 500 that there are; allow more, or use fewer layers"),
                message);
    }

    @Test
    void oneGoalAtATime() {
        assertEquals(16, FpgaGoals.DEFAULT.parallel());
        assertThrows(ExportException.class, () -> new FpgaGoals(16, 100, 0));
        assertThrows(ExportException.class, () -> new FpgaGoals(0, 0, 0));
    }
}
