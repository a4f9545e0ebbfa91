package org.binaryconnect.hwexport.emit.c;

import java.util.List;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.IntegerWeights;
import org.binaryconnect.hwexport.integer.LstmConstants;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Requantization;
import org.binaryconnect.hwexport.integer.Requantizer;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.kernels.KernelChoice;
import org.binaryconnect.hwexport.kernels.Weights;
import org.binaryconnect.hwexport.plan.Plan;

/** Translates operations into constants and calls of the C runtime. */
final class OperationWriter {

    private final String name;
    private final Plan plan;
    private final IntegerNetwork network;
    private final Storage storage;

    OperationWriter(String name, Plan plan, IntegerNetwork network) {
        this.name = name;
        this.plan = plan;
        this.network = network;
        this.storage = new Storage(plan);
    }

    /** The part of C and file names that stands for an operation. */
    static String identifier(int operation) {
        return "layer" + operation;
    }

    /** A layer's name, which may hold anything, as text that cannot end a comment. */
    static String inComment(String layerName) {
        return layerName.replaceAll("[^A-Za-z0-9 _.:+-]", "_");
    }

    /** One operation. */
    COperation write(int o) {
        Operation operation = network.operations().get(o);
        COperation c = new COperation(identifier(o), inComment(operation.name()));
        int first = operation.inputs().get(0);
        String source = storage.value(first);
        String target = storage.value(network.valueOf(o));
        Shape from = network.values().get(first).shape();
        Shape to = operation.output().shape();
        c.trace = unsigned(o) + ", " + target + ", " + unsigned(operation.output().bytes());
        if (operation instanceof Operation.Linear linear) {
            linear(c, o, linear, source, target, from);
        } else if (operation instanceof Operation.MaxPool pool) {
            pool(c, pool.window(), from, to);
            c.call("bc_max_pool", struct(c, "pool"), source, target);
        } else if (operation instanceof Operation.AveragePool pool) {
            pool(c, pool.window(), from, to);
            requantization(c, pool.requantizer(), pool.output());
            c.call(
                    "bc_average_pool",
                    struct(c, "pool"),
                    struct(c, "requantization"),
                    unsigned(pool.firstCount()),
                    source,
                    target);
        } else if (operation instanceof Operation.Affine affine) {
            requantization(c, affine.requantizer(), affine.output());
            c.call(
                    "bc_affine",
                    struct(c, "requantization"),
                    unsigned(to.positions()),
                    unsigned(to.channels()),
                    source,
                    target);
        } else if (operation instanceof Operation.Lookup lookup) {
            c.arrays.add(CArray.bytes("table", lookup.table()));
            c.call("bc_lookup", array(c, "table"), unsigned(to.size()), source, target);
        } else if (operation instanceof Operation.Clamp clamp) {
            clamp(c, clamp, source, target);
        } else if (operation instanceof Operation.Add add) {
            c.structure(
                    "bc_add_layer",
                    "add",
                    "multiplier_a",
                    add.multiplierA(),
                    "multiplier_b",
                    add.multiplierB(),
                    "shift",
                    add.shift(),
                    "minimum",
                    add.minimum(),
                    "maximum",
                    add.maximum(),
                    "offset",
                    ArrayRows.literal(add.offset()));
            c.call(
                    "bc_add",
                    struct(c, "add"),
                    unsigned(to.size()),
                    source,
                    storage.value(add.b()),
                    target);
        } else if (operation instanceof Operation.Concatenate concatenate) {
            concatenate(c, concatenate, target);
        } else if (operation instanceof Operation.Permute permute) {
            c.arrays.add(CArray.unsignedShorts("order", permute.order()));
            c.call("bc_permute", array(c, "order"), unsigned(to.size()), source, target);
        } else if (operation instanceof Operation.Pad pad) {
            pad(c, from, new int[] {pad.top(), pad.left(), pad.bottom(), pad.right()}, pad.value());
            c.call("bc_pad", struct(c, "pad"), source, target);
        } else if (operation instanceof Operation.Widen widen) {
            c.call("bc_widen", unsigned(widen.zeroPoint()), unsigned(to.size()), source, target);
        } else if (operation instanceof Operation.Combine combine) {
            combine(c, combine);
            c.call(
                    "bc_combine",
                    struct(c, "combine"),
                    unsigned(to.size()),
                    source,
                    storage.value(combine.b()),
                    target);
        } else if (operation instanceof Operation.LstmCell lstm) {
            lstm(c, o, lstm, source, target);
        }
        return c; // A reshape is nothing but another name for its input.
    }

    private void linear(
            COperation c,
            int o,
            Operation.Linear linear,
            String source,
            String target,
            Shape from) {
        KernelChoice choice = plan.choice(o);
        c.arrays.add(
                linear.weights() instanceof IntegerWeights.Binary
                        ? CArray.bytes("weights", Weights.arrange(choice, linear))
                        : CArray.signedBytes("weights", Weights.arrange(choice, linear)));
        String weights =
                linear.weights() instanceof IntegerWeights.Binary
                        ? array(c, "weights")
                        : "(const uint8_t *)" + array(c, "weights");
        Object[] tail = requantizationArrays(c, linear.requantizer(), linear.output());
        String scratch = storage.scratch(o);
        if (choice instanceof KernelChoice.Dense dense) {
            c.structure(
                    "bc_dense_layer",
                    "dense",
                    "fan_in",
                    linear.weights().columns(),
                    "outputs",
                    linear.weights().rows(),
                    "weights",
                    weights,
                    "requantization",
                    tail[0]);
            c.call(dense.kernel().function(), struct(c, "dense"), source, target, scratch);
            return;
        }
        Window window =
                linear instanceof Operation.Convolution convolution
                        ? convolution.window()
                        : ((Operation.DepthwiseConvolution) linear).window();
        int padValue =
                linear instanceof Operation.Convolution convolution
                        ? convolution.padValue()
                        : ((Operation.DepthwiseConvolution) linear).padValue();
        Shape to = linear.output().shape();
        c.structure(
                "bc_conv_layer",
                "conv",
                "input_height",
                from.height(),
                "input_width",
                from.width(),
                "input_channels",
                from.channels(),
                "output_height",
                to.height(),
                "output_width",
                to.width(),
                "output_channels",
                to.channels(),
                "kernel_height",
                window.kernelHeight(),
                "kernel_width",
                window.kernelWidth(),
                "stride_y",
                window.strideY(),
                "stride_x",
                window.strideX(),
                "dilation_y",
                window.dilationY(),
                "dilation_x",
                window.dilationX(),
                "pad_top",
                window.padTop(),
                "pad_left",
                window.padLeft(),
                "pad_value",
                padValue,
                "weights",
                weights,
                "requantization",
                tail[0]);
        if (choice instanceof KernelChoice.Windows windows) {
            c.call(
                    "bc_conv_windows",
                    struct(c, "conv"),
                    windows.kernel().function(),
                    source,
                    target,
                    scratch);
        } else if (choice instanceof KernelChoice.SharedTables) {
            c.call("bc_conv_lut8", struct(c, "conv"), source, target, scratch);
        } else {
            String function =
                    ((KernelChoice.Depthwise) choice).binary() ? "bc_depthwise" : "bc_depthwise_s8";
            c.call(function, struct(c, "conv"), source, target, scratch);
        }
    }

    /** Arrays of a requantization, and the initializer of the structure that points to them. */
    private String[] requantizationArrays(COperation c, Requantizer requantizer, Tensor output) {
        if (requantizer == null) {
            return new String[] {"{ NULL, NULL, NULL, 0, 0, BC_OUTPUT_ACCUMULATOR }"};
        }
        List<Requantization> channels = requantizer.channels();
        c.arrays.add(
                CArray.shorts(
                        "multiplier",
                        channels.stream().mapToInt(Requantization::multiplier).toArray()));
        byte[] shifts = new byte[channels.size()];
        for (int i = 0; i < shifts.length; i++) {
            shifts[i] = (byte) channels.get(i).shift();
        }
        c.arrays.add(CArray.bytes("shift", shifts));
        c.arrays.add(
                CArray.ints(
                        "offset", channels.stream().mapToInt(Requantization::offset).toArray()));
        String type = output.element() == Tensor.Element.U8 ? "BC_OUTPUT_U8" : "BC_OUTPUT_S32";
        return new String[] {
            "{ %s, %s, %s, %s, %s, %s }"
                    .formatted(
                            array(c, "multiplier"),
                            array(c, "shift"),
                            array(c, "offset"),
                            ArrayRows.literal(requantizer.minimum()),
                            ArrayRows.literal(requantizer.maximum()),
                            type)
        };
    }

    private void requantization(COperation c, Requantizer requantizer, Tensor output) {
        requantizationArrays(c, requantizer, output);
        c.structure(
                "bc_requantization",
                "requantization",
                "multiplier",
                array(c, "multiplier"),
                "shift",
                array(c, "shift"),
                "offset",
                array(c, "offset"),
                "minimum",
                ArrayRows.literal(requantizer.minimum()),
                "maximum",
                ArrayRows.literal(requantizer.maximum()),
                "type",
                output.element() == Tensor.Element.U8 ? "BC_OUTPUT_U8" : "BC_OUTPUT_S32");
    }

    static void pool(COperation c, Window window, Shape from, Shape to) {
        c.structure(
                "bc_pool_layer",
                "pool",
                "input_height",
                from.height(),
                "input_width",
                from.width(),
                "channels",
                from.channels(),
                "output_height",
                to.height(),
                "output_width",
                to.width(),
                "kernel_height",
                window.kernelHeight(),
                "kernel_width",
                window.kernelWidth(),
                "stride_y",
                window.strideY(),
                "stride_x",
                window.strideX(),
                "dilation_y",
                window.dilationY(),
                "dilation_x",
                window.dilationX(),
                "pad_top",
                window.padTop(),
                "pad_left",
                window.padLeft());
    }

    private void clamp(COperation c, Operation.Clamp clamp, String source, String target) {
        Shape shape = clamp.output().shape();
        c.arrays.add(CArray.bytes("minimum", clamp.minimum()));
        c.arrays.add(CArray.bytes("maximum", clamp.maximum()));
        c.call(
                "bc_clamp",
                array(c, "minimum"),
                array(c, "maximum"),
                unsigned(shape.positions()),
                unsigned(shape.channels()),
                source,
                target);
    }

    private void concatenate(COperation c, Operation.Concatenate concatenate, String target) {
        Shape to = concatenate.output().shape();
        int first = 0;
        for (int k = 0; k < concatenate.inputs().size(); k++) {
            int value = concatenate.inputs().get(k);
            int channels = network.values().get(value).shape().channels();
            String table = "NULL";
            if (concatenate.tables()[k] != null) {
                c.arrays.add(CArray.bytes("table" + k, concatenate.tables()[k]));
                table = array(c, "table" + k);
            }
            c.call(
                    "bc_concat",
                    table,
                    unsigned(to.positions()),
                    unsigned(channels),
                    storage.value(value),
                    unsigned(to.channels()),
                    first == 0 ? target : target + " + " + first);
            first += channels;
        }
    }

    /**
     * @param around rows above, columns to the left, rows below, columns to the right
     */
    static void pad(COperation c, Shape from, int[] around, int value) {
        c.structure(
                "bc_pad_layer",
                "pad",
                "height",
                from.height(),
                "width",
                from.width(),
                "channels",
                from.channels(),
                "top",
                around[0],
                "left",
                around[1],
                "bottom",
                around[2],
                "right",
                around[3],
                "value",
                value);
    }

    private void combine(COperation c, Operation.Combine combine) {
        c.arrays.add(CArray.shorts("multiplier_a", numbers(combine.multiplierA())));
        c.arrays.add(CArray.shorts("multiplier_b", numbers(combine.multiplierB())));
        c.arrays.add(CArray.bytes("shift", combine.shift()));
        c.arrays.add(CArray.ints("offset", combine.offset()));
        c.structure(
                "bc_combine_layer",
                "combine",
                "multiplier_a",
                array(c, "multiplier_a"),
                "multiplier_b",
                array(c, "multiplier_b"),
                "shift",
                array(c, "shift"),
                "offset",
                array(c, "offset"),
                "minimum",
                0,
                "maximum",
                255);
    }

    private static int[] numbers(short[] values) {
        int[] numbers = new int[values.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values[i];
        }
        return numbers;
    }

    private void lstm(COperation c, int o, Operation.LstmCell lstm, String sums, String target) {
        LstmConstants k = lstm.constants();
        int units = lstm.output().shape().size();
        c.arrays.add(CArray.bytes("block_table", k.blockTable()));
        c.arrays.add(CArray.bytes("gate_table", k.gateTable()));
        c.arrays.add(CArray.bytes("cell_table", k.cellTable()));
        c.structure(
                "bc_lstm_layer",
                "lstm",
                "units",
                units,
                "input_zero_point",
                k.blockZeroPoint(),
                "cell_shift",
                k.shift(),
                "forget_multiplier",
                k.forgetMultiplier(),
                "input_multiplier",
                k.inputMultiplier(),
                "index_offset",
                ArrayRows.literal(k.index().offset()),
                "hidden_offset",
                ArrayRows.literal(k.hidden().offset()),
                "index_multiplier",
                k.index().multiplier(),
                "hidden_multiplier",
                k.hidden().multiplier(),
                "index_shift",
                k.index().shift(),
                "hidden_shift",
                k.hidden().shift(),
                "tanh_zero_point",
                k.cellTableZeroPoint(),
                "tanh_table",
                array(c, "cell_table"));
        String gates = sums + " + " + units;
        c.call("bc_lookup", array(c, "block_table"), unsigned(units), sums, sums);
        c.call("bc_lookup", array(c, "gate_table"), unsigned(3 * units), gates, gates);
        c.call("bc_lstm_cell", struct(c, "lstm"), sums, storage.cell(o), target);
    }

    private String array(COperation c, String suffix) {
        return "%s_%s_%s".formatted(name, c.identifier, suffix);
    }

    private String struct(COperation c, String suffix) {
        return "&" + array(c, suffix);
    }

    private static String unsigned(int value) {
        return value + "U";
    }
}
