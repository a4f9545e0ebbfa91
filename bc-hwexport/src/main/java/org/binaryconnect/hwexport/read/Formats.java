package org.binaryconnect.hwexport.read;

import java.util.Arrays;
import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.ir.Shape;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;

/** In which form a model takes its features, as far as its layers tell. */
final class Formats {

    /** Elements of one example, far beyond what any target holds. */
    private static final int LARGEST = 1 << 28;

    private final List<Part> parts;
    private final int[] sizes;

    private Formats(List<Part> parts, int[] sizes) {
        this.parts = parts;
        this.sizes = sizes;
    }

    /**
     * @param shape of one example
     * @throws ExportException if no model could take such features
     */
    static FeatureOrder of(List<Part> parts, long... shape) {
        boolean isKnown =
                shape.length >= 1
                        && shape.length <= 3
                        && Arrays.stream(shape).allMatch(size -> size >= 1 && size <= LARGEST)
                        && Arrays.stream(shape).mapToDouble(size -> size).reduce(1, (a, b) -> a * b)
                                <= LARGEST;
        if (!isKnown) {
            throw new ExportException(
                    "Features of the shape %s cannot be exported; give the shape of one example: [values], [channels, height, width] or [channels, steps]"
                            .formatted(Arrays.toString(shape)));
        }
        boolean isRecurrent = parts.stream().anyMatch(Formats::isRecurrent);
        if (isRecurrent && shape.length != 2) {
            throw new ExportException(
                    "The network is recurrent, but the features have the shape %s; give sequences, [values, steps]"
                            .formatted(Arrays.toString(shape)));
        }
        int[] sizes = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
        boolean isSequence =
                shape.length == 2
                        && (isRecurrent || parts.stream().noneMatch(Formats::takesSeries));
        return new Formats(parts, sizes).order(isSequence);
    }

    private FeatureOrder order(boolean isSequence) {
        if (sizes.length == 1) {
            return new FeatureOrder(vector(sizes[0]), false);
        } else if (sizes.length == 3) {
            boolean isLast = parts.stream().anyMatch(Formats::isNhwc);
            return new FeatureOrder(
                    isLast
                            ? new Shape(sizes[0], sizes[1], sizes[2])
                            : new Shape(sizes[1], sizes[2], sizes[0]),
                    false,
                    isLast);
        }
        boolean isLast = parts.stream().anyMatch(Formats::isNwc);
        int values = sizes[isLast ? 1 : 0];
        int steps = sizes[isLast ? 0 : 1];
        return new FeatureOrder(
                isSequence ? vector(values) : new Shape(1, steps, values), isSequence, isLast);
    }

    /**
     * The shape of vectors: that of the images which the model makes of them, if it does, so that
     * the data come in the network's order and nothing has to be done at run time.
     */
    private Shape vector(int size) {
        for (Part part : parts) {
            if (part instanceof Part.OfPreprocessor preprocessor && part.inputs().contains(0)) {
                Shape image = Preprocessors.image(preprocessor.preprocessor());
                if (image != null && image.size() == size) {
                    return image;
                }
            }
        }
        return Shape.vector(size);
    }

    /** Whether a layer has a state that a time step leaves to the next one. */
    private static boolean isRecurrent(Part part) {
        return part instanceof Part.OfLayer layer
                && (conf(layer) instanceof BaseRecurrentLayer
                        || layer.conf() instanceof Bidirectional);
    }

    /** The configuration inside all wrappers. */
    private static org.deeplearning4j.nn.conf.layers.Layer conf(Part.OfLayer part) {
        Layer layer = part.layer();
        while (layer instanceof BaseWrapperLayer wrapper) {
            layer = wrapper.getUnderlying();
        }
        return layer.conf().getLayer();
    }

    /** Whether a layer moves over the steps of a series. */
    private static boolean takesSeries(Part part) {
        return part instanceof Part.OfLayer layer
                && (conf(layer) instanceof Convolution1DLayer
                        || conf(layer) instanceof Subsampling1DLayer
                        || conf(layer) instanceof ZeroPadding1DLayer
                        || conf(layer) instanceof GlobalPoolingLayer);
    }

    private static boolean isNhwc(Part part) {
        CNN2DFormat format = null;
        if (part instanceof Part.OfLayer layer) {
            if (conf(layer) instanceof ConvolutionLayer convolution) {
                format = convolution.getCnn2dDataFormat();
            } else if (conf(layer) instanceof SubsamplingLayer pooling) {
                format = pooling.getCnn2dDataFormat();
            } else if (conf(layer) instanceof ZeroPaddingLayer padding) {
                format = padding.getDataFormat();
            }
        } else if (part instanceof Part.OfPreprocessor preprocessor
                && preprocessor.preprocessor() instanceof CnnToFeedForwardPreProcessor flatten) {
            format = flatten.getFormat();
        }
        return format == CNN2DFormat.NHWC;
    }

    private static boolean isNwc(Part part) {
        RNNFormat format = null;
        if (part instanceof Part.OfLayer layer) {
            if (conf(layer) instanceof BaseRecurrentLayer recurrent) {
                format = recurrent.getRnnDataFormat();
            } else if (conf(layer) instanceof RnnOutputLayer output) {
                format = output.getRnnDataFormat();
            } else if (conf(layer) instanceof RnnLossLayer loss) {
                format = loss.getRnnDataFormat();
            } else if (conf(layer) instanceof Convolution1DLayer convolution) {
                format = convolution.getRnnDataFormat();
            } else if (conf(layer) instanceof Subsampling1DLayer pooling) {
                return pooling.getCnn2dDataFormat() == CNN2DFormat.NHWC;
            }
        } else if (part instanceof Part.OfPreprocessor preprocessor) {
            if (preprocessor.preprocessor() instanceof RnnToFeedForwardPreProcessor flatten) {
                format = flatten.getRnnDataFormat();
            } else if (preprocessor.preprocessor() instanceof RnnToCnnPreProcessor images) {
                format = images.getRnnDataFormat();
            }
        }
        return format == RNNFormat.NWC;
    }
}
