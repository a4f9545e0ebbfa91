package org.binaryconnect.hwexport.kernels;

import java.util.List;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;

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
    public static List<Term> of(KernelChoice choice, Operation.Linear operation, Shape input) {
        int fanIn = operation.weights().columns();
        int outputs = operation.weights().rows();
        if (choice instanceof KernelChoice.Dense dense) {
            return List.of(new Term(dense.kernel().id(), dense(dense.kernel(), fanIn, outputs)));
        }
        Window window = Scratch.window(operation);
        int positions = operation.positions();
        if (choice instanceof KernelChoice.Windows windows) {
            double[] each = dense(windows.kernel(), fanIn, outputs);
            for (int i = 0; i < each.length; i++) {
                each[i] *= positions;
            }
            double copied = Scratch.isPointwise(window) ? 0 : (double) positions * fanIn;
            double rows =
                    Scratch.isPointwise(window)
                            ? 0
                            : (double) positions * window.kernelHeight() * window.kernelWidth();
            return List.of(
                    new Term(windows.kernel().id(), each),
                    new Term("windows", new double[] {1, positions, rows, copied}));
        } else if (choice instanceof KernelChoice.SharedTables) {
            return List.of(new Term("shared-lut8", SharedTables.features(operation, input)));
        }
        double channels = (double) positions * outputs;
        return List.of(
                new Term(
                        choice.id(),
                        new double[] {1, positions, channels, channels * window.taps()}));
    }

    /** Constant, outputs, table building, look-ups, passes over the inputs. */
    private static double[] dense(DenseKernel kernel, int fanIn, int outputs) {
        double groups = (fanIn + 7) / 8;
        double passes =
                switch (kernel) {
                    case LUT8_TILED -> (outputs + 511) / 512;
                    case BUCKETS -> (outputs + 7) / 8;
                    default -> 1;
                };
        double lookups = kernel == DenseKernel.BUCKETS ? fanIn * passes : groups * outputs;
        return new double[] {1, outputs, groups * passes, lookups, passes};
    }
}
