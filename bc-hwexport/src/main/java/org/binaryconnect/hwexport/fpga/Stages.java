package org.binaryconnect.hwexport.fpga;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerWeights;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Requantizer;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.packing.MemoryImage;
import org.binaryconnect.hwexport.packing.PackedMatrix;

/** Which modules compute an operation. */
final class Stages {

    private static final int MAX_BYTE = 255;

    /** Clocks between two output rows of a window, beside those in which rows are let go. */
    private static final int ROW_CLOCKS = 5;

    /** A clamp waits for the limits of the next channel. */
    private static final int CLAMP_CLOCKS = 3;

    private Stages() {}

    /** Whether a memory of so many words would waste a block RAM. */
    static boolean isSmall(int words) {
        return words <= 32;
    }

    /**
     * The blocks of an operation.
     *
     * @param from what the operation takes
     * @param order for a dense layer: element i of its input comes as number {@code order[i]} of
     *     the stream; null if they come in order
     * @throws ExportException if there are none, naming the layer
     */
    static List<Block> of(
            int number, Operation operation, Tensor from, int[] order, Allocation allocation) {
        if (operation instanceof Operation.Dense dense) {
            return dense(dense, binary(dense), order, allocation);
        } else if (operation instanceof Operation.Convolution convolution) {
            return convolution(
                    convolution,
                    convolution.window(),
                    convolution.padValue(),
                    from.shape(),
                    allocation);
        } else if (operation instanceof Operation.DepthwiseConvolution depthwise) {
            return convolution(
                    depthwise, depthwise.window(), depthwise.padValue(), from.shape(), allocation);
        } else if (operation instanceof Operation.MaxPool pool) {
            Map<String, Object> parameters = window(pool.window(), from.shape(), pool.output());
            long clocks =
                    windowClocks(
                            pool.window(), from.shape(), pool.output(), from.shape().channels());
            return List.of(new Block("bc_max_pool", parameters, null, 8, 8, 0, clocks));
        } else if (operation instanceof Operation.AveragePool pool) {
            return averagePool(pool, from.shape(), allocation);
        } else if (operation instanceof Operation.Affine affine) {
            return List.of(
                    RequantizerBlock.of(
                                    "Requantization",
                                    affine.requantizer(),
                                    Bits.signed(MAX_BYTE),
                                    MAX_BYTE,
                                    false,
                                    allocation.digit(),
                                    affine.output())
                            .withInputBits(8));
        } else if (operation instanceof Operation.Lookup lookup) {
            return List.of(lookup(lookup));
        } else if (operation instanceof Operation.Clamp clamp) {
            return List.of(clamp(clamp));
        } else if (operation instanceof Operation.Pad pad) {
            return List.of(pad(pad, from.shape()));
        } else if (operation instanceof Operation.Widen widen) {
            return List.of(
                    new Block(
                            "bc_widen",
                            Map.of("ZERO_POINT", widen.zeroPoint()),
                            null,
                            8,
                            9,
                            0,
                            from.shape().size()));
        } else if (operation instanceof Operation.Reshape
                || operation instanceof Operation.Permute) {
            return List.of(); // An order is for the dense layer behind.
        }
        throw new ExportException(
                "Layer \"%s\" (operation %d, %s) has no form for an FPGA; use a chain of dense, convolution, pooling and element-wise layers, or a target in C"
                        .formatted(operation.name(), number, operation.getClass().getSimpleName()));
    }

    private static PackedMatrix binary(Operation.Linear linear) {
        if (linear.weights() instanceof IntegerWeights.Binary binary) {
            return binary.matrix();
        }
        throw new ExportException(
                "Layer \"%s\" has real weights, which need multipliers; for an FPGA make it a binary layer"
                        .formatted(linear.name()));
    }

    private static long bound(int fanIn) {
        return (long) fanIn * MAX_BYTE;
    }

    private static List<Block> dense(
            Operation.Dense dense, PackedMatrix weights, int[] order, Allocation allocation) {
        int inputs = dense.fanIn();
        int outputs = dense.outputs();
        int parallel = Math.min(allocation.parallel(), outputs);
        int rounds = (outputs + parallel - 1) / parallel;
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("INPUTS", inputs);
        parameters.put("OUTPUTS", outputs);
        parameters.put("PARALLEL", parallel);
        PackedMatrix stream = order == null ? weights : inOrder(weights, order);
        return linear(
                "bc_dense",
                dense,
                stream,
                parameters,
                parallel,
                allocation,
                (long) inputs * rounds);
    }

    /** The columns of a dense layer in the order in which its inputs come. */
    private static PackedMatrix inOrder(PackedMatrix weights, int[] order) {
        int[] inputOf = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            inputOf[order[i]] = i;
        }
        return PackedMatrix.pack(
                weights.rows(),
                weights.columns(),
                (row, column) -> weights.sign(row, inputOf[column]) > 0);
    }

    private static List<Block> convolution(
            Operation.Linear layer,
            Window window,
            int padValue,
            Shape from,
            Allocation allocation) {
        PackedMatrix weights = binary(layer);
        int outputs = layer.outputs();
        int parallel = layer.isDepthwise() ? 1 : Math.min(allocation.parallel(), outputs);
        int rounds = layer.isDepthwise() ? outputs : (outputs + parallel - 1) / parallel;
        Map<String, Object> parameters = window(window, from, layer.output());
        parameters.put("PAD_VALUE", padValue);
        parameters.put("OUTPUTS", outputs);
        parameters.put("PARALLEL", parallel);
        parameters.put("DEPTHWISE", layer.isDepthwise() ? 1 : 0);
        int channels = layer.isDepthwise() ? 1 : from.channels();
        long clocks = windowClocks(window, from, layer.output(), (long) channels * rounds);
        return linear("bc_convolution", layer, weights, parameters, parallel, allocation, clocks);
    }

    private static List<Block> linear(
            String module,
            Operation.Linear layer,
            PackedMatrix weights,
            Map<String, Object> parameters,
            int parallel,
            Allocation allocation,
            long clocks) {
        long bound = bound(layer.fanIn());
        int bits = Bits.signed(bound);
        MemoryImage image =
                MemoryImage.weights(
                        "Weights of layer \"%s\"".formatted(layer.name()), weights, parallel);
        boolean isLogic = isSmall(image.words().size());
        parameters.put("ACCUMULATOR_BITS", bits);
        parameters.put("LOGIC", isLogic ? 1 : 0);
        Block core =
                new Block(
                        module,
                        parameters,
                        new Block.Memory("WEIGHTS", "weights", image, isLogic),
                        8,
                        bits,
                        0,
                        clocks);
        Requantizer requantizer = layer.requantizer();
        if (requantizer == null) {
            return List.of(core);
        }
        return List.of(
                core,
                RequantizerBlock.of(
                        "Requantization of layer \"%s\"".formatted(layer.name()),
                        requantizer,
                        bits,
                        bound,
                        false,
                        allocation.digit(),
                        layer.output()));
    }

    private static List<Block> averagePool(
            Operation.AveragePool pool, Shape from, Allocation allocation) {
        long bound = bound(pool.window().taps());
        int bits = Bits.signed(bound);
        int entries = pool.requantizer().channels().size();
        int indexBits = Bits.address(entries);
        Map<String, Object> parameters = window(pool.window(), from, pool.output());
        parameters.put("SUM_BITS", bits);
        parameters.put("FIRST_COUNT", pool.firstCount());
        parameters.put("INDEX_BITS", indexBits);
        return List.of(
                new Block(
                        "bc_average_pool",
                        parameters,
                        null,
                        8,
                        bits,
                        indexBits,
                        windowClocks(pool.window(), from, pool.output(), from.channels())),
                RequantizerBlock.of(
                        "Divisors of layer \"%s\"".formatted(pool.name()),
                        pool.requantizer(),
                        bits,
                        bound,
                        true,
                        allocation.digit(),
                        pool.output()));
    }

    private static Map<String, Object> window(Window window, Shape from, Tensor output) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("HEIGHT", from.height());
        parameters.put("WIDTH", from.width());
        parameters.put("CHANNELS", from.channels());
        parameters.put("KERNEL_HEIGHT", window.kernelHeight());
        parameters.put("KERNEL_WIDTH", window.kernelWidth());
        parameters.put("STRIDE_Y", window.strideY());
        parameters.put("STRIDE_X", window.strideX());
        parameters.put("DILATION_Y", window.dilationY());
        parameters.put("DILATION_X", window.dilationX());
        parameters.put("PAD_TOP", window.padTop());
        parameters.put("PAD_LEFT", window.padLeft());
        parameters.put("OUTPUT_HEIGHT", output.shape().height());
        parameters.put("OUTPUT_WIDTH", output.shape().width());
        parameters.put("ROWS", rows(window, from));
        return parameters;
    }

    /**
     * Rows that a window needs, and those that arrive meanwhile: a stride, and at the end of a
     * frame all of the first window of the next. Not for windows as high as the image, which would
     * double it.
     */
    private static int rows(Window window, Shape from) {
        int extent = (window.kernelHeight() - 1) * window.dilationY() + 1;
        int stride = Math.min(window.strideY(), from.height());
        return extent < from.height() ? extent + Math.max(stride, extent) : from.height() + stride;
    }

    private static long windowClocks(Window window, Shape from, Tensor output, long rounds) {
        Shape to = output.shape();
        long elements = (long) to.positions() * window.taps() * rounds;
        return elements + (long) to.height() * ROW_CLOCKS + 2L * from.height();
    }

    private static Block lookup(Operation.Lookup lookup) {
        List<BigInteger> words = new ArrayList<>();
        for (byte value : lookup.table()) {
            words.add(BigInteger.valueOf(Byte.toUnsignedInt(value)));
        }
        return new Block(
                "bc_lookup",
                Map.of(),
                new Block.Memory(
                        "TABLE",
                        "table",
                        new MemoryImage("Table of layer \"%s\"".formatted(lookup.name()), 8, words),
                        false),
                8,
                8,
                0,
                lookup.output().shape().size());
    }

    private static Block clamp(Operation.Clamp clamp) {
        List<BigInteger> words = new ArrayList<>();
        for (int c = 0; c < clamp.minimum().length; c++) {
            words.add(
                    BigInteger.valueOf(
                            Byte.toUnsignedInt(clamp.maximum()[c]) << 8
                                    | Byte.toUnsignedInt(clamp.minimum()[c])));
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("CHANNELS", words.size());
        parameters.put("LOGIC", isSmall(words.size()) ? 1 : 0);
        return new Block(
                "bc_clamp",
                parameters,
                new Block.Memory(
                        "LIMITS",
                        "limits",
                        new MemoryImage(
                                "Limits of layer \"%s\": {maximum, minimum}"
                                        .formatted(clamp.name()),
                                16,
                                words),
                        isSmall(words.size())),
                8,
                8,
                0,
                (long) CLAMP_CLOCKS * clamp.output().shape().size());
    }

    private static Block pad(Operation.Pad pad, Shape from) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("HEIGHT", from.height());
        parameters.put("WIDTH", from.width());
        parameters.put("CHANNELS", from.channels());
        parameters.put("TOP", pad.top());
        parameters.put("LEFT", pad.left());
        parameters.put("BOTTOM", pad.bottom());
        parameters.put("RIGHT", pad.right());
        parameters.put("PAD_VALUE", pad.value());
        return new Block("bc_pad", parameters, null, 8, 8, 0, pad.output().shape().size());
    }
}
