package org.binaryconnect.hwexport.read;

import static org.binaryconnect.hwexport.read.TestModels.assertReadsExactly;
import static org.binaryconnect.hwexport.read.TestModels.count;
import static org.binaryconnect.hwexport.read.TestModels.end;
import static org.binaryconnect.hwexport.read.TestModels.isBinary;
import static org.binaryconnect.hwexport.read.TestModels.layers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.layers.conf.BinaryConvolution1DLayer;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryDepthwiseConvolution2D;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.conf.BinarySeparableConvolution2D;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks of images and series compute what they do in DL4J. */
class ReadImagesTest {

    /** How a layer moves over its input, and the input. */
    record Movement(
            ConvolutionMode mode,
            int[] kernel,
            int[] stride,
            int[] padding,
            int[] dilation,
            int height,
            int width,
            int channels,
            boolean isLast) {

        /** Of images. */
        CNN2DFormat format() {
            return isLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
        }

        private boolean fits(int axis, int size) {
            int extent = (kernel[axis] - 1) * dilation[axis] + 1;
            return switch (mode) {
                    // In mode Same a stride that skips input at the border is refused.
                case Same -> stride[axis] <= extent;
                case Causal -> true;
                case Truncate -> extent <= size + 2 * padding[axis] && padding[axis] < extent;
                case Strict ->
                        extent <= size + 2 * padding[axis]
                                && padding[axis] < extent
                                && (size - extent + 2 * padding[axis]) % stride[axis] == 0;
            };
        }

        boolean fits() {
            return fits(0, height) && fits(1, width);
        }

        @Override
        public String toString() {
            return "%s kernel %dx%d stride %dx%d padding %dx%d dilation %dx%d input %dx%dx%d last %s"
                    .formatted(
                            mode,
                            kernel[0],
                            kernel[1],
                            stride[0],
                            stride[1],
                            padding[0],
                            padding[1],
                            dilation[0],
                            dilation[1],
                            channels,
                            height,
                            width,
                            isLast);
        }
    }

    private static Arbitrary<int[]> pair(int from, int to) {
        return Arbitraries.integers().between(from, to).array(int[].class).ofSize(2);
    }

    @Provide
    Arbitrary<Movement> movements() {
        return Combinators.combine(
                        Arbitraries.of(
                                ConvolutionMode.Same,
                                ConvolutionMode.Truncate,
                                ConvolutionMode.Strict),
                        pair(1, 4),
                        pair(1, 3),
                        pair(0, 2),
                        pair(1, 3),
                        pair(3, 9),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(false, true))
                .as(
                        (mode, kernel, stride, padding, dilation, size, channels, isLast) ->
                                new Movement(
                                        mode,
                                        kernel,
                                        stride,
                                        mode == ConvolutionMode.Same ? new int[2] : padding,
                                        dilation,
                                        size[0],
                                        size[1],
                                        channels,
                                        isLast))
                .filter(Movement::fits);
    }

    private static void assertReadsImages(Movement m, Layer layer) {
        long[] shape =
                m.isLast
                        ? new long[] {m.height, m.width, m.channels}
                        : new long[] {m.channels, m.height, m.width};
        assertReadsExactly(layers(layer, end()), shape);
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void binaryConvolutions(@ForAll("movements") Movement m) {
        assertReadsImages(
                m,
                new BinaryConvolutionLayer.Builder(m.kernel, m.stride, m.padding)
                        .dataFormat(m.format())
                        .dilation(m.dilation)
                        .convolutionMode(m.mode)
                        .channelScale(m.height % 2 == 0)
                        .hasBias(m.width % 2 == 0)
                        .nIn(m.channels)
                        .nOut(3)
                        .build());
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void realConvolutions(@ForAll("movements") Movement m) {
        assertReadsImages(
                m,
                new ConvolutionLayer.Builder(m.kernel, m.stride, m.padding)
                        .dataFormat(m.format())
                        .dilation(m.dilation)
                        .convolutionMode(m.mode)
                        .nIn(m.channels)
                        .nOut(3)
                        .build());
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void depthwiseConvolutions(@ForAll("movements") Movement m) {
        boolean isReal = m.height % 2 == 0;
        assertReadsImages(
                m,
                isReal
                        ? new DepthwiseConvolution2D.Builder(m.kernel, m.stride, m.padding)
                                .dataFormat(m.format())
                                .depthMultiplier(2)
                                .dilation(m.dilation)
                                .convolutionMode(m.mode)
                                .nIn(m.channels)
                                .nOut(2 * m.channels)
                                .build()
                        : new BinaryDepthwiseConvolution2D.Builder(m.kernel, m.stride, m.padding)
                                .dataFormat(m.format())
                                .depthMultiplier(2)
                                .dilation(m.dilation)
                                .convolutionMode(m.mode)
                                .channelScale(m.width % 2 == 0)
                                .nIn(m.channels)
                                .nOut(2 * m.channels)
                                .build());
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void separableConvolutions(@ForAll("movements") Movement m) {
        Assume.that(m.channels > 1);
        boolean isReal = m.height % 2 == 0;
        assertReadsImages(
                m,
                isReal
                        ? new SeparableConvolution2D.Builder(m.kernel, m.stride, m.padding)
                                .dataFormat(m.format())
                                .depthMultiplier(2)
                                .dilation(m.dilation)
                                .convolutionMode(m.mode)
                                .nIn(m.channels)
                                .nOut(5)
                                .build()
                        : new BinarySeparableConvolution2D.Builder(m.kernel, m.stride, m.padding)
                                .dataFormat(m.format())
                                .depthMultiplier(2)
                                .dilation(m.dilation)
                                .convolutionMode(m.mode)
                                .channelScale(m.width % 2 == 0)
                                .nIn(m.channels)
                                .nOut(5)
                                .build());
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void pooling(
            @ForAll("movements") Movement m,
            @ForAll boolean isMaximum,
            @ForAll boolean includesPadding) {
        assertReadsImages(
                m,
                new SubsamplingLayer.Builder(
                                isMaximum
                                        ? SubsamplingLayer.PoolingType.MAX
                                        : SubsamplingLayer.PoolingType.AVG,
                                m.kernel,
                                m.stride,
                                m.padding)
                        .dilation(m.dilation)
                        .convolutionMode(m.mode)
                        .dataFormat(m.format())
                        .avgPoolIncludePadInDivisor(includesPadding)
                        .build());
    }

    @Provide
    Arbitrary<Movement> seriesMovements() {
        return Combinators.combine(
                        Arbitraries.of(ConvolutionMode.class),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(3, 12),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(false, true))
                .as(
                        (mode, kernel, stride, padding, dilation, size, channels, isLast) -> {
                            boolean pads =
                                    mode != ConvolutionMode.Same && mode != ConvolutionMode.Causal;
                            return new Movement(
                                    mode,
                                    new int[] {kernel, 1},
                                    new int[] {stride, 1},
                                    new int[] {pads ? padding : 0, 0},
                                    new int[] {dilation, 1},
                                    size,
                                    1,
                                    channels,
                                    isLast);
                        })
                .filter(Movement::fits);
    }

    private static long[] series(Movement m) {
        return m.isLast ? new long[] {m.height, m.channels} : new long[] {m.channels, m.height};
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void convolutionsOfSeries(@ForAll("seriesMovements") Movement m, @ForAll boolean isBinary) {
        Layer layer =
                isBinary
                        ? new BinaryConvolution1DLayer.Builder(
                                        m.kernel[0], m.stride[0], m.padding[0])
                                .rnnDataFormat(m.isLast ? RNNFormat.NWC : RNNFormat.NCW)
                                .dilation(m.dilation[0])
                                .convolutionMode(m.mode)
                                .channelScale(true)
                                .nIn(m.channels)
                                .nOut(3)
                                .build()
                        : new Convolution1DLayer.Builder(m.kernel[0], m.stride[0], m.padding[0])
                                .rnnDataFormat(m.isLast ? RNNFormat.NWC : RNNFormat.NCW)
                                .dilation(m.dilation[0])
                                .convolutionMode(m.mode)
                                .nIn(m.channels)
                                .nOut(3)
                                .build();

        assertReadsExactly(layers(layer, end()), series(m));
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void poolingOfSeries(@ForAll("plainSeriesMovements") Movement m, @ForAll boolean isMaximum) {
        assertReadsExactly(
                layers(
                        new Subsampling1DLayer.Builder(
                                        isMaximum
                                                ? SubsamplingLayer.PoolingType.MAX
                                                : SubsamplingLayer.PoolingType.AVG)
                                .dataFormat(m.format())
                                .kernelSize(m.kernel[0])
                                .stride(m.stride[0])
                                .convolutionMode(m.mode)
                                .build(),
                        end()),
                series(m));
    }

    /** DL4J's pooling of series has no dilation, and fails with padding. */
    @Provide
    Arbitrary<Movement> plainSeriesMovements() {
        return seriesMovements()
                .map(
                        m ->
                                new Movement(
                                        m.mode == ConvolutionMode.Causal
                                                ? ConvolutionMode.Truncate
                                                : m.mode,
                                        m.kernel,
                                        m.stride,
                                        new int[2],
                                        new int[] {1, 1},
                                        m.height,
                                        1,
                                        m.channels,
                                        m.isLast))
                .filter(Movement::fits);
    }

    private static MultiLayerNetwork cnn(InputType type) {
        return layers(
                type,
                new BinaryConvolutionLayer.Builder(3, 3).nIn(2).nOut(4).hasBias(false).build(),
                new BatchNormalization.Builder().nOut(4).build(),
                new ActivationLayer.Builder().activation(Activation.RELU).build(),
                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build(),
                new BinaryDenseLayer.Builder().nOut(7).build(),
                new BatchNormalization.Builder().nOut(7).build(),
                new ActivationLayer.Builder().activation(Activation.RELU).build(),
                new BinaryOutputLayer.Builder().nOut(3).build());
    }

    /** The dense layer's columns take the order; nothing is moved at run time. */
    @Test
    void flatteningCostsNothing() {
        TrainedNetwork read = assertReadsExactly(cnn(InputType.convolutional(10, 8, 2)), 2, 10, 8);

        assertEquals(0, count(read, Node.Permute.class));
        assertTrue(isBinary(read));
        assertEquals(new Shape(10, 8, 2), read.features().shape());
    }

    /** The same network with its data as vectors, channels first. */
    @Test
    void flatFeaturesAreBroughtIntoOrderBeforehand() {
        MultiLayerNetwork model = cnn(InputType.convolutionalFlat(10, 8, 2));

        TrainedNetwork read = assertReadsExactly(model, 160);

        assertEquals(new Shape(10, 8, 2), read.network().input());
        assertEquals(0, count(read, Node.Permute.class));
        assertEquals(1, count(read, Node.Reshape.class));
        // DL4J lets images pass, too.
        assertReadsExactly(model, 2, 10, 8);
    }

    /** DL4J flattens such images in the order that they have here. */
    @Test
    void networksOfImagesWithChannelsLast() {
        InputType type = InputType.convolutional(10, 8, 2, CNN2DFormat.NHWC);

        TrainedNetwork read = assertReadsExactly(cnn(type), 10, 8, 2);

        assertEquals(0, count(read, Node.Permute.class));
        assertTrue(read.features().isChannelsLast());
        assertEquals(new Shape(10, 8, 2), read.features().shape());
        assertReadsExactly(
                layers(
                        type,
                        new ZeroPaddingLayer.Builder(1, 2, 3, 0).build(),
                        new ConvolutionLayer.Builder(3, 3).nOut(4).build(),
                        new GlobalPoolingLayer.Builder(PoolingType.AVG).build(),
                        new BinaryDenseLayer.Builder().nOut(3).build(),
                        end()),
                10,
                8,
                2);
        // An image at the end.
        assertReadsExactly(
                layers(type, new ConvolutionLayer.Builder(3, 3).nOut(4).build(), end()), 10, 8, 2);
    }

    /** Only here DL4J normalizes the channels of series. */
    @Test
    void batchNormalizationOfSeriesWithChannelsLast() {
        assertReadsExactly(
                layers(
                        new Convolution1DLayer.Builder(3)
                                .nIn(2)
                                .nOut(4)
                                .rnnDataFormat(RNNFormat.NWC)
                                .build(),
                        new BatchNormalization.Builder()
                                .nIn(4)
                                .nOut(4)
                                .dataFormat(CNN2DFormat.NHWC)
                                .build(),
                        new GlobalPoolingLayer.Builder(PoolingType.AVG)
                                .poolingDimensions(1)
                                .build(),
                        new BinaryOutputLayer.Builder().nIn(4).nOut(2).build()),
                9,
                2);
    }

    /** Batch normalization behind the flattening has numbers in DL4J's order. */
    @Test
    void elementwiseLayersCarryTheOrderOn() {
        TrainedNetwork read =
                assertReadsExactly(
                        layers(
                                InputType.convolutional(6, 5, 2),
                                new BinaryConvolutionLayer.Builder(3, 3).nOut(4).build(),
                                new ActivationLayer.Builder().activation(Activation.TANH).build(),
                                new BinaryDenseLayer.Builder().nOut(3).build(),
                                new OutputLayer.Builder(LossFunction.MSE)
                                        .nOut(2)
                                        .activation(Activation.IDENTITY)
                                        .build()),
                        2,
                        6,
                        5);
        assertEquals(0, count(read, Node.Permute.class));

        MultiLayerNetwork normalized =
                layers(
                        new ConvolutionLayer.Builder(3, 3).nIn(2).nOut(4).build(),
                        new BatchNormalization.Builder().nIn(48).nOut(48).build(),
                        end());
        normalized
                .getLayerWiseConfigurations()
                .getInputPreProcessors()
                .put(
                        1,
                        new org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor(
                                4, 3, 4));
        // The scores themselves are in DL4J's order.
        assertEquals(1, count(assertReadsExactly(normalized, 2, 6, 5), Node.Permute.class));
    }

    @ParameterizedTest
    @EnumSource(
            value = PoolingType.class,
            names = {"MAX", "AVG", "SUM"})
    void globalPooling(PoolingType type) {
        assertReadsExactly(
                layers(
                        new ConvolutionLayer.Builder(3, 3).nIn(2).nOut(4).build(),
                        new GlobalPoolingLayer.Builder(type).build(),
                        new BinaryDenseLayer.Builder().nIn(4).nOut(3).build(),
                        end()),
                2,
                6,
                5);
        assertReadsExactly(
                layers(
                        new Convolution1DLayer.Builder(3).nIn(2).nOut(4).build(),
                        new GlobalPoolingLayer.Builder(type).build(),
                        new BinaryDenseLayer.Builder().nIn(4).nOut(3).build(),
                        end()),
                2,
                9);
        assertReadsExactly(
                layers(
                        new ConvolutionLayer.Builder(3, 3).nIn(2).nOut(4).build(),
                        new GlobalPoolingLayer.Builder(type).collapseDimensions(false).build(),
                        new ConvolutionLayer.Builder(1, 1).nIn(4).nOut(3).build()),
                2,
                6,
                5);
    }

    /** As DL4J sets it up, with a preprocessor that does nothing. */
    @Test
    void seriesThatArePooledGloballyGoThroughDl4jsPreprocessor() {
        assertReadsExactly(
                layers(
                        InputType.recurrent(3, 9),
                        new BinaryConvolution1DLayer.Builder(3).nOut(4).build(),
                        new ActivationLayer.Builder().activation(Activation.RELU).build(),
                        new Subsampling1DLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                                .kernelSize(2)
                                .stride(2)
                                .build(),
                        new GlobalPoolingLayer.Builder(PoolingType.AVG).build(),
                        new BinaryOutputLayer.Builder().nOut(2).build()),
                3,
                9);
    }

    @Test
    void zeroPadding() {
        assertReadsExactly(
                layers(
                        new ZeroPaddingLayer.Builder(1, 2, 3, 0).build(),
                        new ConvolutionLayer.Builder(3, 3).nIn(2).nOut(4).build()),
                2,
                6,
                5);
        assertReadsExactly(
                layers(
                        new ZeroPadding1DLayer.Builder(1, 2).build(),
                        new Convolution1DLayer.Builder(3).nIn(2).nOut(4).build()),
                2,
                6);
    }

    /** A normalization of images is one of channels. */
    @Test
    void batchNormalizationOfImagesInAllForms() {
        assertReadsExactly(
                layers(
                        new ConvolutionLayer.Builder(2, 2).nIn(2).nOut(4).build(),
                        new BatchNormalization.Builder().nIn(4).nOut(4).useLogStd(false).build(),
                        new BatchNormalization.Builder()
                                .nIn(4)
                                .nOut(4)
                                .lockGammaBeta(true)
                                .gamma(0.5)
                                .beta(-1)
                                .build(),
                        new BatchNormalization.Builder()
                                .nIn(4)
                                .nOut(4)
                                .lockGammaBeta(true)
                                .beta(-1)
                                .build()),
                2,
                4,
                5);
    }
}
