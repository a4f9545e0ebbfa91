package org.binaryconnect.hwexport.emit.c;

import java.util.Locale;
import org.binaryconnect.hwexport.integer.WeightedOperation;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.kernels.DenseKernel;
import org.binaryconnect.hwexport.kernels.FloatKernel;
import org.binaryconnect.hwexport.kernels.KernelChoice;
import org.binaryconnect.hwexport.plan.Plan;

/** The C expression for the scratch of an operation, by the macros of the runtime's headers. */
final class ScratchMacro {

    private ScratchMacro() {}

    static String of(Plan plan, int o) {
        WeightedOperation linear = (WeightedOperation) plan.network().operations().get(o);
        KernelChoice choice = plan.choice(o);
        Shape from = plan.network().values().get(linear.input()).shape();
        Shape to = linear.output().shape();
        int fanIn = linear.fanIn();
        int outputs = linear.outputs();
        if (choice instanceof KernelChoice.Dense dense) {
            return dense(dense.kernel(), fanIn, outputs);
        }
        if (choice instanceof KernelChoice.FloatDense dense) {
            return dense(dense.kernel(), fanIn, outputs);
        }
        Window window = linear.window();
        if (choice instanceof KernelChoice.FloatWindows windows) {
            return floatWindow(from, window) + " + " + dense(windows.kernel(), fanIn, outputs);
        } else if (choice instanceof KernelChoice.FloatDepthwise) {
            return floatWindow(from, window);
        }
        if (choice instanceof KernelChoice.Windows windows) {
            return String.format(
                    Locale.ROOT,
                    "BC_CONV_WINDOWS_SCRATCH_BYTES(%dU, %dU, %dU) + %s",
                    from.channels(),
                    window.kernelHeight(),
                    window.kernelWidth(),
                    dense(windows.kernel(), fanIn, outputs));
        } else if (choice instanceof KernelChoice.SharedTables) {
            return String.format(
                    Locale.ROOT,
                    "BC_CONV_LUT8_SCRATCH_BYTES(%dU, %dU, %dU, %dU, %dU, %dU, %dU)",
                    from.channels(),
                    to.height(),
                    to.width(),
                    to.channels(),
                    window.kernelHeight(),
                    window.strideY(),
                    window.dilationY());
        }
        return String.format(
                Locale.ROOT,
                "BC_DEPTHWISE%s_SCRATCH_BYTES(%dU, %dU, %dU, %dU)",
                ((KernelChoice.Depthwise) choice).binary() ? "" : "_S8",
                from.channels(),
                to.channels(),
                window.kernelHeight(),
                window.kernelWidth());
    }

    private static String floatWindow(Shape from, Window window) {
        return String.format(
                Locale.ROOT,
                "BC_F32_CONV_SCRATCH_BYTES(%dU, %dU, %dU)",
                from.channels(),
                window.kernelHeight(),
                window.kernelWidth());
    }

    private static String dense(FloatKernel kernel, int fanIn, int outputs) {
        return String.format(
                Locale.ROOT,
                "%s_SCRATCH_BYTES(%dU, %dU)",
                kernel.function().toUpperCase(Locale.ROOT),
                fanIn,
                outputs);
    }

    private static String dense(DenseKernel kernel, int fanIn, int outputs) {
        return String.format(
                Locale.ROOT,
                "BC_DENSE_%s_SCRATCH_BYTES(%dU, %dU)",
                kernel.id().toUpperCase(Locale.ROOT),
                fanIn,
                outputs);
    }
}
