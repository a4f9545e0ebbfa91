package org.binaryconnect.hwexport.emit.c;

import org.binaryconnect.hwexport.floating.FloatFunction;
import org.binaryconnect.hwexport.floating.FloatNetwork;
import org.binaryconnect.hwexport.floating.FloatOperation;
import org.binaryconnect.hwexport.floating.Scaling;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.kernels.KernelChoice;
import org.binaryconnect.hwexport.kernels.Weights;
import org.binaryconnect.hwexport.plan.Plan;

/** Translates operations on floating-point numbers into constants and calls of the C runtime. */
final class FloatOperationWriter {

    /** What only copies takes a number as so many channels of a byte. */
    private static final int BYTES = 4;

    private final String name;
    private final Plan plan;
    private final FloatNetwork network;
    private final Storage storage;

    FloatOperationWriter(String name, Plan plan, FloatNetwork network) {
        this.name = name;
        this.plan = plan;
        this.network = network;
        this.storage = new Storage(plan);
    }

    /** One operation. */
    COperation write(int o) {
        FloatOperation operation = network.operations().get(o);
        COperation c =
                new COperation(
                        OperationWriter.identifier(o), OperationWriter.inComment(operation.name()));
        int first = operation.inputs().get(0);
        String source = storage.value(first);
        String target = storage.value(network.valueOf(o));
        Shape from = network.values().get(first).shape();
        Shape to = operation.output().shape();
        c.trace = unsigned(o) + ", " + target + ", " + unsigned(operation.output().bytes());
        if (operation instanceof FloatOperation.Linear linear) {
            linear(c, o, linear, source, target);
        } else if (operation instanceof FloatOperation.MaxPool pool) {
            OperationWriter.pool(c, pool.window(), from, to);
            c.call("bc_f32_max_pool", struct(c, "pool"), source, target);
        } else if (operation instanceof FloatOperation.AveragePool pool) {
            OperationWriter.pool(c, pool.window(), from, to);
            c.arrays.add(CArray.floats("factors", pool.factors()));
            c.call(
                    "bc_f32_average_pool",
                    struct(c, "pool"),
                    array(c, "factors"),
                    unsigned(pool.firstCount()),
                    source,
                    target);
        } else if (operation instanceof FloatOperation.Affine affine) {
            affine(c, affine.scaling());
            c.call(
                    "bc_f32_affine",
                    struct(c, "scaling"),
                    unsigned(to.positions()),
                    unsigned(to.channels()),
                    source,
                    target);
        } else if (operation instanceof FloatOperation.Activation activation) {
            String constants = constants(c, "function", activation.function());
            apply(c, activation.function(), constants, to.size(), source, target);
        } else if (operation instanceof FloatOperation.Add add) {
            c.structure(
                    "bc_f32_add_layer",
                    "add",
                    "factor_a",
                    ArrayRows.literal(add.factorA()),
                    "factor_b",
                    ArrayRows.literal(add.factorB()),
                    "minimum",
                    ArrayRows.literal(add.limits().minimum()),
                    "maximum",
                    ArrayRows.literal(add.limits().maximum()));
            c.call(
                    "bc_f32_add",
                    struct(c, "add"),
                    unsigned(to.size()),
                    source,
                    storage.value(add.b()),
                    target);
        } else if (operation instanceof FloatOperation.Concatenate concatenate) {
            concatenate(c, concatenate, target);
        } else if (operation instanceof FloatOperation.Permute permute) {
            c.arrays.add(CArray.unsignedShorts("order", permute.order()));
            c.call("bc_f32_permute", array(c, "order"), unsigned(to.size()), source, target);
        } else if (operation instanceof FloatOperation.Pad pad) {
            OperationWriter.pad(
                    c,
                    new Shape(from.height(), from.width(), BYTES * from.channels()),
                    new int[] {pad.top(), pad.left(), pad.bottom(), pad.right()},
                    0);
            c.call("bc_pad", struct(c, "pad"), constBytes(source), bytes(target));
        } else if (operation instanceof FloatOperation.LstmCell lstm) {
            lstm(c, o, lstm, source, target);
        }
        return c; // A reshape is nothing but another name for its input.
    }

    private void linear(
            COperation c, int o, FloatOperation.Linear linear, String source, String target) {
        KernelChoice choice = plan.choice(o);
        if (linear.weights() instanceof org.binaryconnect.hwexport.ir.Weights.Real real) {
            c.arrays.add(
                    CArray.floats("weights", Weights.arrange(real.matrix(), linear.isDepthwise())));
        } else {
            c.arrays.add(CArray.bytes("weights", Weights.arrange(choice, linear)));
        }
        String scaling = scaling(c, linear.scaling());
        String scratch = storage.scratch(o);
        if (choice instanceof KernelChoice.FloatDense dense) {
            c.structure(
                    "bc_f32_dense_layer",
                    "dense",
                    "fan_in",
                    linear.fanIn(),
                    "outputs",
                    linear.outputs(),
                    "weights",
                    array(c, "weights"),
                    "scaling",
                    scaling);
            c.call(dense.kernel().function(), struct(c, "dense"), source, target, scratch);
            return;
        }
        convolution(c, linear, scaling);
        if (choice instanceof KernelChoice.FloatWindows windows) {
            c.call(
                    "bc_f32_conv_windows",
                    struct(c, "conv"),
                    windows.kernel().function(),
                    source,
                    target,
                    scratch);
        } else {
            String function = ((KernelChoice.FloatDepthwise) choice).function();
            c.call(function, struct(c, "conv"), source, target, scratch);
        }
    }

    private void convolution(COperation c, FloatOperation.Linear linear, String scaling) {
        Shape from = network.values().get(linear.input()).shape();
        Shape to = linear.output().shape();
        Window window = linear.window();
        c.structure(
                "bc_f32_conv_layer",
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
                "weights",
                array(c, "weights"),
                "scaling",
                scaling);
    }

    /** Arrays of a scaling, and the initializer of the structure that points to them. */
    private String scaling(COperation c, Scaling scaling) {
        c.arrays.add(CArray.floats("scale", scaling.scale()));
        c.arrays.add(CArray.floats("offset", scaling.offset()));
        return "{ %s, %s, %s, %s }"
                .formatted(
                        array(c, "scale"),
                        array(c, "offset"),
                        ArrayRows.literal(scaling.limits().minimum()),
                        ArrayRows.literal(scaling.limits().maximum()));
    }

    private void affine(COperation c, Scaling scaling) {
        scaling(c, scaling);
        c.structure(
                "bc_f32_scaling",
                "scaling",
                "scale",
                array(c, "scale"),
                "offset",
                array(c, "offset"),
                "minimum",
                ArrayRows.literal(scaling.limits().minimum()),
                "maximum",
                ArrayRows.literal(scaling.limits().maximum()));
    }

    /**
     * The constants of a function.
     *
     * @return the expression that names them; empty if there are none
     */
    private String constants(COperation c, String suffix, FloatFunction function) {
        if (function instanceof FloatFunction.Limit limit) {
            c.structure(
                    "bc_f32_limit_layer",
                    suffix,
                    "slope",
                    ArrayRows.literal(limit.slope()),
                    "intercept",
                    ArrayRows.literal(limit.intercept()),
                    "minimum",
                    ArrayRows.literal(limit.limits().minimum()),
                    "maximum",
                    ArrayRows.literal(limit.limits().maximum()));
            return struct(c, suffix);
        } else if (function instanceof FloatFunction.Cubic cubic) {
            c.arrays.add(CArray.floats(suffix, cubic.coefficients()));
            return array(c, suffix);
        }
        return "";
    }

    /** The call of a function with its constants. */
    private static void apply(
            COperation c,
            FloatFunction function,
            String constants,
            int count,
            String source,
            String target) {
        if (function instanceof FloatFunction.Limit) {
            c.call("bc_f32_limit", constants, unsigned(count), source, target);
        } else if (function instanceof FloatFunction.Cubic) {
            c.call("bc_f32_cubic", constants, unsigned(count), source, target);
        } else {
            c.call("bc_f32_" + function.title(), unsigned(count), source, target);
        }
    }

    private void concatenate(COperation c, FloatOperation.Concatenate concatenate, String target) {
        Shape to = concatenate.output().shape();
        int first = 0;
        for (int value : concatenate.inputs()) {
            int channels = network.values().get(value).shape().channels();
            c.call(
                    "bc_concat",
                    "NULL",
                    unsigned(to.positions()),
                    unsigned(BYTES * channels),
                    constBytes(storage.value(value)),
                    unsigned(BYTES * to.channels()),
                    bytes(first == 0 ? target : "(" + target + " + " + first + ")"));
            first += channels;
        }
    }

    private void lstm(
            COperation c, int o, FloatOperation.LstmCell lstm, String sums, String target) {
        int units = lstm.output().shape().size();
        String gates = sums + " + " + units;
        String outputGate = sums + " + " + 2 * units;
        String block = constants(c, "block", lstm.activation());
        String gate = constants(c, "gate", lstm.gate());
        apply(c, lstm.activation(), block, units, sums, sums);
        apply(c, lstm.gate(), gate, 3 * units, gates, gates);
        c.call("bc_f32_lstm_cell", unsigned(units), sums, storage.cell(o), target);
        apply(c, lstm.activation(), block, units, target, target);
        c.call("bc_f32_multiply", unsigned(units), outputGate, target, target);
    }

    private static String bytes(String numbers) {
        return "(uint8_t *)" + numbers;
    }

    private static String constBytes(String numbers) {
        return "(const uint8_t *)" + numbers;
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
