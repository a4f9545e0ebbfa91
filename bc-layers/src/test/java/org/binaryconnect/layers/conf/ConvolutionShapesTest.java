package org.binaryconnect.layers.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * Convolutions of any shape: output and gradient are those of DL4J's layer that holds the signs,
 * with difference 0; or neither layer takes the shape; or DL4J's takes it and gets it wrong, and
 * ours does not take it.
 */
class ConvolutionShapesTest {

    private static final int BATCH = 2;

    /** Kinds of layers, with the number of axes of their images. */
    enum Kind {
        CONVOLUTION_1D(1),
        CONVOLUTION_2D(2),
        CONVOLUTION_3D(3),
        DECONVOLUTION_2D(2),
        DECONVOLUTION_3D(3),
        DEPTHWISE_2D(2),
        SEPARABLE_2D(2),
        LOCALLY_CONNECTED_1D(1),
        LOCALLY_CONNECTED_2D(2);

        final int axes;

        Kind(int axes) {
            this.axes = axes;
        }
    }

    /** All that a convolution has; of the sizes, the first ones are used. */
    record Shape(
            Kind kind,
            int[] kernel,
            int[] stride,
            int[] padding,
            int[] dilation,
            int[] input,
            ConvolutionMode mode,
            int channels,
            int filters,
            boolean channelsLast,
            boolean hasBias) {

        @Override
        public String toString() {
            return "%s kernel %s stride %s padding %s dilation %s input %s %s %d -> %d%s%s"
                    .formatted(
                            kind,
                            Arrays.toString(kernel),
                            Arrays.toString(stride),
                            Arrays.toString(padding),
                            Arrays.toString(dilation),
                            Arrays.toString(input),
                            mode,
                            channels,
                            filters,
                            channelsLast ? ", channels last" : "",
                            hasBias ? ", bias" : "");
        }
    }

    private static Arbitrary<int[]> sizes(int axes, int least, int most) {
        return Arbitraries.integers().between(least, most).array(int[].class).ofSize(axes);
    }

    private static Arbitrary<int[]> dilations(int axes) {
        return Arbitraries.frequency(Tuple.of(3, 1), Tuple.of(1, 2))
                .array(Integer[].class)
                .ofSize(axes)
                .map(values -> Arrays.stream(values).mapToInt(Integer::intValue).toArray());
    }

    @Provide
    Arbitrary<Shape> shapes() {
        return Arbitraries.of(Kind.class).flatMap(ConvolutionShapesTest::shapes);
    }

    private static Arbitrary<Shape> shapes(Kind kind) {
        int axes = kind.axes;
        Arbitrary<int[]> geometry =
                Combinators.combine(
                                sizes(axes, 1, 3),
                                sizes(axes, 1, 2),
                                sizes(axes, 0, 1),
                                dilations(axes),
                                sizes(axes, 3, 6))
                        .as(
                                (kernel, stride, padding, dilation, input) -> {
                                    int[] all = new int[5 * axes];
                                    int at = 0;
                                    for (int[] part :
                                            new int[][] {
                                                kernel, stride, padding, dilation, input
                                            }) {
                                        System.arraycopy(part, 0, all, at, axes);
                                        at += axes;
                                    }
                                    return all;
                                });
        return Combinators.combine(
                        geometry,
                        Arbitraries.of(ConvolutionMode.class),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(false, true),
                        Arbitraries.of(false, true))
                .as(
                        (all, mode, channels, filters, channelsLast, hasBias) ->
                                new Shape(
                                        kind,
                                        Arrays.copyOfRange(all, 0, axes),
                                        Arrays.copyOfRange(all, axes, 2 * axes),
                                        mode == ConvolutionMode.Same
                                                        || mode == ConvolutionMode.Causal
                                                ? new int[axes]
                                                : Arrays.copyOfRange(all, 2 * axes, 3 * axes),
                                        Arrays.copyOfRange(all, 3 * axes, 4 * axes),
                                        Arrays.copyOfRange(all, 4 * axes, 5 * axes),
                                        mode,
                                        channels,
                                        filters,
                                        channelsLast,
                                        hasBias));
    }

    /** What a network computes. */
    private record Result(INDArray output, INDArray gradient) {}

    @Property(tries = 500, seed = "1", edgeCases = EdgeCasesMode.NONE)
    void aConvolutionIsDl4jsOrBothRefuse(@ForAll("shapes") Shape shape) {
        Optional<MultiLayerNetwork> binary = network(shape, true, DataType.DOUBLE);
        if (isWrongInDl4j(shape)) {
            assertTrue(binary.isEmpty() || compute(binary.get(), shape).isEmpty(), "must refuse");
            return;
        }
        Optional<MultiLayerNetwork> plain = network(shape, false, DataType.DOUBLE);
        assertEquals(plain.isPresent(), binary.isPresent(), "only one refuses");
        if (plain.isEmpty()) {
            return;
        }
        copySigns(binary.get(), plain.get());
        Optional<Result> expected = compute(plain.get(), shape);
        Optional<Result> found = compute(binary.get(), shape);
        assertEquals(expected.isPresent(), found.isPresent(), "only one fails");
        if (expected.isPresent()) {
            assertSame(expected.get().output, found.get().output);
            assertSame(halved(shape, expected.get().gradient), found.get().gradient);
        }
        Statistics.collect(expected.isPresent() ? shape.kind : "refused");
        Statistics.coverage(
                kinds -> {
                    for (Kind kind : Kind.values()) {
                        kinds.check(kind).count(count -> count > 3);
                    }
                });
    }

    /** Float convolutions of images are computed by code of our own, which rounds otherwise. */
    @Property(tries = 200, seed = "2", edgeCases = EdgeCasesMode.NONE)
    void aFloatConvolutionOfImagesIsDl4jsButForRounding(@ForAll("imageShapes") Shape shape) {
        Optional<MultiLayerNetwork> binary = network(shape, true, DataType.FLOAT);
        Optional<MultiLayerNetwork> plain = network(shape, false, DataType.FLOAT);
        assertEquals(plain.isPresent(), binary.isPresent(), "only one refuses");
        if (plain.isEmpty()) {
            return;
        }
        copySigns(binary.get(), plain.get());
        Optional<Result> expected = compute(plain.get(), shape);
        Optional<Result> found = compute(binary.get(), shape);
        assertEquals(expected.isPresent(), found.isPresent(), "only one fails");
        if (expected.isPresent()) {
            assertClose(expected.get().output, found.get().output);
            assertClose(expected.get().gradient, found.get().gradient);
        }
        Statistics.collect(expected.isPresent());
        Statistics.coverage(kinds -> kinds.check(true).count(count -> count > 100));
    }

    @Provide
    Arbitrary<Shape> imageShapes() {
        return shapes(Kind.CONVOLUTION_2D);
    }

    private static void assertClose(INDArray expected, INDArray found) {
        double largest = Math.max(1, expected.amaxNumber().doubleValue());
        assertEquals(0, expected.sub(found).amaxNumber().doubleValue(), 1e-5 * largest);
    }

    /** What DL4J's layer takes, and then fails in or computes wrongly: ours has to refuse. */
    private static boolean isWrongInDl4j(Shape shape) {
        boolean isDilated = Arrays.stream(shape.dilation).anyMatch(dilation -> dilation > 1);
        boolean isCausal = shape.mode == ConvolutionMode.Causal;
        return switch (shape.kind) {
            case CONVOLUTION_1D -> shape.channelsLast;
            case SEPARABLE_2D -> shape.channels == 1;
            case LOCALLY_CONNECTED_1D -> isDilated || isCausal || shape.channelsLast;
            case LOCALLY_CONNECTED_2D -> isDilated || isCausal;
            default -> false;
        };
    }

    private static void assertSame(INDArray expected, INDArray found) {
        assertEquals(0, expected.sub(found).amaxNumber().doubleValue());
    }

    /** DL4J doubles the gradients of locally connected layers and all before them: here all. */
    private static INDArray halved(Shape shape, INDArray gradient) {
        boolean isDoubled = shape.kind.name().startsWith("LOCALLY");
        return isDoubled ? gradient.mul(0.5) : gradient;
    }

    private static void copySigns(MultiLayerNetwork binary, MultiLayerNetwork plain) {
        plain.setParams(binary.params());
        Layer layer = plain.getLayer(1);
        layer.paramTable()
                .forEach(
                        (name, value) -> {
                            if (name.endsWith("W")) {
                                value.assign(value.gte(0).castTo(value.dataType()).muli(2).subi(1));
                            }
                        });
    }

    private static Optional<MultiLayerNetwork> network(Shape shape, boolean binary, DataType type) {
        try {
            MultiLayerNetwork network =
                    new MultiLayerNetwork(
                            new NeuralNetConfiguration.Builder()
                                    .seed(6)
                                    .dataType(type)
                                    .updater(new NoOp())
                                    .activation(Activation.TANH)
                                    .list()
                                    .layer(before(shape))
                                    .layer(layer(shape, binary))
                                    .layer(loss(shape))
                                    .setInputType(input(shape))
                                    .build());
            network.init();
            return Optional.of(network);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Result> compute(MultiLayerNetwork network, Shape shape) {
        try {
            long[] size = input(shape).getShape(true).clone();
            size[0] = BATCH;
            Nd4j.getRandom().setSeed(5);
            DataType type = network.params().dataType();
            INDArray features = Nd4j.rand(type, size).subi(0.4);
            INDArray output = network.output(features).dup();
            network.setInput(features);
            network.setLabels(Nd4j.rand(type, output.shape()));
            network.computeGradientAndScore();
            return Optional.of(new Result(output, network.gradient().gradient().dup()));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static CNN2DFormat format2D(Shape shape) {
        return shape.channelsLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
    }

    private static Convolution3D.DataFormat format3D(Shape shape) {
        return shape.channelsLast ? Convolution3D.DataFormat.NDHWC : Convolution3D.DataFormat.NCDHW;
    }

    private static RNNFormat format1D(Shape shape) {
        return shape.channelsLast ? RNNFormat.NWC : RNNFormat.NCW;
    }

    private static InputType input(Shape shape) {
        int[] size = shape.input;
        return switch (shape.kind.axes) {
            case 1 -> InputType.recurrent(shape.channels, size[0], format1D(shape));
            case 2 -> InputType.convolutional(size[0], size[1], shape.channels, format2D(shape));
            default ->
                    InputType.convolutional3D(
                            format3D(shape), size[0], size[1], size[2], shape.channels);
        };
    }

    /** A real layer, for the errors that the convolution passes on. */
    private static org.deeplearning4j.nn.conf.layers.Layer before(Shape shape) {
        return switch (shape.kind.axes) {
            case 1 ->
                    new org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn.Builder()
                            .nOut(shape.channels)
                            .dataFormat(format1D(shape))
                            .build();
            case 2 ->
                    new ConvolutionLayer.Builder(1, 1)
                            .nOut(shape.channels)
                            .dataFormat(format2D(shape))
                            .build();
            default ->
                    new Convolution3D.Builder(1, 1, 1)
                            .nOut(shape.channels)
                            .dataFormat(format3D(shape))
                            .build();
        };
    }

    private static org.deeplearning4j.nn.conf.layers.Layer loss(Shape shape) {
        return switch (shape.kind.axes) {
            case 1 ->
                    new RnnLossLayer.Builder()
                            .dataFormat(format1D(shape))
                            .lossFunction(new LossMSE())
                            .build();
            case 2 ->
                    new CnnLossLayer.Builder()
                            .format(format2D(shape))
                            .lossFunction(new LossMSE())
                            .build();
            default ->
                    new Cnn3DLossLayer.Builder(format3D(shape)).lossFunction(new LossMSE()).build();
        };
    }

    private static org.deeplearning4j.nn.conf.layers.Layer layer(Shape shape, boolean binary) {
        return switch (shape.kind) {
            case CONVOLUTION_1D ->
                    sized(
                            shape,
                            binary
                                    ? new BinaryConvolution1DLayer.Builder()
                                            .rnnDataFormat(format1D(shape))
                                    : new Convolution1DLayer.Builder()
                                            .rnnDataFormat(format1D(shape)));
            case CONVOLUTION_2D ->
                    sized(
                            shape,
                            binary
                                    ? new BinaryConvolutionLayer.Builder()
                                            .dataFormat(format2D(shape))
                                    : new ConvolutionLayer.Builder().dataFormat(format2D(shape)));
            case CONVOLUTION_3D ->
                    sized(
                            shape,
                            binary
                                    ? new BinaryConvolution3D.Builder().dataFormat(format3D(shape))
                                    : new Convolution3D.Builder().dataFormat(format3D(shape)));
            case DECONVOLUTION_2D ->
                    sized(
                            shape,
                            binary
                                    ? new BinaryDeconvolution2D.Builder()
                                            .dataFormat(format2D(shape))
                                    : new Deconvolution2D.Builder().dataFormat(format2D(shape)));
            case DECONVOLUTION_3D ->
                    sized(
                            shape,
                            binary
                                    ? new BinaryDeconvolution3D.Builder()
                                            .dataFormat(format3D(shape))
                                    : new Deconvolution3D.Builder().dataFormat(format3D(shape)));
            case DEPTHWISE_2D ->
                    sized(
                            shape,
                            binary
                                    ? new BinaryDepthwiseConvolution2D.Builder()
                                            .depthMultiplier(shape.filters)
                                            .dataFormat(format2D(shape))
                                    : new DepthwiseConvolution2D.Builder()
                                            .depthMultiplier(shape.filters)
                                            .dataFormat(format2D(shape)));
            case SEPARABLE_2D ->
                    sized(
                            shape,
                            binary
                                    ? new BinarySeparableConvolution2D.Builder()
                                            .depthMultiplier(2)
                                            .dataFormat(format2D(shape))
                                    : new SeparableConvolution2D.Builder()
                                            .depthMultiplier(2)
                                            .dataFormat(format2D(shape)));
            case LOCALLY_CONNECTED_1D ->
                    binary
                            ? new BinaryLocallyConnected1D.Builder()
                                    .nOut(shape.filters)
                                    .kernelSize(shape.kernel[0])
                                    .stride(shape.stride[0])
                                    .padding(shape.padding[0])
                                    .dilation(shape.dilation[0])
                                    .convolutionMode(shape.mode)
                                    .hasBias(shape.hasBias)
                                    .build()
                            : new LocallyConnected1D.Builder()
                                    .nOut(shape.filters)
                                    .kernelSize(shape.kernel[0])
                                    .stride(shape.stride[0])
                                    .padding(shape.padding[0])
                                    .dilation(shape.dilation[0])
                                    .convolutionMode(shape.mode)
                                    .hasBias(shape.hasBias)
                                    .build();
            case LOCALLY_CONNECTED_2D ->
                    binary
                            ? new BinaryLocallyConnected2D.Builder()
                                    .nOut(shape.filters)
                                    .kernelSize(shape.kernel)
                                    .stride(shape.stride)
                                    .padding(shape.padding)
                                    .dilation(shape.dilation)
                                    .convolutionMode(shape.mode)
                                    .dataFormat(format2D(shape))
                                    .hasBias(shape.hasBias)
                                    .build()
                            : new LocallyConnected2D.Builder()
                                    .nOut(shape.filters)
                                    .kernelSize(shape.kernel)
                                    .stride(shape.stride)
                                    .padding(shape.padding)
                                    .dilation(shape.dilation)
                                    .convolutionMode(shape.mode)
                                    .dataFormat(format2D(shape))
                                    .hasBias(shape.hasBias)
                                    .build();
        };
    }

    private static org.deeplearning4j.nn.conf.layers.Layer sized(
            Shape shape, ConvolutionLayer.BaseConvBuilder<?> builder) {
        return builder.kernelSize(shape.kernel)
                .stride(shape.stride)
                .padding(shape.padding)
                .dilation(shape.dilation)
                .convolutionMode(shape.mode)
                .nOut(shape.filters)
                .hasBias(shape.hasBias)
                .build();
    }
}
