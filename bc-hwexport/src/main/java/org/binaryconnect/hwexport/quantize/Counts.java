package org.binaryconnect.hwexport.quantize;

import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;

/** How many positions of a window are inside of the input. */
public final class Counts {

    private Counts() {}

    /** One for each output position. */
    public static int[] of(Window window, Shape from, Shape to) {
        int[] counts = new int[to.positions()];
        for (int y = 0; y < to.height(); y++) {
            int rows =
                    inside(
                            y * window.strideY() - window.padTop(),
                            window.kernelHeight(),
                            window.dilationY(),
                            from.height());
            for (int x = 0; x < to.width(); x++) {
                int columns =
                        inside(
                                x * window.strideX() - window.padLeft(),
                                window.kernelWidth(),
                                window.dilationX(),
                                from.width());
                counts[y * to.width() + x] = rows * columns;
            }
        }
        return counts;
    }

    private static int inside(int start, int kernel, int dilation, int length) {
        int count = 0;
        for (int k = 0; k < kernel; k++) {
            int position = start + k * dilation;
            count += position >= 0 && position < length ? 1 : 0;
        }
        return count;
    }
}
