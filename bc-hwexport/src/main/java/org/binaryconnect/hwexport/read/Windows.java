package org.binaryconnect.hwexport.read;

import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/** How DL4J's kernels move over their input. */
final class Windows {

    private Windows() {}

    /**
     * The options of a layer that has a window, [height, width] each.
     *
     * @param padding counts in modes Strict and Truncate only
     */
    record Options(
            ConvolutionMode mode, int[] kernel, int[] stride, int[] padding, int[] dilation) {

        /** Those of a layer over series, of which DL4J uses the first numbers: width only. */
        Options series() {
            return new Options(
                    mode,
                    new int[] {1, kernel[0]},
                    new int[] {1, stride[0]},
                    new int[] {0, padding[0]},
                    new int[] {1, dilation[0]});
        }

        private int extent(int axis) {
            return (kernel[axis] - 1) * dilation[axis] + 1;
        }

        /** Positions in front of the first one and behind the last one. */
        private int[] padding(Part part, int axis, int size) {
            return switch (mode) {
                case Strict, Truncate -> new int[] {padding[axis], padding[axis]};
                case Causal -> new int[] {extent(axis) - 1, 0};
                case Same -> {
                    int outputs = (size + stride[axis] - 1) / stride[axis];
                    int all = (outputs - 1) * stride[axis] + extent(axis) - size;
                    if (all < -1) {
                        throw part.refusal(
                                "skips input in mode Same, because its stride is larger than its kernel",
                                "use ConvolutionMode.Truncate or a smaller stride");
                    }
                    // DL4J adds the odd one behind.
                    int front = Math.max(all, 0) / 2;
                    yield new int[] {front, Math.max(all, 0) - front};
                }
            };
        }
    }

    static Window of(Part part, Options options, Shape input) {
        int[] vertical = options.padding(part, 0, input.height());
        int[] horizontal = options.padding(part, 1, input.width());
        return new Window(
                options.kernel[0],
                options.kernel[1],
                options.stride[0],
                options.stride[1],
                options.dilation[0],
                options.dilation[1],
                vertical[0],
                horizontal[0],
                vertical[1],
                horizontal[1]);
    }
}
