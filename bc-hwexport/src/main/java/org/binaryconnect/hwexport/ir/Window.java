package org.binaryconnect.hwexport.ir;

/**
 * How a convolution or a pooling moves over its input. Positions outside of the input are 0 to a
 * convolution and do not exist to a pooling.
 *
 * @param kernelHeight at least 1, as are width, strides and dilations
 * @param padTop positions added in front of the first row, at least 0; so are the other three
 */
public record Window(
        int kernelHeight,
        int kernelWidth,
        int strideY,
        int strideX,
        int dilationY,
        int dilationX,
        int padTop,
        int padLeft,
        int padBottom,
        int padRight) {

    public Window {
        if (Math.min(kernelHeight, kernelWidth) < 1
                || Math.min(strideY, strideX) < 1
                || Math.min(dilationY, dilationX) < 1
                || Math.min(Math.min(padTop, padLeft), Math.min(padBottom, padRight)) < 0) {
            throw new IllegalArgumentException(
                    "Kernel, stride and dilation must be at least 1 and padding at least 0");
        }
    }

    /** A window without padding and dilation. */
    public static Window of(int kernelHeight, int kernelWidth, int strideY, int strideX) {
        return new Window(kernelHeight, kernelWidth, strideY, strideX, 1, 1, 0, 0, 0, 0);
    }

    /** The window that covers all of an input. */
    public static Window all(Shape input) {
        return of(input.height(), input.width(), 1, 1);
    }

    /** Positions of the kernel. */
    public int taps() {
        return kernelHeight * kernelWidth;
    }

    /**
     * The shape of the result.
     *
     * @param channels of the result
     * @throws IllegalArgumentException if the kernel does not fit into the padded input
     */
    public Shape output(Shape input, int channels) {
        int height = length(input.height(), kernelHeight, strideY, dilationY, padTop + padBottom);
        int width = length(input.width(), kernelWidth, strideX, dilationX, padLeft + padRight);
        return new Shape(height, width, channels);
    }

    private static int length(int input, int kernel, int stride, int dilation, int padding) {
        int extent = (kernel - 1) * dilation + 1;
        if (extent > input + padding) {
            throw new IllegalArgumentException(
                    "A kernel that extends over %d positions does not fit an input of %d with padding %d"
                            .formatted(extent, input, padding));
        }
        return (input + padding - extent) / stride + 1;
    }
}
