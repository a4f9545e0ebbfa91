package org.binaryconnect.hwexport.kernels;

import java.util.List;
import java.util.Optional;
import org.binaryconnect.hwexport.floating.FloatFunction;
import org.binaryconnect.hwexport.floating.FloatOperation;
import org.binaryconnect.hwexport.integer.DeviceOperation;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.WeightedOperation;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.packing.WeightLayout;

/** What the cost of a kernel is proportional to: the parts of which its loops consist. */
public final class KernelFeatures {

    private KernelFeatures() {}

    /**
     * Numbers to be multiplied by the coefficients of a kernel.
     *
     * @param kernel line of the cost table
     */
    public record Term(String kernel, double[] features) {}

    /** The terms of an operation. */
    public static List<Term> of(KernelChoice choice, WeightedOperation operation, Shape input) {
        int fanIn = operation.fanIn();
        int outputs = operation.outputs();
        if (choice instanceof KernelChoice.Dense dense) {
            return List.of(new Term(dense.kernel().id(), dense(dense.kernel(), fanIn, outputs)));
        }
        if (choice instanceof KernelChoice.FloatDense dense) {
            return List.of(new Term(dense.kernel().id(), dense(fanIn, outputs)));
        }
        Window window = operation.window();
        int positions = operation.positions();
        if (choice instanceof KernelChoice.Windows windows) {
            return windows(
                    windows.kernel().id(),
                    dense(windows.kernel(), fanIn, outputs),
                    "windows",
                    operation);
        } else if (choice instanceof KernelChoice.FloatWindows windows) {
            return windows(windows.kernel().id(), dense(fanIn, outputs), "f32-windows", operation);
        } else if (choice instanceof KernelChoice.SharedTables) {
            return List.of(new Term("shared-lut8", SharedTables.features(operation, input)));
        }
        double channels = (double) positions * outputs;
        return List.of(
                new Term(
                        choice.id(),
                        new double[] {1, positions, channels, channels * window.taps()}));
    }

    /** The term of an operation without weights: constant, outputs, work; empty for a reshape. */
    public static Optional<Term> withoutWeights(DeviceOperation operation) {
        if (operation instanceof FloatOperation floats) {
            return floats(floats);
        }
        double outputs = operation.output().shape().size();
        if (operation instanceof Operation.MaxPool pool) {
            return pool("max_pool", operation, pool.window());
        } else if (operation instanceof Operation.AveragePool pool) {
            return pool("average_pool", operation, pool.window());
        } else if (operation instanceof Operation.Affine) {
            return term("affine", outputs, operation.output().shape().positions());
        } else if (operation instanceof Operation.Lookup) {
            return term("lookup", outputs, 0);
        } else if (operation instanceof Operation.Clamp) {
            return term("clamp", outputs, 0);
        } else if (operation instanceof Operation.Add) {
            return term("add", outputs, 0);
        } else if (operation instanceof Operation.Concatenate) {
            return term("concat", outputs, operation.output().shape().positions());
        } else if (operation instanceof Operation.Pad) {
            return term("pad", outputs, operation.output().shape().height());
        } else if (operation instanceof Operation.Permute) {
            return term("permute", outputs, 0);
        } else if (operation instanceof Operation.Widen) {
            return term("widen", outputs, 0);
        } else if (operation instanceof Operation.Combine) {
            return term("combine", outputs, 0);
        } else if (operation instanceof Operation.LstmCell) {
            return term("lstm_cell", outputs, 0);
        }
        return Optional.empty();
    }

    private static Optional<Term> floats(FloatOperation operation) {
        double outputs = operation.output().shape().size();
        if (operation instanceof FloatOperation.MaxPool pool) {
            return pool("f32_max_pool", operation, pool.window());
        } else if (operation instanceof FloatOperation.AveragePool pool) {
            return pool("f32_average_pool", operation, pool.window());
        } else if (operation instanceof FloatOperation.Affine) {
            return term("f32_affine", outputs, operation.output().shape().positions());
        } else if (operation instanceof FloatOperation.Activation activation) {
            boolean isCubic = activation.function() instanceof FloatFunction.Cubic;
            String function = isCubic ? "cubic" : activation.function().title();
            return term("f32_" + function, outputs, 0);
        } else if (operation instanceof FloatOperation.Add) {
            return term("f32_add", outputs, 0);
        } else if (operation instanceof FloatOperation.Concatenate) {
            return term("f32_concat", outputs, operation.output().shape().positions());
        } else if (operation instanceof FloatOperation.Pad) {
            return term("f32_pad", outputs, operation.output().shape().height());
        } else if (operation instanceof FloatOperation.Permute) {
            return term("f32_permute", outputs, 0);
        } else if (operation instanceof FloatOperation.LstmCell) {
            return term("f32_lstm_cell", outputs, 0);
        }
        return Optional.empty();
    }

    /** Constant, outputs, positions that are visited, values that are visited. */
    private static Optional<Term> pool(String kernel, DeviceOperation operation, Window window) {
        Shape shape = operation.output().shape();
        double visited = (double) shape.positions() * window.taps();
        return Optional.of(
                new Term(
                        kernel,
                        new double[] {1, shape.size(), visited, visited * shape.channels()}));
    }

    private static Optional<Term> term(String kernel, double outputs, double work) {
        return Optional.of(new Term(kernel, new double[] {1, outputs, work}));
    }

    private static List<Term> windows(
            String kernel, double[] each, String windows, WeightedOperation operation) {
        Window window = operation.window();
        int positions = operation.positions();
        for (int i = 0; i < each.length; i++) {
            each[i] *= positions;
        }
        boolean isPointwise = Scratch.isPointwise(window);
        double copied = isPointwise ? 0 : (double) positions * operation.fanIn();
        double rows = isPointwise ? 0 : (double) positions * window.taps();
        return List.of(
                new Term(kernel, each),
                new Term(windows, new double[] {1, positions, rows, copied}));
    }

    /** Constant, outputs, table building, look-ups: of the kernels for floating-point numbers. */
    private static double[] dense(int fanIn, int outputs) {
        double groups = (fanIn + 7) / 8;
        return new double[] {1, outputs, groups, groups * outputs};
    }

    private static double[] dense(DenseKernel kernel, int fanIn, int outputs) {
        if (kernel.layout() == WeightLayout.COLUMNS) {
            return columns(kernel, fanIn, outputs);
        }
        double groups = (fanIn + 7) / 8;
        double passes = kernel == DenseKernel.LUT8_TILED ? (outputs + 511) / 512 : 1;
        // Constant, outputs, table building, look-ups, passes over the inputs.
        return new double[] {1, outputs, groups * passes, groups * outputs, passes};
    }

    private static double[] columns(DenseKernel kernel, int fanIn, int outputs) {
        int pairs = kernel == DenseKernel.BUCKETS ? outputs / 16 : 0;
        int left = outputs - 16 * pairs;
        int singles = left / 8;
        int rest = left % 8;
        int narrow = 0;
        int folded = kernel == DenseKernel.BUCKETS ? 512 * pairs + 256 * singles : 32 * singles;
        if (rest > 4) {
            singles++;
            folded += kernel == DenseKernel.BUCKETS ? 1 << rest : 32;
        } else if (rest > 0) {
            narrow = 1;
            folded += 1 << WeightLayout.fieldBits(rest);
        }
        // Constant, outputs, inputs of two groups, of one, of a narrow one, buckets that are
        // folded.
        return new double[] {
            1,
            outputs,
            (double) fanIn * pairs,
            (double) fanIn * singles,
            (double) fanIn * narrow,
            folded
        };
    }
}
