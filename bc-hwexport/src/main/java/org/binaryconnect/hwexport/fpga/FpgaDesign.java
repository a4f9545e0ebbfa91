package org.binaryconnect.hwexport.fpga;

import java.util.ArrayList;
import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Tensor;

/**
 * A network as a chain of modules, each of which works on its part while the others work on theirs.
 * Streams carry one element a clock at most, in the order of their index.
 *
 * @param stages one an operation
 * @param scoreBits of a score, with sign
 */
public record FpgaDesign(IntegerNetwork network, List<Stage> stages, int scoreBits) {

    public FpgaDesign {
        stages = List.copyOf(stages);
    }

    /**
     * Builds the design.
     *
     * @param allocations one an operation
     * @throws ExportException naming the layer that has no form for an FPGA
     */
    public static FpgaDesign of(IntegerNetwork network, List<Allocation> allocations) {
        requireChain(network);
        List<Tensor> values = network.values();
        List<Stage> stages = new ArrayList<>();
        int[] order = null;
        int scoreBits = 0;
        for (int o = 0; o < network.operations().size(); o++) {
            Operation operation = network.operations().get(o);
            if (operation instanceof Operation.Permute permute) {
                // A dense layer reads its inputs in any order: its weights are reordered instead.
                requireDenseBehind(network, o);
                order = permute.order();
            }
            Tensor from = values.get(operation.inputs().get(0));
            List<Block> blocks = Stages.of(o, operation, from, order, allocations.get(o));
            requireBytesBetween(network, o);
            if (!blocks.isEmpty()) {
                order = null;
                scoreBits = blocks.get(blocks.size() - 1).outputBits();
            }
            stages.add(new Stage(o, operation, blocks));
        }
        return new FpgaDesign(network, stages, scoreBits);
    }

    private static void requireChain(IntegerNetwork network) {
        if (network.isRecurrent()) {
            throw new ExportException(
                    "Layer \"%s\" is recurrent, which has no form for an FPGA; use a target in C"
                            .formatted(network.states().get(0).name()));
        }
        for (int o = 0; o < network.operations().size(); o++) {
            Operation operation = network.operations().get(o);
            if (operation.inputs().size() != 1 || operation.inputs().get(0) != o) {
                throw new ExportException(
                        "Layer \"%s\" (operation %d, %s) does not take just the result before it; an FPGA export is a chain of layers, use a target in C"
                                .formatted(
                                        operation.name(), o, operation.getClass().getSimpleName()));
            }
        }
    }

    private static void requireDenseBehind(IntegerNetwork network, int permute) {
        for (int o = permute + 1; o < network.operations().size(); o++) {
            Operation operation = network.operations().get(o);
            if (operation instanceof Operation.Dense) {
                return;
            } else if (!(operation instanceof Operation.Reshape)) {
                break;
            }
        }
        throw new ExportException(
                "Layer \"%s\" (operation %d) reorders its input, which an FPGA export can do only in front of a dense layer; use a target in C"
                        .formatted(network.operations().get(permute).name(), permute));
    }

    private static void requireBytesBetween(IntegerNetwork network, int o) {
        Operation operation = network.operations().get(o);
        if (o + 1 < network.operations().size()
                && operation.output().element() != Tensor.Element.U8) {
            throw new ExportException(
                    "Layer \"%s\" (operation %d) gives 32-bit numbers to the next; an FPGA export has bytes between layers, use a target in C"
                            .formatted(operation.name(), o));
        }
    }

    /** All blocks in their order. */
    public List<Block> blocks() {
        return stages.stream().flatMap(stage -> stage.blocks().stream()).toList();
    }

    /**
     * Clocks between two frames: those of the slowest stage, or those in which a frame comes in.
     */
    public long clocks() {
        return Math.max(network.inputs(), stages.stream().mapToLong(Stage::clocks).max().orElse(0));
    }
}
