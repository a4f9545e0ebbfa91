package org.binaryconnect.hwexport.read;

import java.util.Arrays;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.Window;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;

/** Layers without parameters that move over images or series: pooling and zero padding. */
final class PoolingLayers {

    private PoolingLayers() {}

    static Value readImages(Part.OfLayer part, Value input, Assembly assembly) {
        SubsamplingLayer conf = (SubsamplingLayer) part.conf();
        input.require(part, Value.Kind.image(conf.getCnn2dDataFormat()));
        return read(part, options(conf), input, assembly);
    }

    static Value readSeries(Part.OfLayer part, Value input, Assembly assembly) {
        SubsamplingLayer conf = (SubsamplingLayer) part.conf();
        boolean isLast = conf.getCnn2dDataFormat() == CNN2DFormat.NHWC;
        input.require(part, isLast ? Value.Kind.SERIES_NWC : Value.Kind.SERIES);
        Windows.Options options = options(conf).series();
        if (options.mode() != ConvolutionMode.Same && options.padding()[1] != 0) {
            throw part.refusal(
                    "has padding, with which DL4J 1.0.0-M2.1 itself fails",
                    "use a ZeroPadding1DLayer, or ConvolutionMode.Same");
        }
        return read(part, options, input, assembly);
    }

    private static Windows.Options options(SubsamplingLayer conf) {
        return new Windows.Options(
                conf.getConvolutionMode(),
                conf.getKernelSize(),
                conf.getStride(),
                conf.getPadding(),
                conf.getDilation());
    }

    private static Value read(
            Part.OfLayer part, Windows.Options options, Value input, Assembly assembly) {
        SubsamplingLayer conf = (SubsamplingLayer) part.conf();
        if (options.mode() == ConvolutionMode.Causal) {
            throw part.refusal(
                    "has the mode Causal, which DL4J ignores in pooling",
                    "use ConvolutionMode.Same or Truncate");
        }
        if (conf.getPoolingType() == PoolingType.SUM) {
            throw part.refusal(
                    "sums, which DL4J 1.0.0-M2.1 itself cannot compute", "use AVG or MAX");
        }
        Window window = Windows.of(part, options, input.shape());
        if (window.padTop() >= (window.kernelHeight() - 1) * window.dilationY() + 1
                || window.padLeft() >= (window.kernelWidth() - 1) * window.dilationX() + 1) {
            throw part.refusal(
                    "has windows with nothing in them, because its padding is as large as its kernel",
                    "use less padding");
        }
        double divisor =
                conf.isAvgPoolIncludePadInDivisor() || !isPadded(window) ? window.taps() : 0;
        return assembly.addElementwise(
                part, node(part, conf.getPoolingType(), window, divisor), input);
    }

    private static boolean isPadded(Window window) {
        return window.padTop() + window.padLeft() + window.padBottom() + window.padRight() > 0;
    }

    private static Node node(Part part, PoolingType type, Window window, double divisor) {
        return switch (type) {
            case MAX -> new Node.MaxPool(part.name(), window);
            case AVG -> new Node.AveragePool(part.name(), window, divisor);
            case SUM -> new Node.AveragePool(part.name(), window, 1);
            case PNORM ->
                    throw part.refusal(
                            "pools by a norm (PNORM)", "use MAX or AVG, and train again");
        };
    }

    static Value readGlobal(Part.OfLayer part, Value input, Assembly assembly) {
        GlobalPoolingLayer conf = (GlobalPoolingLayer) part.conf();
        if (input.kind().isStep()) {
            throw part.refusal(
                    "pools over all time steps, but a recurrent network computes one after the other",
                    "use LastTimeStep around the recurrent layer instead");
        } else if (input.kind().isFlat()) {
            throw part.refusal(
                    "takes images or series, but gets " + input.kind().plural(),
                    "give the shape of the features that the model was trained on");
        }
        requireAllPlaces(part, conf, input.kind());
        Window window = Window.all(input.shape());
        Value pooled =
                assembly.addElementwise(
                        part, node(part, conf.getPoolingType(), window, window.taps()), input);
        return conf.isCollapseDimensions() ? pooled.as(Value.Kind.VECTOR) : pooled;
    }

    /** DL4J's default is to pool over the last dimensions, whatever the format. */
    private static void requireAllPlaces(Part part, GlobalPoolingLayer conf, Value.Kind kind) {
        int[] all =
                switch (kind) {
                    case IMAGE -> new int[] {2, 3};
                    case IMAGE_NHWC -> new int[] {1, 2};
                    case SERIES -> new int[] {2};
                    default -> new int[] {1};
                };
        int[] normal = kind.isImage() ? new int[] {2, 3} : new int[] {2};
        int[] chosen =
                conf.getPoolingDimensions() == null
                        ? normal
                        : Arrays.stream(conf.getPoolingDimensions()).sorted().toArray();
        if (!Arrays.equals(chosen, all)) {
            throw part.refusal(
                    "pools over dimensions %s of %s"
                            .formatted(Arrays.toString(chosen), kind.plural()),
                    "set poolingDimensions to " + Arrays.toString(all));
        }
        if (!conf.isCollapseDimensions() && kind.channelAxis() != 1) {
            throw part.refusal(
                    "keeps dimensions of 1, with which DL4J 1.0.0-M2.1 itself fails for "
                            + kind.plural(),
                    "set collapseDimensions(true)");
        }
    }

    /** Padding [top, bottom, left, right]. */
    static Value readImagePadding(Part.OfLayer part, Value input, Assembly assembly) {
        ZeroPaddingLayer conf = (ZeroPaddingLayer) part.conf();
        input.require(part, Value.Kind.image(conf.getDataFormat()));
        int[] p = conf.getPadding();
        return assembly.addElementwise(
                part, new Node.Pad(part.name(), p[0], p[2], p[1], p[3]), input);
    }

    /** Padding [left, right]. */
    static Value readSeriesPadding(Part.OfLayer part, Value input, Assembly assembly) {
        input.require(part, Value.Kind.SERIES);
        int[] p = ((ZeroPadding1DLayer) part.conf()).getPadding();
        return assembly.addElementwise(part, new Node.Pad(part.name(), 0, p[0], 0, p[1]), input);
    }
}
