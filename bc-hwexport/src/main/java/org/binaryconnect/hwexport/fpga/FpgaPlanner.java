package org.binaryconnect.hwexport.fpga;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;

/**
 * Chooses how many accumulators and how fast a requantizer each layer gets. No layer gets more than
 * it needs to keep up with the slowest.
 */
public final class FpgaPlanner {

    private final IntegerNetwork network;

    private FpgaPlanner(IntegerNetwork network) {
        this.network = network;
    }

    /**
     * With so many accumulators a layer at most, and requantizers that keep up with them as far as
     * they can.
     *
     * @throws ExportException naming the layer that has no form for an FPGA
     */
    public static FpgaDesign withParallel(IntegerNetwork network, int parallel) {
        FpgaPlanner planner = new FpgaPlanner(network);
        List<Allocation> most = new ArrayList<>();
        for (Operation operation : network.operations()) {
            int outputs = outputs(operation);
            int rounds = (outputs + parallel - 1) / parallel;
            // As few as do it in as many rounds.
            most.add(new Allocation((outputs + rounds - 1) / rounds, fastest()));
        }
        long clocks = FpgaDesign.of(network, most).clocks();
        List<Allocation> allocations = new ArrayList<>();
        for (int o = 0; o < most.size(); o++) {
            allocations.add(
                    new Allocation(
                            most.get(o).parallel(),
                            planner.digit(o, most.get(o).parallel(), clocks)));
        }
        return FpgaDesign.of(network, allocations);
    }

    /**
     * The smallest design that takes a frame in so many clocks.
     *
     * @throws ExportException naming the layer that takes longer however much it gets, or has no
     *     form for an FPGA
     */
    public static FpgaDesign withClocks(IntegerNetwork network, long clocks) {
        FpgaDesign fastest = fastest(network);
        if (network.inputs() > clocks) {
            throw new ExportException(
                    String.format(
                            Locale.ROOT,
                            "A frame may take %,d clocks, but its %,d inputs come one a clock; ask for fewer frames a second",
                            clocks,
                            network.inputs()));
        }
        for (Stage stage : fastest.stages()) {
            if (stage.clocks() > clocks) {
                throw new ExportException(
                        String.format(
                                Locale.ROOT,
                                "A frame may take %,d clocks, but layer \"%s\" takes %,d with all the accumulators that it can have; ask for fewer frames a second",
                                clocks,
                                stage.operation().name(),
                                stage.clocks()));
            }
        }
        return smallest(network, clocks);
    }

    /** The smallest design of those that are fast enough; there is one. */
    private static FpgaDesign smallest(IntegerNetwork network, long clocks) {
        FpgaPlanner planner = new FpgaPlanner(network);
        List<Allocation> allocations = new ArrayList<>();
        for (int o = 0; o < network.operations().size(); o++) {
            allocations.add(planner.smallest(o, clocks));
        }
        return FpgaDesign.of(network, allocations);
    }

    /**
     * The fastest design that takes at most so many logic cells, by the estimate.
     *
     * @throws ExportException if even the smallest takes more
     */
    public static FpgaDesign withLogicCells(IntegerNetwork network, int logicCells) {
        FpgaDesign smallest =
                FpgaDesign.of(
                        network,
                        network.operations().stream().map(o -> new Allocation(1, 1)).toList());
        int least = Resources.of(smallest).logicCells();
        if (least > logicCells) {
            throw new ExportException(
                    String.format(
                            Locale.ROOT,
                            "Even with one accumulator a layer the design takes some %,d logic cells, more than the %,d that there are; allow more, or use fewer layers",
                            least,
                            logicCells));
        }
        long slow = smallest.clocks();
        long fast = fastest(network).clocks();
        // Clocks that are too few take too many cells: the border is found by halving.
        while (fast < slow) {
            long middle = (fast + slow) / 2;
            if (Resources.of(smallest(network, middle)).logicCells() <= logicCells) {
                slow = middle;
            } else {
                fast = middle + 1;
            }
        }
        return smallest(network, slow);
    }

    private static FpgaDesign fastest(IntegerNetwork network) {
        return FpgaDesign.of(
                network,
                network.operations().stream()
                        .map(o -> new Allocation(outputs(o), fastest()))
                        .toList());
    }

    private static int fastest() {
        return Allocation.DIGITS[Allocation.DIGITS.length - 1];
    }

    private static int outputs(Operation operation) {
        return operation instanceof Operation.Linear linear ? linear.outputs() : 1;
    }

    /** The fewest accumulators and the smallest digit with which an operation takes so long. */
    private Allocation smallest(int o, long clocks) {
        int outputs = outputs(network.operations().get(o));
        int low = 1;
        int high = outputs;
        while (low < high) {
            int middle = (low + high) / 2;
            if (coreClocks(o, middle) <= clocks) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return new Allocation(low, digit(o, low, clocks));
    }

    private int digit(int o, int parallel, long clocks) {
        for (int digit : Allocation.DIGITS) {
            if (stage(o, new Allocation(parallel, digit)).clocks() <= clocks) {
                return digit;
            }
        }
        return fastest();
    }

    private long coreClocks(int o, int parallel) {
        List<Block> blocks = stage(o, new Allocation(parallel, fastest())).blocks();
        return blocks.isEmpty() ? 0 : blocks.get(0).clocks();
    }

    private Stage stage(int o, Allocation allocation) {
        Operation operation = network.operations().get(o);
        return new Stage(
                o,
                operation,
                Stages.of(
                        o,
                        operation,
                        network.values().get(operation.inputs().get(0)),
                        null,
                        allocation));
    }
}
