package org.binaryconnect.hwexport.quantize;

import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.LstmConstants;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.integer.Tensor.Element;
import org.binaryconnect.hwexport.ir.Function;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Weights;

/**
 * Recurrent nodes as integer operations: two dense layers give accumulators, of the input and of
 * the hidden state; they are combined into 8-bit sums; tables and, in an LSTM, the cell follow.
 */
final class RecurrentQuantizer {

    /** Cell states may grow beyond what calibration saw. */
    private static final double CELL_MARGIN = 1.5;

    private static final int LARGEST_MULTIPLIER = 1 << 30;
    private static final int LARGEST_SHIFT = 30;

    private RecurrentQuantizer() {}

    /**
     * @param operations in order; the last gives the hidden state
     */
    record Lowered(List<Operation> operations) {}

    /**
     * @param input value that the layer takes, of type {@code from}
     * @param state value that holds the hidden state, of type {@code hidden}
     * @param next value that the first operation will give
     */
    static Lowered simpleRnn(
            Node.SimpleRnn node,
            int input,
            Tensor from,
            int state,
            Tensor hidden,
            int next,
            Range range) {
        Tensor sums =
                usefulRange(node.name(), range, node.activation())
                        .tensor(Shape.vector(node.bias().length));
        Products products =
                products(node.name(), node.input(), node.recurrent(), input, from, state, hidden);
        Operation.Combine combine =
                products.combine(
                        node.name(),
                        next,
                        node.inputScale(),
                        node.recurrentScale(),
                        node.bias(),
                        sums,
                        new Tensor[] {sums});
        byte[] table = Tables.of(sums, node.activation()::apply, hidden);
        return new Lowered(
                List.of(
                        products.input,
                        products.recurrent,
                        combine,
                        new Operation.Lookup(node.name(), next + 2, table, hidden)));
    }

    /** As {@link #simpleRnn}; ranges are those of the block input's and of the gates' sums. */
    static Lowered lstm(
            Node.Lstm node,
            int input,
            Tensor from,
            int state,
            Tensor hidden,
            int next,
            Range[] ranges,
            Range cell) {
        int units = node.recurrent().columns();
        Shape shape = Shape.vector(4 * units);
        Range blockRange = usefulRange(node.name(), ranges[0], node.activation());
        Tensor blockSums = blockRange.tensor(shape);
        Tensor gateSums = usefulRange(node.name(), ranges[1], node.gate()).tensor(shape);
        Products products =
                products(node.name(), node.input(), node.recurrent(), input, from, state, hidden);
        Operation.Combine combine =
                products.combine(
                        node.name(),
                        next,
                        node.inputScale(),
                        node.recurrentScale(),
                        node.bias(),
                        new Tensor(shape, Element.U8, 0, 0),
                        new Tensor[] {blockSums, gateSums, gateSums, gateSums});
        Shape one = Shape.vector(units);
        Tensor block = Tables.image(blockRange, node.activation()::apply).tensor(one);
        Tensor gate = new Range(0, 1).tensor(one);
        Range cellRange = new Range(-cell.magnitude(), cell.magnitude());
        if (cellRange.isEmpty()) {
            throw dead(node.name());
        }
        Range useful =
                Tables.usefulRange(
                        new Range(
                                CELL_MARGIN * cellRange.minimum(),
                                CELL_MARGIN * cellRange.maximum()),
                        node.activation()::apply);
        Tensor index = useful.tensor(one);
        Tensor activated = Tables.image(useful, node.activation()::apply).tensor(one);
        double cellScale = CELL_MARGIN * cell.magnitude() / Short.MAX_VALUE;
        double forget = gate.scale();
        double update = gate.scale() * block.scale() / cellScale;
        int shift = LARGEST_SHIFT;
        while (Math.max(Math.scalb(forget, shift), Math.scalb(update, shift))
                >= LARGEST_MULTIPLIER) {
            shift--;
        }
        if (shift < 1) {
            throw new ExportException(
                    "Layer \"%s\": the cell state is far smaller than the gates' values; train the network or give typical inputs"
                            .formatted(node.name()));
        }
        LstmConstants constants =
                new LstmConstants(
                        Tables.of(blockSums, node.activation()::apply, block),
                        Tables.of(gateSums, node.gate()::apply, gate),
                        block.zeroPoint(),
                        (int) Math.round(Math.scalb(forget, shift)),
                        (int) Math.round(Math.scalb(update, shift)),
                        shift,
                        LinearTerms.requantization(
                                node.name(), 0, cellScale / index.scale(), index.zeroPoint()),
                        Tables.of(index, node.activation()::apply, activated),
                        activated.zeroPoint(),
                        LinearTerms.requantization(
                                node.name(),
                                0,
                                gate.scale() * activated.scale() / hidden.scale(),
                                hidden.zeroPoint()));
        return new Lowered(
                List.of(
                        products.input,
                        products.recurrent,
                        combine,
                        new Operation.LstmCell(node.name(), next + 2, constants, hidden)));
    }

    private static Range usefulRange(String name, Range range, Function activation) {
        if (range.isEmpty()) {
            throw dead(name);
        }
        return Tables.usefulRange(range, activation::apply);
    }

    private static ExportException dead(String name) {
        return new ExportException(
                "Layer \"%s\" gives only 0 on the calibration inputs; train the network or give typical inputs"
                        .formatted(name));
    }

    /** The two dense layers, with the real values of their accumulators. */
    private record Products(
            Operation.Dense input,
            Operation.Dense recurrent,
            LinearTerms inputTerms,
            LinearTerms recurrentTerms) {

        /**
         * @param next value of the first of the two
         * @param output type of the result
         * @param blocks types of the real sums, one for each block of as many channels
         */
        Operation.Combine combine(
                String name,
                int next,
                double[] inputScale,
                double[] recurrentScale,
                double[] bias,
                Tensor output,
                Tensor[] blocks) {
            int channels = bias.length;
            short[] multiplierA = new short[channels];
            short[] multiplierB = new short[channels];
            byte[] shift = new byte[channels];
            int[] offset = new int[channels];
            for (int c = 0; c < channels; c++) {
                Tensor to = blocks[c / (channels / blocks.length)];
                double constant =
                        inputScale[c] * inputTerms.constant()[c]
                                + recurrentScale[c] * recurrentTerms.constant()[c]
                                + bias[c];
                SharedShift shared =
                        SharedShift.of(
                                name,
                                SharedShift.LARGEST,
                                inputScale[c] * inputTerms.factor()[c] / to.scale(),
                                recurrentScale[c] * recurrentTerms.factor()[c] / to.scale(),
                                constant / to.scale() + to.zeroPoint());
                multiplierA[c] = shared.multiplierA();
                multiplierB[c] = shared.multiplierB();
                shift[c] = (byte) shared.shift();
                offset[c] = shared.offset();
            }
            return new Operation.Combine(
                    name, next, next + 1, multiplierA, multiplierB, shift, offset, output);
        }
    }

    private static Products products(
            String name,
            Weights input,
            Weights recurrent,
            int inputValue,
            Tensor from,
            int state,
            Tensor hidden) {
        LinearTerms inputTerms = LinearTerms.of(input, from);
        LinearTerms recurrentTerms = LinearTerms.of(recurrent, hidden);
        Tensor accumulators = new Tensor(Shape.vector(input.rows()), Element.S32, 0, 0);
        try {
            return new Products(
                    new Operation.Dense(name, inputValue, inputTerms.weights(), null, accumulators),
                    new Operation.Dense(name, state, recurrentTerms.weights(), null, accumulators),
                    inputTerms,
                    recurrentTerms);
        } catch (IllegalArgumentException e) {
            throw new ExportException(e.getMessage() + "; use a narrower layer", e);
        }
    }
}
