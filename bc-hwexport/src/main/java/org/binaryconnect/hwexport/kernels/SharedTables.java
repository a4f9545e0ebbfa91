package org.binaryconnect.hwexport.kernels;

import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.WeightedOperation;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.packing.PackedMatrix;
import org.binaryconnect.hwexport.packing.TapLayout;

/** Sizes and loops of {@code bc_conv_lut8}; its C file has the method. */
final class SharedTables {

    private static final int WORD = 4;

    /** Words of a table: 256 entries of two. */
    private static final int TABLE_WORDS = 512;

    private SharedTables() {}

    /** {@code BC_CONV_LUT8_SCRATCH_BYTES}. */
    static int scratchBytes(WeightedOperation operation, Shape input) {
        Shape to = operation.output().shape();
        Window window = operation.window();
        int tables = Math.max(TABLE_WORDS * TapLayout.largestBlock(groups(input)), to.channels());
        int span = (window.kernelHeight() - 1) * window.dilationY() / window.strideY() + 1;
        int rows = Math.min(span, to.height());
        return WORD * (tables + 4 * quarter(to) * (to.channels() + 1) * rows);
    }

    /** Constant, tables, look-ups, sums that are added, outputs, columns. */
    static double[] features(WeightedOperation operation, Shape input) {
        Shape to = operation.output().shape();
        Window window = operation.window();
        double groups = groups(input);
        double quarter = quarter(to);
        double columns =
                (quarter - 1) * window.strideX()
                        + (double) (window.kernelWidth() - 1) * window.dilationX()
                        + 1;
        int rows = 0;
        int rowTaps = 0;
        int last =
                (to.height() - 1) * window.strideY()
                        + (window.kernelHeight() - 1) * window.dilationY();
        boolean padded = pad(operation) != 0;
        for (int row = 0; row <= last; row++) {
            int y = row - window.padTop();
            if (padded || y >= 0 && y < input.height()) {
                int taps = rowTaps(row, window, to.height());
                rowTaps += taps;
                rows += taps > 0 ? 1 : 0;
            }
        }
        double uses = rowTaps * quarter * window.kernelWidth();
        return new double[] {
            1,
            rows * columns * groups,
            uses * groups * to.channels(),
            uses * TapLayout.blocks((int) groups) * to.channels(),
            (double) to.size(),
            rows * columns
        };
    }

    /** How many output rows see a row. */
    private static int rowTaps(int row, Window window, int outputRows) {
        int taps = 0;
        for (int k = 0; k < window.kernelHeight(); k++) {
            int start = row - k * window.dilationY();
            if (start >= 0
                    && start % window.strideY() == 0
                    && start / window.strideY() < outputRows) {
                taps++;
            }
        }
        return taps;
    }

    private static int pad(WeightedOperation operation) {
        return ((Operation.Convolution) operation).padValue();
    }

    private static int groups(Shape input) {
        return (input.channels() + 7) / 8;
    }

    private static int quarter(Shape output) {
        return (output.width() + 3) / 4;
    }

    /** The weights in the order of the kernel. */
    static byte[] arrange(PackedMatrix matrix, WeightedOperation operation) {
        return TapLayout.arrange(matrix, operation.window().taps());
    }
}
