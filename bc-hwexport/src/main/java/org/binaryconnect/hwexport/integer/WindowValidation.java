package org.binaryconnect.hwexport.integer;

import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;

/** Checks operations that move over an input, whose sizes are 16-bit in the C runtime. */
final class WindowValidation {

    /** Elements of a pooling's windows: padding could make any number of a few bytes. */
    private static final long MAX_READS = 1 << 30;

    private final Shape from;
    private final Shape to;
    private final String place;

    WindowValidation(Shape from, Shape to, String place) {
        this.from = from;
        this.to = to;
        this.place = place;
        sizes(from.height(), from.width(), from.channels());
        sizes(to.height(), to.width(), to.channels());
    }

    /** A window that gives the result's shape. */
    void moved(Window window, int channels) {
        sizes(window.kernelHeight(), window.kernelWidth());
        sizes(window.strideY(), window.strideX(), window.dilationY(), window.dilationX());
        sizes(window.padTop(), window.padLeft(), window.padBottom(), window.padRight());
        long taps = (long) window.kernelHeight() * window.kernelWidth();
        require(
                taps <= Operation.MAX_SIZE,
                "a kernel of %d positions; the limit is %d",
                taps,
                Operation.MAX_SIZE);
        fits(window.kernelHeight(), window.dilationY(), rows(window));
        fits(window.kernelWidth(), window.dilationX(), columns(window));
        Shape expected = window.output(from, channels);
        require(to.equals(expected), "the result is %s, but must be %s", to, expected);
    }

    private int rows(Window window) {
        return from.height() + window.padTop() + window.padBottom();
    }

    private int columns(Window window) {
        return from.width() + window.padLeft() + window.padRight();
    }

    private void fits(long kernel, long dilation, int length) {
        long extent = (kernel - 1) * dilation + 1;
        require(
                extent <= length,
                "a kernel that extends over %d positions does not fit %d",
                extent,
                length);
    }

    /** Every window has a position inside of the input. */
    void pooled(Window window) {
        counts(window);
    }

    /** There is a requantization for every number of positions. */
    void averaged(Operation.AveragePool pool) {
        Counts counts = counts(pool.window());
        long last = pool.firstCount() + pool.requantizer().channels().size() - 1L;
        require(
                pool.firstCount() >= 1
                        && pool.firstCount() <= counts.fewest
                        && last >= counts.most
                        && last <= Operation.MAX_SIZE,
                "requantizations for %d to %d positions, but there are %d to %d",
                pool.firstCount(),
                last,
                counts.fewest,
                counts.most);
    }

    private Counts counts(Window window) {
        moved(window, from.channels());
        long reads = (long) to.size() * window.taps();
        require(reads <= MAX_READS, "its windows have %d elements; the limit is 2^30", reads);
        Counts rows =
                inside(
                        to.height(),
                        window.strideY(),
                        window.padTop(),
                        window.kernelHeight(),
                        window.dilationY(),
                        from.height());
        Counts columns =
                inside(
                        to.width(),
                        window.strideX(),
                        window.padLeft(),
                        window.kernelWidth(),
                        window.dilationX(),
                        from.width());
        require(
                rows.fewest > 0 && columns.fewest > 0,
                "a window has no position inside of the input");
        return new Counts(rows.fewest * columns.fewest, rows.most * columns.most);
    }

    /** Fewest and most positions of a window inside of the input. */
    private record Counts(int fewest, int most) {}

    private static Counts inside(
            int outputs, int stride, int pad, int kernel, int dilation, int length) {
        int fewest = kernel;
        int most = 0;
        for (int o = 0; o < outputs; o++) {
            int start = o * stride - pad;
            int first = start >= 0 ? 0 : (dilation - 1 - start) / dilation;
            int last = start >= length ? -1 : Math.min(kernel - 1, (length - 1 - start) / dilation);
            int count = Math.max(0, last - first + 1);
            fewest = Math.min(fewest, count);
            most = Math.max(most, count);
        }
        return new Counts(fewest, most);
    }

    /** A border around the input. */
    void padded(Operation.Pad pad) {
        sizes(pad.top(), pad.left(), pad.bottom(), pad.right());
        Shape expected =
                new Shape(
                        from.height() + pad.top() + pad.bottom(),
                        from.width() + pad.left() + pad.right(),
                        from.channels());
        require(to.equals(expected), "the result is %s, but must be %s", to, expected);
        require(
                pad.value() >= 0 && pad.value() <= Requantization.MAX_ACTIVATION,
                "the pad value must be 0 to 255, got %d",
                pad.value());
    }

    private void sizes(int... sizes) {
        for (int size : sizes) {
            require(
                    size >= 0 && size <= Operation.MAX_SIZE,
                    "a size of %d; the limit is %d",
                    size,
                    Operation.MAX_SIZE);
        }
    }

    private void require(boolean holds, String format, Object... arguments) {
        Validation.require(holds, place, format, arguments);
    }
}
