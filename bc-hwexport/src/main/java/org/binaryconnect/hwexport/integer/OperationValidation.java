package org.binaryconnect.hwexport.integer;

import java.util.List;
import org.binaryconnect.hwexport.integer.Tensor.Element;
import org.binaryconnect.hwexport.ir.Shape;

/** Checks one operation against the types of its inputs. */
final class OperationValidation {

    private static final int MAX_SHIFT = 31;
    private static final int MAX_CELL_SHIFT = 40;
    private static final int TABLE = 256;

    /** Sums of weighted inputs stay below this magnitude. */
    private static final long MAX_SUM = 1 << 30;

    /** An addition's sum then fits 32 bits. */
    private static final int MAX_ADD_OFFSET = Integer.MAX_VALUE - (1 << 24) + 1;

    private static final int MAX_CELL_MULTIPLIER = 1 << 30;

    /** Elements of a value that a permutation takes: its order is 16-bit in the C runtime. */
    private static final int MAX_PERMUTED = 1 << 16;

    private final List<Tensor> values;
    private final String place;
    private final Tensor from;
    private final Tensor to;

    private OperationValidation(List<Tensor> values, Operation operation, String place) {
        this.values = values;
        this.place = place;
        require(!operation.inputs().isEmpty(), "it has no input");
        this.from = values.get(operation.inputs().get(0));
        this.to = operation.output();
    }

    /** Types are checked already. */
    static void check(List<Tensor> values, Operation operation, String place) {
        new OperationValidation(values, operation, place).check(operation);
    }

    private void check(Operation operation) {
        if (operation instanceof Operation.Linear linear) {
            linear(linear);
        } else if (operation instanceof Operation.MaxPool pool) {
            elements(Element.U8, Element.U8);
            windows().pooled(pool.window());
            same(from.withShape(to.shape()));
        } else if (operation instanceof Operation.AveragePool pool) {
            element(from, Element.U8);
            windows().averaged(pool);
            requantizer(pool.requantizer(), pool.requantizer().channels().size());
        } else if (operation instanceof Operation.Affine affine) {
            element(from, Element.U8);
            shape(from.shape());
            requantizer(affine.requantizer(), from.shape().channels());
        } else if (operation instanceof Operation.Lookup lookup) {
            elements(Element.U8, Element.U8);
            shape(from.shape());
            length("table", lookup.table().length, TABLE);
        } else if (operation instanceof Operation.Clamp clamp) {
            clamp(clamp);
        } else if (operation instanceof Operation.Add add) {
            add(add);
        } else if (operation instanceof Operation.Concatenate concatenate) {
            concatenate(concatenate);
        } else if (operation instanceof Operation.Reshape) {
            require(
                    to.shape().size() == from.shape().size(),
                    "%s values cannot become %s",
                    from.shape(),
                    to.shape());
            elements(Element.U8, Element.U8);
            same(from.withShape(to.shape()));
        } else if (operation instanceof Operation.Permute permute) {
            permute(permute);
        } else if (operation instanceof Operation.Pad pad) {
            elements(Element.U8, Element.U8);
            windows().padded(pad);
            same(from.withShape(to.shape()));
        } else if (operation instanceof Operation.Widen widen) {
            elements(Element.U8, Element.S32);
            shape(from.shape());
            activation("zero point", widen.zeroPoint());
        } else if (operation instanceof Operation.Combine combine) {
            combine(combine);
        } else {
            lstm((Operation.LstmCell) operation);
        }
    }

    private void linear(Operation.Linear linear) {
        element(from, Element.U8);
        weights(linear.weights());
        int rows = linear.weights().rows();
        int columns = linear.weights().columns();
        long fanIn;
        if (linear instanceof Operation.Convolution convolution) {
            activation("pad value", convolution.padValue());
            windows().moved(convolution.window(), rows);
            fanIn = (long) convolution.window().taps() * from.shape().channels();
        } else if (linear instanceof Operation.DepthwiseConvolution depthwise) {
            activation("pad value", depthwise.padValue());
            windows().moved(depthwise.window(), rows);
            int channels = from.shape().channels();
            require(
                    rows % channels == 0,
                    "%d outputs are no multiple of %d inputs",
                    rows,
                    channels);
            fanIn = depthwise.window().taps();
        } else {
            shape(Shape.vector(rows));
            fanIn = from.shape().size();
        }
        require(columns == fanIn, "%d weights an output, but %d inputs", columns, fanIn);
        if (linear.requantizer() == null) {
            element(to, Element.S32);
        } else {
            requantizer(linear.requantizer(), rows);
        }
    }

    private void weights(IntegerWeights weights) {
        if (!(weights instanceof IntegerWeights.Int8 int8)) {
            return;
        }
        for (byte[] row : int8.matrix()) {
            length("row of weights", row.length, weights.columns());
            long sum = 0;
            for (byte weight : row) {
                require(
                        weight != Byte.MIN_VALUE,
                        "a weight is -128; 8-bit weights are -127 to 127");
                sum += Math.abs(weight);
            }
            require(
                    Requantization.MAX_ACTIVATION * sum < MAX_SUM,
                    "the 8-bit weights of an output are so large that its sum can exceed 2^30");
        }
    }

    private void requantizer(Requantizer requantizer, int channels) {
        require(
                requantizer.channels().size() == channels,
                "%d requantizations for %d channels",
                requantizer.channels().size(),
                channels);
        if (to.element() == Element.U8) {
            activation("smallest output", requantizer.minimum());
            activation("largest output", requantizer.maximum());
        }
    }

    private void clamp(Operation.Clamp clamp) {
        elements(Element.U8, Element.U8);
        same(from);
        int channels = to.shape().channels();
        length("list of minima", clamp.minimum().length, channels);
        length("list of maxima", clamp.maximum().length, channels);
        for (int c = 0; c < channels; c++) {
            require(
                    Byte.compareUnsigned(clamp.minimum()[c], clamp.maximum()[c]) <= 0,
                    "the minimum of channel %d is above its maximum",
                    c);
        }
    }

    private void add(Operation.Add add) {
        elements(Element.U8, Element.U8);
        element(values.get(add.b()), Element.U8);
        shape(from.shape());
        shape(values.get(add.b()).shape());
        shift(add.shift(), 0, MAX_SHIFT);
        require(
                Math.abs((long) add.offset()) <= MAX_ADD_OFFSET,
                "the offset %d is beyond %d",
                add.offset(),
                MAX_ADD_OFFSET);
        activation("smallest output", add.minimum());
        activation("largest output", add.maximum());
        require(add.minimum() <= add.maximum(), "the minimum is above the maximum");
    }

    private void concatenate(Operation.Concatenate concatenate) {
        element(to, Element.U8);
        int parts = concatenate.inputs().size();
        require(concatenate.tables().length == parts, "%d inputs need as many tables", parts);
        long channels = 0;
        for (int k = 0; k < parts; k++) {
            Tensor part = values.get(concatenate.inputs().get(k));
            element(part, Element.U8);
            require(
                    part.shape().height() == to.shape().height()
                            && part.shape().width() == to.shape().width(),
                    "input %d is %s, but the result %s",
                    k,
                    part.shape(),
                    to.shape());
            channels += part.shape().channels();
            if (concatenate.tables()[k] != null) {
                length("table", concatenate.tables()[k].length, TABLE);
            }
        }
        require(
                channels == to.shape().channels(),
                "the inputs have %d channels, the result %d",
                channels,
                to.shape().channels());
    }

    private void permute(Operation.Permute permute) {
        elements(Element.U8, Element.U8);
        same(from.withShape(to.shape()));
        int size = from.shape().size();
        require(size <= MAX_PERMUTED, "%d inputs are more than %d", size, MAX_PERMUTED);
        require(to.shape().size() == size, "%s values cannot become %s", from.shape(), to.shape());
        length("order", permute.order().length, size);
        for (int index : permute.order()) {
            require(index >= 0 && index < size, "there is no input %d", index);
        }
    }

    private void combine(Operation.Combine combine) {
        elements(Element.S32, Element.U8);
        element(values.get(combine.b()), Element.S32);
        int channels = to.shape().channels();
        shape(Shape.vector(channels));
        shape(from.shape());
        shape(values.get(combine.b()).shape());
        length("list of multipliers", combine.multiplierA().length, channels);
        length("list of multipliers", combine.multiplierB().length, channels);
        length("list of shifts", combine.shift().length, channels);
        length("list of offsets", combine.offset().length, channels);
        for (byte shift : combine.shift()) {
            shift(shift, 0, MAX_SHIFT);
        }
    }

    private void lstm(Operation.LstmCell lstm) {
        elements(Element.U8, Element.U8);
        int units = to.shape().channels();
        shape(Shape.vector(units));
        require(
                from.shape().isVector() && from.shape().channels() == 4L * units,
                "%d units need %d sums, not %s",
                units,
                4L * units,
                from.shape());
        LstmConstants constants = lstm.constants();
        length("table", constants.blockTable().length, TABLE);
        length("table", constants.gateTable().length, TABLE);
        length("table", constants.cellTable().length, TABLE);
        activation("zero point", constants.blockZeroPoint());
        activation("zero point", constants.cellTableZeroPoint());
        shift(constants.shift(), 1, MAX_CELL_SHIFT);
        cellMultiplier(constants.forgetMultiplier());
        cellMultiplier(constants.inputMultiplier());
    }

    private void cellMultiplier(int multiplier) {
        require(
                multiplier >= 0 && multiplier <= MAX_CELL_MULTIPLIER,
                "a multiplier of a cell must be 0 to 2^30, got %d",
                multiplier);
    }

    private WindowValidation windows() {
        return new WindowValidation(from.shape(), to.shape(), place);
    }

    private void elements(Element ofInput, Element ofResult) {
        element(from, ofInput);
        element(to, ofResult);
    }

    private void element(Tensor tensor, Element expected) {
        require(tensor.element() == expected, "%s where %s is needed", tensor.element(), expected);
    }

    private void shape(Shape expected) {
        require(
                to.shape().equals(expected),
                "the result is %s, but must be %s",
                to.shape(),
                expected);
    }

    /** For operations that only move values, or limit them. */
    private void same(Tensor expected) {
        require(to.equals(expected), "the result has another type than the input");
    }

    private void length(String what, int length, int expected) {
        require(length == expected, "a %s has %d entries, not %d", what, length, expected);
    }

    private void shift(int shift, int smallest, int largest) {
        require(
                shift >= smallest && shift <= largest,
                "a shift must be %d to %d, got %d",
                smallest,
                largest,
                shift);
    }

    private void activation(String what, int value) {
        require(
                value >= 0 && value <= Requantization.MAX_ACTIVATION,
                "the %s must be 0 to 255, got %d",
                what,
                value);
    }

    private void require(boolean holds, String format, Object... arguments) {
        Validation.require(holds, place, format, arguments);
    }
}
