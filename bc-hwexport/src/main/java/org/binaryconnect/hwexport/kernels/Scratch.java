package org.binaryconnect.hwexport.kernels;

import org.binaryconnect.hwexport.integer.WeightedOperation;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;

/** The working memory of kernels, as the macros of the C headers give it. */
public final class Scratch {

    private static final int WORD = 4;

    private Scratch() {}

    /**
     * Bytes that an operation needs with a kernel.
     *
     * @param input shape of the operation's input
     */
    public static int bytes(KernelChoice choice, WeightedOperation operation, Shape input) {
        int fanIn = operation.fanIn();
        int outputs = operation.outputs();
        if (choice instanceof KernelChoice.Dense dense) {
            return dense.kernel().scratchBytes(fanIn, outputs);
        }
        if (choice instanceof KernelChoice.FloatDense dense) {
            return dense.kernel().scratchBytes();
        }
        Window window = operation.window();
        if (choice instanceof KernelChoice.FloatWindows windows) {
            return WORD * fanIn + windows.kernel().scratchBytes();
        } else if (choice instanceof KernelChoice.FloatDepthwise) {
            return WORD * input.channels() * window.taps();
        } else if (choice instanceof KernelChoice.Windows windows) {
            return words(fanIn) + windows.kernel().scratchBytes(fanIn, outputs);
        } else if (choice instanceof KernelChoice.SharedTables) {
            return SharedTables.scratchBytes(operation, input);
        }
        int copy = words(input.channels() * window.taps());
        int multiplied = window.taps() * (input.channels() / 4) * (outputs / input.channels());
        return ((KernelChoice.Depthwise) choice).binary()
                ? copy + WORD * (multiplied + 2 * outputs)
                : copy + WORD * outputs;
    }

    /** A 1x1 convolution without stride and padding sees every position once, as it is. */
    public static boolean isPointwise(Window window) {
        return window.taps() == 1
                && window.strideY() * window.strideX() == 1
                && window.padTop() + window.padLeft() + window.padBottom() + window.padRight() == 0;
    }

    private static int words(int bytes) {
        return (bytes + WORD - 1) / WORD * WORD;
    }
}
