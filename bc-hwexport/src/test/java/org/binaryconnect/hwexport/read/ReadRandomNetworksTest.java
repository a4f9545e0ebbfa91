package org.binaryconnect.hwexport.read;

import static org.binaryconnect.hwexport.read.TestModels.assertReads;
import static org.binaryconnect.hwexport.read.TestModels.assertReadsExactly;
import static org.binaryconnect.hwexport.read.TestModels.end;
import static org.binaryconnect.hwexport.read.TestModels.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryDepthwiseConvolution2D;
import org.binaryconnect.layers.conf.BinarySeparableConvolution2D;
import org.binaryconnect.layers.convert.Freezing;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/** Chains of random layers, which meet each other in every order. */
class ReadRandomNetworksTest {

    private static final Activation[] ACTIVATIONS = {
        Activation.IDENTITY,
        Activation.RELU,
        Activation.HARDTANH,
        Activation.TANH,
        Activation.LEAKYRELU,
        Activation.SIGMOID
    };

    private static Activation activation(Random random) {
        return ACTIVATIONS[random.nextInt(ACTIVATIONS.length)];
    }

    private static Layer imageLayer(Random random, boolean isBinary) {
        int[] kernel = {1 + random.nextInt(3), 1 + random.nextInt(3)};
        int outputs = 2 + random.nextInt(3);
        Activation activation = activation(random);
        return switch (random.nextInt(8)) {
            case 0, 1 ->
                    isBinary
                            ? new BinaryConvolutionLayer.Builder(kernel)
                                    .nOut(outputs)
                                    .channelScale(random.nextBoolean())
                                    .convolutionMode(ConvolutionMode.Same)
                                    .activation(activation)
                                    .build()
                            : new ConvolutionLayer.Builder(kernel)
                                    .nOut(outputs)
                                    .convolutionMode(ConvolutionMode.Same)
                                    .activation(activation)
                                    .build();
            case 2 ->
                    new BinarySeparableConvolution2D.Builder(kernel)
                            .nOut(outputs)
                            .convolutionMode(ConvolutionMode.Same)
                            .activation(activation)
                            .build();
            case 3 ->
                    new SubsamplingLayer.Builder(
                                    random.nextBoolean()
                                            ? SubsamplingLayer.PoolingType.MAX
                                            : SubsamplingLayer.PoolingType.AVG)
                            .kernelSize(2, 2)
                            .stride(1, 1)
                            .convolutionMode(ConvolutionMode.Same)
                            .build();
            case 4 -> new ZeroPaddingLayer.Builder(1, 0, 0, 1).build();
            case 5 -> new DropoutLayer.Builder(0.5).build();
            case 6 -> new ActivationLayer.Builder().activation(activation).build();
            default -> new BatchNormalization.Builder().useLogStd(random.nextBoolean()).build();
        };
    }

    private static Layer vectorLayer(Random random, boolean isBinary) {
        int outputs = 2 + random.nextInt(7);
        return switch (random.nextInt(4)) {
            case 0, 1 ->
                    isBinary
                            ? new BinaryDenseLayer.Builder()
                                    .nOut(outputs)
                                    .channelScale(random.nextBoolean())
                                    .activation(activation(random))
                                    .build()
                            : new DenseLayer.Builder()
                                    .nOut(outputs)
                                    .activation(activation(random))
                                    .build();
            case 2 -> new ActivationLayer.Builder().activation(activation(random)).build();
            default -> new BatchNormalization.Builder().build();
        };
    }

    /** A network of images [height 6, width 5, channels 3]; the first layer gives 4 channels. */
    private static Layer[] network(Random random, boolean isBinary) {
        List<Layer> layers = new ArrayList<>();
        layers.add(
                random.nextBoolean()
                        ? new BinaryConvolutionLayer.Builder(3, 2).nOut(4).build()
                        : new BinaryDepthwiseConvolution2D.Builder(2, 2)
                                .depthMultiplier(2)
                                .nOut(6)
                                .build());
        for (int i = random.nextInt(5); i > 0; i--) {
            layers.add(imageLayer(random, isBinary));
        }
        if (random.nextInt(3) == 0) {
            layers.add(new GlobalPoolingLayer.Builder(PoolingType.AVG).build());
        }
        layers.add(new BinaryDenseLayer.Builder().nOut(5).build());
        for (int i = random.nextInt(3); i > 0; i--) {
            layers.add(vectorLayer(random, isBinary));
        }
        layers.add(random.nextBoolean() ? end() : new OutputLayer.Builder().nOut(3).build());
        return layers.toArray(Layer[]::new);
    }

    /**
     * ND4J's own softmax is 0 / 0 where all values are so far below 0 that their exponentials are 0
     * (double: -745): it does not subtract the largest if that is negative.
     */
    private static void assumeNumbers(MultiLayerNetwork model, long... shape) {
        Assume.that(!TestModels.output(model, TestModels.features(shape)).isNaN().any());
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void networksOfImages(@ForAll int seed, @ForAll boolean isLast, @ForAll boolean isBinary) {
        CNN2DFormat format = isLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
        MultiLayerNetwork model =
                layers(
                        InputType.convolutional(6, 5, 3, format),
                        network(new Random(seed), isBinary));
        long[] shape = isLast ? new long[] {6, 5, 3} : new long[] {3, 6, 5};

        assumeNumbers(model, shape);
        assertReadsExactly(model, shape);
        assertReadsExactly(model.toComputationGraph(), shape);
        assertReadsExactly(Freezing.freeze(model), shape);
    }

    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
    void networksOfFlatImages(@ForAll int seed) {
        MultiLayerNetwork model =
                layers(InputType.convolutionalFlat(6, 5, 3), network(new Random(seed), true));

        assumeNumbers(model, 90);
        assertReadsExactly(model, 90);
    }

    /** What users have. Tanh and its like make large errors of small ones; limits do not. */
    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
    void networksOfFloats(@ForAll int seed) {
        MultiLayerNetwork model =
                layers(InputType.convolutional(6, 5, 3), network(new Random(seed), true))
                        .convertDataType(DataType.FLOAT);

        assumeNumbers(model, 3, 6, 5);
        assertReads(1e-4, model, 3, 6, 5);
    }
}
